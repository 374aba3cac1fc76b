"""
How long ``onrecord --help`` takes, as a multiple of a bare ``import typer``.

    python benchmarks/startup.py [--rounds 10]

Prints the best of the rounds for each command and the ratio; the bar is 2.5.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

ONRECORD = str(Path(sys.executable).with_name("onrecord"))
BAR = 2.5


def best(command: list[str], rounds: int) -> float:
    """Return the shortest of several runs, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    rounds = parser.parse_args().rounds
    bare = best([sys.executable, "-c", "pass"], rounds)
    typer = best([sys.executable, "-c", "import typer"], rounds)
    shown = best([ONRECORD, "--help"], rounds)
    print(f"python -c pass         {bare * 1000:6.0f} ms")
    print(f"python -c import typer {typer * 1000:6.0f} ms")
    print(f"onrecord --help        {shown * 1000:6.0f} ms, {shown / typer:.2f} times import typer (bar {BAR})")


if __name__ == "__main__":
    main()
