"""A pytest plugin for mutmut: tests of one mutant made cheap, and what they expect left as it is.

The database is built once a run and copied for each mutant, since no mutant of these areas is in
the build, and hypothesis does not look for the smallest example: a failure is enough. What is
called at import is put to the account of every test.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from mutmut.state import state

BUILT = "MUTATION_BUILT"  # in the environment, so that the processes of mutants know of it
called_at_import: set[str] = set()


def pytest_configure() -> None:
    settings.register_profile(
        "mutation", deadline=None, database=None, phases=[Phase.explicit, Phase.generate]
    )
    settings.load_profile("mutation")


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Path]) -> Iterator[None]:
    if fixturedef.argname != "database":
        return (yield)
    import etl.build

    module: Any = etl.build

    really = module.build

    def once(path: Path) -> None:
        if BUILT in os.environ:
            shutil.copy(os.environ[BUILT], path)
            return
        really(path)
        kept = Path("built.duckdb").absolute()
        shutil.copy(path, kept)
        os.environ[BUILT] = str(kept)

    module.build = once
    try:
        return (yield)
    finally:
        module.build = really


def pytest_collection_finish() -> None:
    called_at_import.update(state()._stats)


def pytest_runtest_call() -> None:
    state()._stats.update(called_at_import)
