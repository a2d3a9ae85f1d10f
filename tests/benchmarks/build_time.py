"""How long a build takes as a whole process, beside importing what it cannot do without.

python tests/benchmarks/build_time.py
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNS = 7


def seconds(*arguments: str) -> float:
    """Wall-clock seconds of one run of Python as a process of its own."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Run both in turn and print the median of each and of the paired ratios."""
    with tempfile.TemporaryDirectory() as folder:
        build = ("-m", "etl", "build", "--database", f"{folder}/offer.duckdb")
        floor = ("-c", "import pandas, duckdb, pandera")
        seconds(*floor), seconds(*build)  # warm the file cache
        pairs = [(seconds(*build), seconds(*floor)) for _ in range(RUNS)]
    built, imported = zip(*pairs, strict=True)
    ratios = [b / i for b, i in pairs]
    print(f"build {statistics.median(built):.2f} s, imports {statistics.median(imported):.2f} s")
    middle, low, high = statistics.median(ratios), min(ratios), max(ratios)
    print(f"ratio, median of {RUNS} pairs: {middle:.2f} ({low:.2f} to {high:.2f})")


if __name__ == "__main__":
    main()
