"""Which module may import which: `etl` writes, `dashboard` reads, pages tell a story."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("etl", "dashboard", "pages")
DRAWING_AND_COUNTING = re.compile(r"dashboard\.((\w+\.)?(\w*charts|maps|shapes)|stats(\.\w+)?)")


def name_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {
    name_of(file): ast.parse(file.read_text(encoding="utf-8"))
    for file in [ROOT / "app.py", *(f for folder in FOLDERS for f in (ROOT / folder).rglob("*.py"))]
}


def imported(module: str) -> Iterator[str]:
    """Every module that this one imports, wherever in the file it does so."""
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} has a relative import"
            full = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in MODULES else str(node.module) for name in full)


def packages(module: str) -> set[str]:
    return {name.split(".")[0] for name in imported(module)}


def reached(module: str) -> set[str]:
    """The packages that come along with a module, through those of the project it imports."""
    seen, left = set(), {module}
    while left:
        seen.add(current := left.pop())
        left |= {name for name in imported(current) if name in MODULES} - seen
    return {package for name in seen for package in packages(name)}


def modules_of(folder: str) -> list[str]:
    return sorted(name for name in MODULES if name.split(".")[0] == folder)


@pytest.mark.parametrize("module", modules_of("etl"))
def test_etl_knows_nothing_of_the_screen(module: str) -> None:
    assert packages(module).isdisjoint({"streamlit", "plotly", "dashboard", "pages", "app"})


@pytest.mark.parametrize("module", modules_of("dashboard"))
def test_the_dashboard_knows_nothing_of_the_build(module: str) -> None:
    assert packages(module).isdisjoint({"etl", "pages", "app"})


@pytest.mark.parametrize("module", [*modules_of("dashboard"), *modules_of("pages")])
def test_only_one_module_opens_the_database_for_the_pages(module: str) -> None:
    assert ("duckdb" in packages(module)) == (module == "dashboard.database")


@pytest.mark.parametrize("module", [m for m in MODULES if DRAWING_AND_COUNTING.fullmatch(m)])
def test_charts_and_statistics_can_be_used_without_streamlit(module: str) -> None:
    assert "streamlit" not in reached(module)


def test_there_are_charts_and_statistics_to_hold_to_that() -> None:
    held = {module for module in MODULES if DRAWING_AND_COUNTING.fullmatch(module)}
    assert {"dashboard.charts", "dashboard.stats"} <= held


@pytest.mark.parametrize("module", [m for m in MODULES if m.startswith("dashboard.stats")])
def test_statistics_build_on_nothing_else_of_the_project(module: str) -> None:
    own = {name for name in imported(module) if name.split(".")[0] in (*FOLDERS, "app")}
    assert {name for name in own if not name.startswith("dashboard.stats")} == set()


@pytest.mark.parametrize("module", modules_of("pages"))
def test_a_page_imports_from_the_dashboard_and_streamlit_only(module: str) -> None:
    assert packages(module) <= {"dashboard", "streamlit"}


@pytest.mark.parametrize("module", modules_of("pages"))
def test_a_page_holds_no_sql(module: str) -> None:
    texts = [
        node.value
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert not [text for text in texts if re.search(r"\b(SELECT|FROM|WHERE|JOIN)\b", text)]


def test_only_the_server_puts_both_sides_together() -> None:
    assert [m for m in MODULES if {"etl", "dashboard"} <= packages(m)] == ["app"]


def test_the_server_starts_without_what_only_tests_need() -> None:
    """SciPy and statsmodels take seconds to load, and the first page does not wait for them."""
    say = "import app, sys; print(*{'scipy', 'statsmodels', 'geopandas'} & set(sys.modules))"
    run = [sys.executable, "-c", say]
    said = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == ""


def test_no_import_is_circular() -> None:
    internal = {module: {m for m in imported(module) if m in MODULES} for module in MODULES}
    TopologicalSorter(internal).prepare()  # raises CycleError with the circle
