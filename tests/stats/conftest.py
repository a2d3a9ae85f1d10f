"""Statistics need no data: these tests run without the database that the others build."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def database() -> None:
    """Instead of the one in tests/conftest.py."""
