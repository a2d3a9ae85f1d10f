"""One database for the whole run, built from the project's own data as a user builds it."""

import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("project", deadline=None)  # machines are noisy
settings.load_profile("project")
CASES = 8  # of one test in a quick run


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help=f"about {CASES} cases of each test")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In a quick run, leave out all but some cases of a test that tries many states.

    They are spread over all of its cases, and the same in every run.
    """
    if not config.getoption("--quick"):
        return
    tests = [item.nodeid.partition("[")[0] for item in items]
    cases, seen, kept = Counter(tests), Counter[str](), []
    for item, test in zip(items, tests, strict=True):
        if seen[test] % max(1, cases[test] // CASES) == 0:
            kept.append(item)
        seen[test] += 1
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


@pytest.fixture(scope="session", autouse=True)
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from etl.build import build

    path = tmp_path_factory.mktemp("data") / "offer.duckdb"
    build(path)
    os.environ["OFFER_DATABASE"] = str(path)
    return path
