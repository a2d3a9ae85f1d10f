"""Run mutation tests of one area in a copy of the tree: `python tests/mutation/run.py etl`.

The copy stands in the temporary folder and is brought up to date by each run, so that a second
run tests only what has changed. See README.md beside this file.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
AREAS = sorted(file.stem for file in Path(__file__).parent.glob("*.toml"))
NOT_COPIED = shutil.ignore_patterns(
    ".git", "*.duckdb*", ".offer*", "__pycache__", "docs", ".mypy_cache", ".ruff_cache"
)
NO_MUTANT = "none of this name"


def main() -> int:
    """Make the copy, choose the mutants, and run mutmut on them."""
    options = parser().parse_args()
    copy = Path(tempfile.gettempdir()) / f"mutation-{options.area}"
    bring_up_to_date(copy, options.area)
    print(f"Mutants, and `mutmut results` and `mutmut show`: in {copy}", flush=True)
    chosen = options.mutants
    if options.sample:
        mutmut(copy, options.children, [NO_MUTANT])  # makes the mutants, and knows their tests
        chosen = sample(copy / "mutants", options.sample, options.seed)
    status = mutmut(copy, options.children, chosen)
    report(copy / "mutants", chosen)
    return status


def parser() -> argparse.ArgumentParser:
    """The command line's options."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("area", choices=AREAS)
    options.add_argument("mutants", nargs="*", help="names or patterns; all when left out")
    options.add_argument("--sample", type=int, help="mutants of each module, drawn at random")
    options.add_argument("--seed", type=int, default=1, help="of the random draw")
    options.add_argument("--children", type=int, default=1, help="mutants tested at once")
    return options


def bring_up_to_date(copy: Path, area: str) -> None:
    """Copy the tree, and put the area's section into the copy's pyproject.toml."""
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED, dirs_exist_ok=True)
    (copy / "mutants").mkdir(exist_ok=True)  # Python does not look again for what was missing
    with (copy / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write((Path(__file__).parent / f"{area}.toml").read_text(encoding="utf-8"))


def mutmut(copy: Path, children: int, names: list[str]) -> int:
    """Run mutmut on these mutants."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(children), *names]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # for mypy
    places = {**os.environ, "PATH": path, "PYTHONPATH": str(copy / "mutants")}  # for plugins
    return subprocess.run(command, cwd=copy, env=places).returncode


def results(mutants: Path) -> dict[str, dict[str, int | None]]:
    """By module, the exit status of the tests for each mutant; None for one not tested."""
    files = sorted(mutants.rglob("*.py.meta"))
    return {
        file.name.partition(".")[0]: json.loads(file.read_text(encoding="utf-8"))[
            "exit_code_by_key"
        ]
        for file in files
    }


def sample(mutants: Path, size: int, seed: int) -> list[str]:
    """At most so many mutants of each module; a larger sample holds the smaller one."""
    chosen = []
    for of_module in results(mutants).values():
        names = sorted(of_module)
        random.Random(seed).shuffle(names)
        chosen += names[:size]
    return chosen


def report(mutants: Path, chosen: list[str]) -> None:
    """Say how many mutants of each module were tested, how many were caught, and which not.

    One that has no status but nought is caught: by a test, by mypy, or because nothing ran at all.
    """
    for module, statuses in results(mutants).items():
        tested = {
            name: status
            for name, status in statuses.items()
            if status is not None and (not chosen or name in chosen)
        }
        missed = [name for name, status in tested.items() if status == 0]
        if tested:
            print(f"{module}: caught {len(tested) - len(missed)} of {len(tested)}", *missed)


if __name__ == "__main__":
    sys.exit(main())
