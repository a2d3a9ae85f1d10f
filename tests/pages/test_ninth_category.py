"""A ninth kind of support in the data: every page and every dataset has it, and no code changed."""

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.export.dataset import Dataset
from dashboard.registry import DATASETS, PAGES, routes
from tests.ninth_category import LABEL, NINTH, ninth_category_database
from tests.pages.test_pages import EXAMPLES, charts, finding, opened, screen, words

NAMES_CATEGORIES = {"offer_matrix", "comparison", "profile", "category_shares", "category_pairs",
                    "category_bundles", "relationships", "relationship_rows"}  # fmt: skip


@pytest.fixture(scope="module")
def ninth(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ninth_category_database(tmp_path_factory.mktemp("ninth"))


@pytest.fixture(autouse=True)
def with_nine(ninth: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFER_DATABASE", str(ninth))


@pytest.mark.parametrize("page", [spec.file.stem for spec in PAGES])
def test_every_page_opens_and_names_the_ninth_kind(page: str) -> None:
    app = opened(page, **(EXAMPLES | {"england_map": {"colour": NINTH}}).get(page, {}))
    drawn = "".join(f"{figure}{alt}" for figure, alt in charts(app))
    assert LABEL.lower() in (words(app) + drawn).lower()


@pytest.mark.parametrize("page", [spec.file.stem for spec in PAGES])
def test_no_page_still_speaks_of_eight(page: str) -> None:
    """But for counts that happen to be of eight, and what the report itself is said to print."""
    text = screen(opened(page, **EXAMPLES.get(page, {}))).text
    text = text.replace("8 of 8 results", "").replace("150 entries, eight kinds of support", "")
    assert not re.search(r"\bof 8\b|eight kinds", text)


def test_the_ninth_kind_filters(ninth: Path) -> None:
    app = opened("find_authorities", has=NINTH, listed_max="8")
    assert f"lists {LABEL.lower()}" in finding(app)
    assert "8 categories or fewer" in finding(app)


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_every_dataset_is_served_with_the_ninth_kind(dataset: Dataset) -> None:
    asked = "?entry=leeds" if dataset.needs else ""
    with TestClient(Starlette(routes=routes())) as client:
        for kind in dataset.formats:
            assert client.get(f"/data/{dataset.file(kind)}{asked}").status_code == 200, kind.label
        text = client.get(f"/data/{dataset.name}.csv{asked}").text
    assert (NINTH in text) == (dataset.name in NAMES_CATEGORIES)
