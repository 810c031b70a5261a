"""Runs the test suite on SQLite and again on PostgreSQL, and ends with one line for both.

On SQLite everything runs; on PostgreSQL what touches the database (``-m both``). A missing system
part is named and what it would have tested is reported; where ``CI=true``, it is a failure.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools import postgres, system_parts

RESULTS = Path(".test-results")
ORDER = ("failed", "passed", "skipped", "xfailed", "xpassed", "errors")
NOTHING_COLLECTED = 5
BUDGET = 600.0  # seconds for everything, on two cores that do nothing else


def in_ci() -> bool:
    """Tell whether a build server runs us, which accepts no gap."""
    return os.environ.get("CI", "").lower() in {"true", "1", "yes"}


def run_pytest(database: str, arguments: list[str], extra: dict[str, str]) -> int:
    """Run pytest once against ``database`` and return its exit code."""
    print(f"\n===== {database} =====", flush=True)
    environment = {**os.environ, **extra, "MKEKA_TEST_DB": database}
    # Kept bytecode halves the collecting of each worker, and the start of what the tests start.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, env=environment, check=False).returncode


def counts() -> Counter[str]:
    """Add up the outcomes that the runs left in the results folder."""
    total: Counter[str] = Counter()
    for path in RESULTS.glob("*.json"):
        total.update(json.loads(path.read_text())["counts"])
    return total


def closing_line(total: Counter[str], seconds: float) -> str:
    """Return the last line, in pytest's form."""
    parts = [f"{total[name]} {name}" for name in ORDER if total[name]] or ["no tests ran"]
    return f" {', '.join(parts)} in {seconds:.2f}s ".center(80, "=")


def time_taken(seconds: float) -> str:
    """Say how long the run took against the ten minutes a whole one may take on two quiet cores."""
    return f"{seconds / 60:.1f} of the {BUDGET / 60:.0f} minutes that all tests may take"


def report_gaps(gaps: list[system_parts.Part]) -> None:
    """Say at the end what was not tested, and what to install for it."""
    for part in gaps:
        print(f"NOT TESTED: {part.without}: {part.name} is missing (package {part.package})")


def run_both(arguments: argparse.Namespace, extra: dict[str, str]) -> list[int]:
    """Run the suite on each database that is there; return the exit codes."""
    # Whoever has nothing left to do takes from the other: journeys cost a hundred times a rule.
    shared = ["-n", str(arguments.workers), "--dist", "worksteal"] if arguments.workers else []
    chosen = [*arguments.pytest, *shared]
    codes = [run_pytest("sqlite", chosen, extra)] if arguments.db in {"both", "sqlite"} else []
    if arguments.db == "sqlite":
        return codes
    with postgres.server() as address:
        if address:
            there = {**extra, "MKEKA_TEST_POSTGRES": address}
            codes.append(run_pytest("postgres", [*chosen, "-m", "both"], there))
    return codes


def parse() -> argparse.Namespace:
    """Read the command line; what is left over goes to pytest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--db", choices=["both", "sqlite", "postgres"], default="both")
    parser.add_argument(
        "--keep-results", action="store_true", help="leave the last full run's results alone"
    )
    known, rest = parser.parse_known_args()
    known.pytest = rest
    return known


def prepare(arguments: argparse.Namespace) -> dict[str, str]:
    """Clear old results and return the environment of the runs."""
    folder = RESULTS / "partial" if arguments.keep_results else RESULTS
    globals()["RESULTS"] = folder
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.json"):
        old.unlink()
    found = system_parts.browser()
    return {"MKEKA_TEST_RESULTS": str(folder), **({"MKEKA_BROWSER": found} if found else {})}


def main() -> int:
    """Run everything; return 0 if nothing failed and, on a build server, nothing was left out."""
    started = time.monotonic()
    arguments = parse()
    gaps = system_parts.ensure()
    if gaps and in_ci():
        report_gaps(gaps)
        return 1
    codes = run_both(arguments, prepare(arguments))
    real = [code for code in codes if code != NOTHING_COLLECTED]
    report_gaps(gaps)
    seconds = time.monotonic() - started
    print(time_taken(seconds))
    print(closing_line(counts(), seconds))
    return max(real, default=1)


if __name__ == "__main__":
    sys.exit(main())
