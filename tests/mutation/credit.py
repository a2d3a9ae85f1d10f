"""A pytest plugin for mutmut: which tests look at what a function did.

mutmut runs those tests against a mutant that called its function. It does not see that a fixture
that is made once called it for all tests that use the fixture, nor what is called at import: here
both are put to the account of every test that looks at the result.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from mutmut.state import state

called_by: dict[str, set[str]] = {}
AT_IMPORT = "at import"


def pytest_collection_finish() -> None:
    called_by[AT_IMPORT] = set(state()._stats)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
    before = set(state()._stats)
    state()._stats.clear()
    result = yield
    called_by.setdefault(fixturedef.argname, set()).update(state()._stats)
    state()._stats.update(before)
    return result


def pytest_runtest_call(item: pytest.Item) -> None:
    assert isinstance(item, pytest.Function)
    used = _asked_for(item)
    calls = set().union(*(called_by.get(name, set()) for name in used))
    if calls:  # it looks at tables
        calls |= called_by.get(AT_IMPORT, set())
    state()._stats.update(calls)


def _asked_for(item: pytest.Function) -> set[str]:
    """The fixtures that a test names, and those that they name; not those that are always made."""
    known = item._fixtureinfo.name2fixturedefs
    left, seen = [*item._fixtureinfo.argnames], set()
    while left:
        name = left.pop()
        if name not in seen:
            seen.add(name)
            left += [other for each in known.get(name, ()) for other in each.argnames]
    return seen
