"""Says which rows of docs/features.csv and docs/paper.csv the last test run proved.

A row is proved when a test marked with it ran and passed and none marked with it failed; a skipped
test proves nothing. A row with nothing but ``part=True`` is thin: shown, not counted.
"""

import csv
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / ".test-results"
TABLES = {"feature": ROOT / "docs" / "features.csv", "paper": ROOT / "docs" / "paper.csv"}
TITLES = {"feature": "title", "paper": "idea"}
HEADINGS = {"feature": "What the product must do", "paper": "Ideas of the paper"}


@dataclass
class Row:
    """One row and what the tests marked with it came to."""

    id: str
    title: str
    whole: list[str] = field(default_factory=list)
    part: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        """Return ``proved``, ``thin``, ``broken`` or ``open``."""
        if self.broken:
            return "broken"
        return "proved" if self.whole else "thin" if self.part else "open"


def rows_of(kind: str) -> dict[str, Row]:
    """Return the rows of a table by id."""
    with TABLES[kind].open(encoding="utf-8", newline="") as handle:
        return {line["id"]: Row(line["id"], line[TITLES[kind]]) for line in csv.DictReader(handle)}


def outcomes(folder: Path = RESULTS) -> dict[str, dict[str, object]]:
    """Return each test's worst outcome over the runs on all databases."""
    merged: dict[str, dict[str, object]] = {}
    for path in sorted(folder.glob("*.json")):
        for name, entry in json.loads(path.read_text(encoding="utf-8"))["tests"].items():
            if name not in merged or merged[name]["outcome"] == "passed":
                merged[name] = entry
    return merged


def tally(kind: str, tests: dict[str, dict[str, object]]) -> tuple[dict[str, Row], list[str]]:
    """Return the rows with their tests, and the marks that name no row."""
    rows, unknown = rows_of(kind), []
    for name, entry in tests.items():
        for row_id, part in entry.get(kind, []):  # type: ignore[attr-defined]  # read from JSON
            if row_id not in rows:
                unknown.append(f"{name}: no {kind} {row_id}")
                continue
            _enter(rows[row_id], name, entry=entry, part=part)
    return rows, unknown


def _enter(row: Row, name: str, *, entry: dict[str, object], part: bool) -> None:
    if entry["outcome"] == "passed" and entry["ran"]:
        (row.part if part else row.whole).append(name)
    elif entry["outcome"] in {"failed", "errors", "xpassed"}:
        row.broken.append(name)


def report(kind: str, rows: dict[str, Row]) -> str:
    """Return a table's report: a line a row, then the totals."""
    lines = [f"\n{HEADINGS[kind]}", "-" * len(HEADINGS[kind])]
    lines += [f"{row.state:<7} {row.id:>4}  {row.title[:88]}" for row in rows.values()]
    states = [row.state for row in rows.values()]
    counts = {state: states.count(state) for state in ("proved", "thin", "broken", "open")}
    lines.append(", ".join(f"{n} {state}" for state, n in counts.items()) + f" of {len(rows)}")
    return "\n".join(lines)


def main() -> int:
    """Print both reports; 1 if a mark names no row or no test has run yet."""
    tests = outcomes()
    if not tests:
        print("No results yet: run `make test` first.", file=sys.stderr)
        return 1
    strangers: list[str] = []
    for kind in TABLES:
        rows, unknown = tally(kind, tests)
        strangers += unknown
        print(report(kind, rows))
    print("\n".join(strangers))
    return 1 if strangers else 0


if __name__ == "__main__":
    sys.exit(main())
