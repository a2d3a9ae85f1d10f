"""One database for the whole run, built from the project's own data as a user builds it."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("project", deadline=None)  # machines are noisy
settings.load_profile("project")


@pytest.fixture(scope="session", autouse=True)
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from etl.build import build

    path = tmp_path_factory.mktemp("data") / "offer.duckdb"
    build(path)
    os.environ["OFFER_DATABASE"] = str(path)
    return path
