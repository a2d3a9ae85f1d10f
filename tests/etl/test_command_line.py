"""`python -m etl check` and `build`: exit status, what is printed, and what is left alone."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from etl.__main__ import main
from etl.problems import InputRefused, Problem
from etl.sources import DATA
from tests.published import CATEGORIES

ROOT = DATA.parent
BEFORE = b"the database that was there"
RATE = "CLA Population OF 31 March 2021 (per 10,000 children)"
CELLS = len(CATEGORIES) + 3  # with name, rate and rating
BOLTON = "Bolton Council\tY\tN\tN\tN\tN\tN\tY\tN\t90\tGood"


def broken(published, old, new):
    """The published matrix with every `old` changed into `new`."""
    text = published.read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new).encode()


BAD_INPUT = {  # what is changed in the published matrix, and what the refusal says
    "missing column": ("\tOverall Ofsted rating", "", 'column "Overall Ofsted rating": found no'),
    "doubled column": ("\tOverall Ofsted rating", "\tOverall Ofsted rating" * 2, "it 2 times"),
    "unknown column": ("Overall Ofsted rating", "Football", 'found column "Football"'),
    "too few cells": ("\t90\tGood", "\t90", f'row 11: found {CELLS - 1} cells in "Bolton Council"'),
    "too many cells": ("\t90\tGood", "\t90\tGood\tGood", f"row 11: found {CELLS + 1} cells"),
    "neither Y nor N": ("Y - nurse", "perhaps", 'found "perhaps"; expected Y, N'),
    "negative rate": ("\t90\tGood", "\t-90\tGood", f'row 11, column "{RATE}": found "-90"'),
    "fractional rate": ("\t90\tGood", "\t9.5\tGood", f'row 11, column "{RATE}": found "9.5"'),
    "rate above 10,000": (
        "\t90\tGood",
        "\t90000\tGood",
        "expected a whole number from 0 to 10,000",
    ),
    "rate in words": ("\t90\tGood", "\tninety\tGood", 'found "ninety"'),
    "unknown grade": ("Outstanding/ Good", "Excellent", 'found "Excellent"; expected one of'),
    "doubled entry": ("Bury Metropolitan Borough", "Bolton", 'found "Bolton Council" again'),
    "unknown entry": ("Bolton Council", "Boltn Council", 'such as "Bolton Council"'),
}


@pytest.fixture(params=["check", "build"])
def refuse(request, tmp_path, capsys):
    """Run check, then build, with a matrix that must be refused; return the lines on stderr."""
    database = tmp_path / "offer.duckdb"
    database.write_bytes(BEFORE)

    def run(matrix, edition="2030-01"):
        options = ["--matrix", str(matrix), "--edition", edition]
        if request.param == "build":
            options += ["--database", str(database)]
        assert main([request.param, *options]) == 1
        assert database.read_bytes() == BEFORE
        return capsys.readouterr().err.splitlines()

    return run


@pytest.mark.parametrize(("old", "new", "said"), BAD_INPUT.values(), ids=BAD_INPUT)
def test_bad_input_is_refused_in_one_line(refuse, published, tmp_path, old, new, said):
    matrix = tmp_path / "own matrix.tsv"
    lines_there = published.read_text(encoding="utf-8").count("\t90\tGood\n")
    assert lines_there == 1
    matrix.write_bytes(broken(published, old, new))
    lines = [line for line in refuse(matrix) if said in line]
    assert len(lines) == 1
    assert lines[0].startswith(f"{matrix}, row ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "found an empty file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "row 1: found byte 0x89, which is not text"),
        (BOLTON.encode("utf-16"), "which is not text in UTF-8"),
        (b"Local Authority\tBasic support \x96", "row 1: found byte 0x96, which is not text"),
        (None, "found no such file"),
    ],
    ids=["empty", "picture", "UTF-16", "Windows-1252", "not there"],
)
def test_a_file_that_is_no_matrix_is_refused_in_one_line(refuse, tmp_path, content, said):
    matrix = tmp_path / "own matrix.tsv"
    if content is not None:
        matrix.write_bytes(content)
    [line] = refuse(matrix)
    assert line.startswith(str(matrix))
    assert said in line


def test_a_directory_is_refused_in_one_line(refuse, tmp_path):
    assert refuse(tmp_path) == [
        f"{tmp_path}: found Is a directory; expected a readable matrix file"
    ]


def test_an_edition_that_does_not_fit_its_pins_is_refused(refuse, published, tmp_path):
    matrix = tmp_path / "own matrix.tsv"
    matrix.write_bytes(broken(published, "Y - nurse", "N"))
    assert any("entries that list dedicated_workers" in line for line in refuse(matrix, "2022-05"))


def test_a_refused_build_leaves_nothing_beside_the_database(tmp_path):
    folder = tmp_path / "database"
    options = ["--matrix", str(tmp_path / "none.tsv"), "--database", str(folder / "offer.duckdb")]
    assert main(["build", *options]) == 1
    assert [file.name for file in folder.iterdir() if not file.name.endswith(".lock")] == []


@pytest.mark.parametrize("month", ["2022", "2022-13", "2022-5", "May 2022", "2022-05-01"])
def test_an_edition_that_is_no_month_is_explained(capsys, month):
    with pytest.raises(SystemExit) as stopped:
        main(["check", "--edition", month])
    assert stopped.value.code == 2
    assert "is not a month as YYYY-MM" in capsys.readouterr().err


def test_check_accepts_the_published_matrix_and_says_its_content_hash(capsys, database):
    assert main(["check"]) == 0
    with duckdb.connect(str(database), read_only=True) as connection:
        [(signature,)] = connection.execute("SELECT content_hash FROM build").fetchall()
    assert capsys.readouterr().out == f"Nothing to object to. Content hash {signature}\n"


def test_build_writes_where_the_environment_says(tmp_path, monkeypatch, capsys):
    database = tmp_path / "new folder" / "built.duckdb"
    monkeypatch.setenv("OFFER_DATABASE", str(database))
    assert main(["build"]) == 0
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM offer_matrix").fetchone() == (150,)
    assert f"Built {database}" in capsys.readouterr().out


def test_boundaries_are_derived_into_the_data_folder(monkeypatch):
    derived: list[Path] = []
    module = type(sys)("etl.boundaries.build")
    monkeypatch.setattr(module, "build_boundaries", derived.append, raising=False)
    monkeypatch.setitem(sys.modules, "etl.boundaries.build", module)
    assert main(["boundaries"]) == 0
    assert derived == [DATA]


# As a process of its own


@pytest.mark.parametrize("command", ["check", "build"])
def test_the_process_ends_with_status_1_and_every_problem_without_a_traceback(
    command, published, tmp_path
):
    matrix, database = tmp_path / "own matrix.tsv", tmp_path / "offer.duckdb"
    text = published.read_text(encoding="utf-8")
    for old, new in (("Y - nurse", "?"), ("\t90\tGood\n", "\t90\n"), ("Hull City", "Hul City")):
        text = text.replace(old, new)
    matrix.write_text(text, encoding="utf-8")
    database.write_bytes(BEFORE)
    options = ["--matrix", str(matrix), "--edition", "2030-01"]
    done = subprocess.run(
        [sys.executable, "-m", "etl", command, *options],
        cwd=ROOT,
        env={**os.environ, "OFFER_DATABASE": str(database)},
        capture_output=True,
        text=True,
    )
    rows = [line.split(",")[1] for line in done.stderr.splitlines()]
    assert done.returncode == 1
    assert [row.partition(":")[0] for row in rows] == [" row 11", " row 66", " row 160"]
    assert "Traceback" not in done.stderr
    assert database.read_bytes() == BEFORE


def test_an_edition_without_a_matrix_is_refused_as_a_wrong_call(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["check", "--edition", "2024-05"])
    assert stopped.value.code == 2
    assert "--matrix" in capsys.readouterr().err


def test_a_database_that_cannot_be_written_is_said_in_one_line(tmp_path, capsys):
    (tmp_path / "file").write_text("in the way")
    assert main(["build", "--database", str(tmp_path / "file" / "offer.duckdb")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


# What is asked of the command line


@pytest.fixture
def asked(monkeypatch):
    """What the command line asks of the build."""
    calls = []

    def answer(*arguments):
        calls.append(arguments)
        return "a hash"

    monkeypatch.setattr("etl.build.check", answer)
    monkeypatch.setattr("etl.build.build", answer)
    return calls


def test_check_without_options_is_about_what_is_published(asked, capsys):
    assert main(["check"]) == 0
    assert asked == [(None, None)]
    assert capsys.readouterr().out == "Nothing to object to. Content hash a hash\n"


def test_check_asks_about_the_matrix_and_edition_given(asked):
    assert main(["check", "--matrix", "own.tsv", "--edition", "2030-12"]) == 0
    assert asked == [(Path("own.tsv"), "2030-12")]


def test_an_edition_that_is_published_needs_no_matrix(asked):
    assert main(["check", "--edition", "2022-05"]) == 0
    assert asked == [(None, "2022-05")]


def test_build_says_what_it_does_before_and_after(asked, capsys):
    assert main(["build", "--database", "own.duckdb", "--matrix", "own.tsv"]) == 0
    assert asked == [(Path("own.duckdb"), Path("own.tsv"), None)]
    assert capsys.readouterr().out.splitlines() == [
        "Building own.duckdb ...",
        "Built own.duckdb. Content hash a hash",
    ]


def test_build_writes_into_the_data_folder_when_nothing_is_said(asked, monkeypatch):
    monkeypatch.delenv("OFFER_DATABASE", raising=False)
    assert main(["build"]) == 0
    assert asked == [(DATA / "offer.duckdb", None, None)]


def test_the_option_outranks_the_environment(asked, monkeypatch):
    monkeypatch.setenv("OFFER_DATABASE", "environment.duckdb")
    assert main(["build", "--database", "option.duckdb"]) == 0
    assert asked == [(Path("option.duckdb"), None, None)]


def test_a_refusal_is_printed_on_stderr_alone(monkeypatch, capsys):
    def refuse(*_):
        raise InputRefused([Problem("own.tsv", "a", "b"), Problem("own.tsv", "c", "d", 7)])

    monkeypatch.setattr("etl.build.check", refuse)
    assert main(["check"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "own.tsv: found a; expected b\nown.tsv, row 7: found c; expected d\n"


def test_a_path_that_cannot_be_written_is_named_with_the_reason(monkeypatch, capsys):
    def fail(*_):
        raise PermissionError(13, "Permission denied", "own.duckdb")

    monkeypatch.setattr("etl.build.build", fail)
    assert main(["build", "--database", "own.duckdb"]) == 1
    assert capsys.readouterr().err == "own.duckdb: Permission denied; nothing was built\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "python -m etl: error: the following arguments are required: command"),
        (["chek"], "invalid choice: 'chek'"),
        (["check", "--database", "own.duckdb"], "unrecognized arguments: --database own.duckdb"),
        (
            ["check", "--edition", "2030-01"],
            "python -m etl: error: --edition says which edition --matrix is; give both",
        ),
        (["check", "--edition", "May"], "--edition: 'May' is not a month as YYYY-MM"),
        (["boundaries", "--edition", "2030-01"], "unrecognized arguments: --edition 2030-01"),
    ],
)
def test_a_wrong_call_is_explained(asked, capsys, arguments, said):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err
    assert asked == []
