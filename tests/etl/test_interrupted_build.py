"""A build that is killed leaves the old database or the new one, and two at once do not meet.

Builds run in processes of their own. Most of them are forks of one process that has the libraries
loaded, so that the kills fall into the build and not into its imports.
"""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

import etl.build
from etl.build import build
from etl.sources import DATA

BEFORE = b"the database that was there"
KILLED = -signal.SIGKILL
BEFORE_THE_SWAP = {  # the step of the build, and which of its calls, at whose start it is killed
    "before anything is read": (etl.build, "prepare", 1),
    "before the first table": (etl.build, "create_tables", 1),
    "between tables": (etl.build, "check_pins", 1),
    "before the last table": (etl.build, "content_hash", 1),
    "before the new file takes the old one's place": (Path, "replace", 1),
}
AFTER_THE_SWAP = (shutil, "rmtree", 2)  # the first clears what an earlier build left


def build_until(database: Path, point: str) -> None:
    """Build, and be killed at this point."""
    owner, step, times = {**BEFORE_THE_SWAP, "after the swap": AFTER_THE_SWAP}[point]
    carry_out = getattr(owner, step)
    calls = []

    def killed(*arguments, **options):
        calls.append(step)
        if len(calls) == times:
            os.kill(os.getpid(), signal.SIGKILL)
        return carry_out(*arguments, **options)

    setattr(owner, step, killed)
    build(database)


@pytest.fixture(scope="module")
def fork():
    """Start a function in a fork of a process that has the libraries loaded."""
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(["etl.build", "pytest"])

    def start(function, *arguments):
        process = forks.Process(target=function, args=arguments)
        process.start()
        return process

    return start


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where to build, with something there already."""
    file = tmp_path / "offer.duckdb"
    file.write_bytes(BEFORE)
    return file


def entries(database: Path) -> int:
    with duckdb.connect(str(database), read_only=True) as connection:
        [(count,)] = connection.execute("SELECT count(*) FROM offer_matrix").fetchall()
        assert connection.execute("SELECT count(*) FROM build").fetchall() == [(1,)]
    return int(count)


def leftovers(database: Path) -> list[str]:
    """Files beside the database, but for the lock that its builds share."""
    lock = f".{database.name}.lock"
    return sorted(f.name for f in database.parent.iterdir() if f.name not in (database.name, lock))


@pytest.mark.parametrize("point", BEFORE_THE_SWAP)
def test_a_build_killed_before_the_swap_leaves_the_old_file(fork, target, point):
    process = fork(build_until, target, point)
    process.join()
    assert process.exitcode == KILLED
    assert target.read_bytes() == BEFORE


def test_a_build_killed_after_the_swap_leaves_the_complete_new_file(fork, target):
    process = fork(build_until, target, "after the swap")
    process.join()
    assert process.exitcode == KILLED
    assert entries(target) == 150


def test_the_next_build_works_and_clears_what_a_killed_one_left(fork, target):
    fork(build_until, target, "before the last table").join()
    assert leftovers(target) == [".offer.duckdb.building"]
    build(target)
    assert entries(target) == 150
    assert leftovers(target) == []


def test_a_build_killed_at_any_moment_leaves_the_old_file_or_the_complete_new_one(fork, target):
    for hundredths in range(0, 70, 10):
        target.write_bytes(BEFORE)
        process = fork(build, target)
        time.sleep(hundredths / 100)
        process.kill()
        process.join()
        assert target.read_bytes() == BEFORE or entries(target) == 150, hundredths
    build(target)
    assert entries(target) == 150
    assert leftovers(target) == []


def test_the_command_killed_at_any_moment_leaves_the_old_file_or_the_complete_new_one(target):
    command = [sys.executable, "-m", "etl", "build", "--database", str(target)]
    for seconds in (0.3, 1.6):
        process = subprocess.Popen(command, cwd=DATA.parent, stdout=subprocess.DEVNULL)
        time.sleep(seconds)
        process.kill()
        process.wait()
        assert target.read_bytes() == BEFORE or entries(target) == 150, seconds


def test_two_builds_at_once_both_succeed_and_leave_a_good_database(fork, target):
    processes = [fork(build, target) for _ in range(2)]
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert entries(target) == 150
    assert leftovers(target) == []


def test_a_build_that_fails_otherwise_leaves_the_old_file_and_nothing_else(target, monkeypatch):
    def disk_full(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr("etl.build.content_hash", disk_full)
    with pytest.raises(OSError, match="No space left"):
        build(target)
    assert target.read_bytes() == BEFORE
    assert leftovers(target) == []


def test_the_name_of_the_database_may_hold_any_character(tmp_path):
    database = tmp_path / "offer [new]*.duckdb"
    (tmp_path / ".offer [new]*.duckdb.building").mkdir()
    build(database)
    assert entries(database) == 150
    assert leftovers(database) == []
