"""A build of the database needs nothing that makes the maps."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
BUILDING = sorted(file.name for file in (ROOT / "etl").glob("*.py"))


def imports(nodes: list[ast.stmt]) -> set[str]:
    """The modules of the boundaries that these statements, and what they hold, import."""
    found = set()
    for node in (each for top in nodes for each in ast.walk(top)):
        if isinstance(node, ast.ImportFrom):
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.startswith("etl.boundaries")}


@pytest.mark.parametrize("module", BUILDING)
def test_only_the_command_line_knows_of_the_boundaries_and_only_when_asked(module: str) -> None:
    tree = ast.parse((ROOT / "etl" / module).read_text(encoding="utf-8"))
    assert bool(imports(tree.body)) == (module == "__main__.py")
    assert imports([node for node in tree.body if not isinstance(node, ast.FunctionDef)]) == set()


def test_a_build_loads_nothing_of_them() -> None:
    say = (
        "import sys, etl.build, etl.__main__; "
        "print(*[name for name in sys.modules if name.startswith('etl.boundaries')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", say], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
