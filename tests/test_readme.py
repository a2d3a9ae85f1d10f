"""What README.md says is so."""

import re
import tomllib
from pathlib import Path

import pytest

from dashboard.parameters.shared import Filters
from dashboard.query import metadata
from dashboard.registry import DATASETS, PAGES
from dashboard.views.frame import PageSpec

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def between(start: str, end: str) -> str:
    return README.split(start)[1].split(end)[0]


def test_the_tree_it_shows_is_there():
    tree = between("```\napp.py", "```")
    named = re.findall(r"^(?: {4})?(\w[\w./]*?)\s{3,}", f"app.py{tree}", flags=re.MULTILINE)
    inner = re.findall(r"^ {4}(\w[\w./]*?)\s{3,}", tree, flags=re.MULTILINE)
    places = [ROOT / ("dashboard" if name in inner else "") / name for name in named]
    assert {"app.py", "pages/", "dashboard/", "etl/", "data/", "tests/"} <= set(named)
    assert [place for place in places if not place.exists()] == []


def test_the_layers_it_shows_are_those_that_are_held():
    from tests.test_architecture import LAYERS

    tree = between("```\napp.py", "etl/ ")
    shown = re.findall(r"^ {4}(\w+)", tree, flags=re.MULTILINE)
    assert [f"dashboard.{name}" for name in shown] == list(LAYERS[2:])


def test_the_pictures_and_files_it_links_to_are_there():
    linked = re.findall(r"\]\(([^)#:]+)\)", README)
    assert [name for name in linked if not (ROOT / name).exists()] == []


def test_the_modules_it_names_are_there():
    named = re.findall(r"`((?:dashboard|etl|tests|query|text|views)/[\w/]+\.(?:py|md))`", README)
    places = [ROOT / name for name in named] + [ROOT / "dashboard" / name for name in named]
    assert named
    assert all(any(p.exists() for p in places if str(p).endswith(name)) for name in named)


def test_the_columns_it_names_are_those_of_the_view_in_their_order(database):
    named = between("**Columns**", "**Environment.**")
    ids = list(metadata.vocabulary().category)
    columns = re.findall(
        r"`(\w+)`", named.split("in this order:")[1].split("The data dictionary")[0]
    )
    place = columns.index("categories_listed")
    assert [*columns[:place], *ids, *columns[place:]] == list(metadata.descriptions("offer_matrix"))


def test_the_pages_it_names_are_those_of_the_registry():
    named = re.findall(r"`/([\w-]*)`", between("**Pages.**", "Whatever a page shows"))
    assert named == [spec.address for spec in PAGES]


def test_the_parameters_it_names_are_those_that_addresses_take():
    table = between("| parameter | values |", "**Data over HTTP**")
    named = [
        name
        for row in re.findall(r"^\| (`[^|]+) \|", table, flags=re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    ]
    assert named == list(Filters.names())


@pytest.mark.parametrize("spec", [s for s in PAGES if s.parameters], ids=lambda spec: spec.address)
def test_the_parameters_of_each_page_are_those_of_the_registry(spec: PageSpec):
    [row] = re.findall(rf"^\| `/{spec.address}` \| (`.+) \|$", README, flags=re.MULTILINE)
    outside_brackets = re.sub(r"\([^)]*\)", "", row)
    assert spec.parameters
    assert re.findall(r"`(\w+)`", outside_brackets) == list(spec.parameters.names())


def test_the_datasets_it_names_are_those_under_data_each_with_its_page():
    table = between("| dataset | page | rows |", "Each data package")
    named = re.findall(r"^\| `(\w+)` \| `/([\w-]+)` \|", table, flags=re.MULTILINE)
    served = {dataset.name: dataset.page for dataset in DATASETS}
    assert dict(named) | {"offer_matrix": "find-authorities"} == served


def test_the_category_ids_it_names_are_those_of_the_database(database):
    named = re.search(r"category ids: (.+) \|", README)
    assert named
    assert re.findall(r"`(\w+)`", named[1]) == list(metadata.vocabulary().category)


@pytest.mark.parametrize("command", ["etl check", "etl build", "etl boundaries"])
def test_the_commands_it_names_are_those_of_the_command_line(command):
    from etl.__main__ import parser

    assert f"python -m {command}" in README
    parser().parse_args([command.split()[1]])


def test_requirements_are_pinned_exactly():
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-boundaries.txt"):
        lines = (ROOT / name).read_text().splitlines()
        wanted = [line for line in lines if line and not line.startswith(("#", "-"))]
        assert [line for line in wanted if not re.fullmatch(r"[\w.\[\]-]+==[\w.]+", line)] == []


def test_every_data_file_says_publisher_licence_date_and_hash():
    sources = tomllib.loads((ROOT / "data/sources.toml").read_text(encoding="utf-8"))["source"]
    for source in (each for each in sources if "path" in each):
        assert {"title", "publisher", "description", "published", "licence", "sha256"} <= set(
            source
        )
