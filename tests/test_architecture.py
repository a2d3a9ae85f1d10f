"""Which package may import which: a layer imports only layers below it, and nothing goes round."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# From top to bottom, as the README draws them.
LAYERS = (
    "app",
    "pages",
    "dashboard.main",
    "dashboard.registry",
    "dashboard.views",
    "dashboard.export",
    "dashboard.drawing",
    "dashboard.text",
    "dashboard.query",
    "dashboard.stats",
    "dashboard.parameters",
    "dashboard.vocabulary",
)
# Which layer may use which library; what is not named here may be used anywhere.
LIBRARIES = {
    "streamlit": {"app", "pages", "dashboard.views"},
    "starlette": {"app", "dashboard.registry", "dashboard.export"},
    "duckdb": {"dashboard.query"},
    "plotly": {"dashboard.views", "dashboard.drawing"},
    "jinja2": {"dashboard.drawing"},
    "scipy": {"dashboard.stats"},
    "statsmodels": {"dashboard.stats"},
    "html": set(),  # templates escape
}
MAIN_PACKAGES = ("etl", "dashboard", "pages")


def name_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {
    name_of(file): ast.parse(file.read_text(encoding="utf-8"))
    for file in [ROOT / "app.py", *(f for p in MAIN_PACKAGES for f in (ROOT / p).rglob("*.py"))]
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


def libraries(module: str) -> set[str]:
    return {name.split(".")[0] for name in imported(module)}


def package_of(module: str) -> str:
    """The layer of a module: a folder of dashboard/ or a module beside them, pages, etl, app."""
    return ".".join(module.split(".")[: 2 if module.startswith("dashboard.") else 1])


def package_imports() -> dict[str, set[str]]:
    """Each package with the other packages of the project that its modules import."""
    imports: dict[str, set[str]] = {}
    for module in MODULES:
        here = package_of(module)
        others = {package_of(name) for name in imported(module) if name in MODULES}
        imports.setdefault(here, set()).update(others - {here})
    return imports


def modules_of(package: str) -> list[str]:
    return sorted(name for name in MODULES if name.split(".")[0] == package)


def test_every_package_is_a_layer() -> None:
    assert set(package_imports()) == {*LAYERS, "dashboard", "etl"}
    assert package_imports()["dashboard"] == set()


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_layers_below_it(layer: str) -> None:
    below = set(LAYERS[LAYERS.index(layer) + 1 :]) | ({"etl"} if layer == "app" else set())
    assert package_imports()[layer] <= below


def test_no_package_is_in_a_circle() -> None:
    TopologicalSorter(package_imports()).prepare()  # raises CycleError with the circle


def test_no_module_is_in_a_circle() -> None:
    internal = {module: {m for m in imported(module) if m in MODULES} for module in MODULES}
    TopologicalSorter(internal).prepare()


@pytest.mark.parametrize(("library", "layers"), LIBRARIES.items())
def test_a_library_is_used_only_in_its_layers(library: str, layers: set[str]) -> None:
    users = {package_of(m) for m in MODULES if library in libraries(m)} - {"etl"}
    assert users <= layers


def test_only_one_module_opens_the_database_for_the_pages() -> None:
    users = [m for m in modules_of("dashboard") if "duckdb" in libraries(m)]
    assert users == ["dashboard.query.database"]


@pytest.mark.parametrize("module", modules_of("etl"))
def test_etl_knows_nothing_of_the_screen(module: str) -> None:
    assert libraries(module).isdisjoint({"streamlit", "plotly", "dashboard", "pages", "app"})


def test_the_boundaries_stand_apart_from_the_build() -> None:
    users = [
        m
        for m in modules_of("etl")
        if not m.startswith("etl.boundaries")
        and any(name.startswith("etl.boundaries") for name in imported(m))
    ]
    assert users == ["etl.__main__"]


def test_only_the_server_puts_both_sides_together() -> None:
    assert [m for m in MODULES if {"etl", "dashboard"} <= libraries(m)] == ["app"]


@pytest.mark.parametrize("module", modules_of("pages"))
def test_a_page_holds_no_sql_and_no_html(module: str) -> None:
    texts = [
        node.value
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert not [text for text in texts if re.search(r"\b(SELECT|FROM|WHERE|JOIN)\b|</?\w+", text)]


@pytest.mark.parametrize("module", [m for m in MODULES if m.startswith("dashboard.")])
def test_html_stands_in_templates(module: str) -> None:
    """But for the few marks that plotly reads in its labels."""
    texts = [
        node.value
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    tags = {tag for text in texts for tag in re.findall(r"</?([a-z][a-z0-9]*)[ >]", text)}
    assert tags <= {"b", "br", "extra"} | ({"div"} if module == "dashboard.views.pieces" else set())


def test_the_server_starts_without_what_only_tests_need() -> None:
    """SciPy and statsmodels take seconds to load, and the first page does not wait for them."""
    late = "{'scipy', 'statsmodels', 'geopandas', 'pyproj', 'mapclassify'}"
    say = f"import app, sys; print(*{late} & set(sys.modules))"
    run = [sys.executable, "-c", say]
    said = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == ""


def test_statistics_can_be_used_without_the_rest() -> None:
    rest = "{'streamlit', 'duckdb', 'plotly'}"
    say = f"import dashboard.stats, sys; print(*{rest} & set(sys.modules))"
    run = [sys.executable, "-c", say]
    said = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == ""


def test_no_module_takes_the_name_of_one_of_pythons_own() -> None:
    """Streamlit puts dashboard/ first on the path of a page: such a name would be found there."""
    beside_main = {Path(name).stem for name in map(str, (ROOT / "dashboard").iterdir())}
    assert beside_main & set(sys.stdlib_module_names) <= {"__init__"}
