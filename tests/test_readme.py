"""What README.md says is so."""

import re
import tomllib
from pathlib import Path

import pytest

from dashboard import queries
from dashboard.files.datasets import DATASETS
from dashboard.selection import PARAMETERS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_tree_it_shows_is_there():
    tree = re.findall(r"^(\w[\w./]*?)\s{3,}", README, flags=re.MULTILINE)
    assert {"app.py", "pages/", "dashboard/", "etl/", "data/", "tests/"} <= set(tree)
    assert [name for name in tree if not (ROOT / name).exists()] == []


def test_the_pictures_and_files_it_links_to_are_there():
    linked = re.findall(r"\]\(([^)#:]+)\)", README)
    assert [name for name in linked if not (ROOT / name).exists()] == []


def test_the_columns_it_names_are_those_of_the_view_in_their_order(database):
    named = README.split("**Columns**")[1].split("**Environment.**")[0]
    ids = list(queries.vocabulary().category)
    columns = re.findall(
        r"`(\w+)`", named.split("in this order:")[1].split("The data dictionary")[0]
    )
    place = columns.index("categories_listed")
    assert [*columns[:place], *ids, *columns[place:]] == list(queries.matrix_columns()["column"])


def test_the_parameters_it_names_are_those_that_addresses_take():
    table = README.split("| parameter | values |")[1].split("**Data over HTTP**")[0]
    named = [
        name
        for row in re.findall(r"^\| (`[^|]+) \|", table, flags=re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    ]
    assert named == list(PARAMETERS)


def test_the_datasets_it_names_are_those_under_data_each_with_its_page():
    table = README.split("| dataset | page | rows |")[1].split("Each data package")[0]
    named = re.findall(r"^\| `(\w+)` \| `/([\w-]+)` \|", table, flags=re.MULTILINE)
    served = {name: dataset.read({})[0].page for name, dataset in DATASETS.items()}
    assert dict(named) | {"offer_matrix": "find-authorities"} == served


def test_the_category_ids_it_names_are_those_of_the_database(database):
    named = re.search(r"category ids: (.+) \|", README)
    assert re.findall(r"`(\w+)`", named[1]) == list(queries.vocabulary().category)


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
