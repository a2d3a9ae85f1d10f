"""The command line: `python -m etl build`, `python -m etl check`, `python -m etl boundaries`."""

import argparse
import os
import re
import sys
from pathlib import Path

from etl.sources import DATA, matrix_of_each_edition, read_sources

DATABASE = DATA / "offer.duckdb"


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns 0 on success, 1 when the input is refused (reasons on stderr)."""
    options = parser().parse_args(arguments)
    if options.command == "boundaries":
        from etl.boundaries.build import build_boundaries

        build_boundaries(DATA)
        return 0
    published = matrix_of_each_edition(read_sources())
    if options.edition not in (None, *published) and not options.matrix:
        parser().error("--edition says which edition --matrix is; give both")

    from etl.build import build, check
    from etl.problems import InputRefused

    try:
        if options.command == "check":
            signature = check(options.matrix, options.edition)
            print(f"Nothing to object to. Content hash {signature}")
        else:
            print(f"Building {options.database} ...", flush=True)
            signature = build(options.database, options.matrix, options.edition)
            print(f"Built {options.database}. Content hash {signature}")
    except InputRefused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except OSError as error:  # a database path that cannot be written
        print(f"{error.filename}: {error.strerror}; nothing was built", file=sys.stderr)
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line's options."""
    top = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    for name, does in (
        ("build", "validate the data and build the database"),
        ("check", "validate the data and build nothing"),
    ):
        command = commands.add_parser(name, help=does, description=does)
        command.add_argument("--matrix", type=Path, help="an offer matrix in the published format")
        command.add_argument(
            "--edition", type=edition, help="its edition, YYYY-MM (default: the newest published)"
        )
        if name == "build":
            command.add_argument(
                "--database",
                type=Path,
                default=Path(os.environ.get("OFFER_DATABASE", DATABASE)),
                help="file to build (default: OFFER_DATABASE, or data/offer.duckdb)",
            )
    does = "derive data/boundaries from postcodes (needs requirements-boundaries.txt)"
    commands.add_parser("boundaries", help=does, description=does)
    return top


def edition(text: str) -> str:
    """A month as YYYY-MM; argparse turns the error into its own message."""
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a month as YYYY-MM")
    return text


if __name__ == "__main__":
    sys.exit(main())
