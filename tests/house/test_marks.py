"""A mark claims a row that exists; the count believes nothing but a test that passed."""

import ast
import csv
from collections.abc import Iterator

from tests.support.setting import ROOT
from tools import features


def marks(source: str) -> Iterator[tuple[str, str]]:
    """Yield every ``mark.feature(...)`` and ``mark.paper(...)`` of a file."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"feature", "paper"}
            and isinstance(node.args[0] if node.args else None, ast.Constant)
        ):
            yield node.func.attr, str(node.args[0].value)


def test_every_mark_names_a_row() -> None:
    rows = {kind: set(features.rows_of(kind)) for kind in features.TABLES}
    files = [p for p in (ROOT / "tests").rglob("test_*.py") if p.name != "test_marks.py"]
    strange = [
        (path.name, kind, row)
        for path in files
        for kind, row in marks(path.read_text(encoding="utf-8"))
        if row not in rows[kind]
    ]
    assert strange == []


def test_the_tables_are_whole() -> None:
    sizes = {}
    for kind, path in features.TABLES.items():
        with path.open(encoding="utf-8", newline="") as handle:
            sizes[kind] = len({line["id"] for line in csv.DictReader(handle)})
    assert sizes == {"feature": 80, "paper": 125}


def entry(outcome: str, *claims: tuple[str, bool], ran: bool = True) -> dict[str, object]:
    """What the result file says of one test."""
    return {"outcome": outcome, "ran": ran, "feature": [list(claim) for claim in claims]}


def test_only_what_passed_counts() -> None:
    tests = {
        "whole": entry("passed", ("A1", False), ("A2", True)),
        "skipped": entry("skipped", ("A3", False), ran=False),
        "expected to fail": entry("xfailed", ("A4", False)),
        "fails": entry("failed", ("A5", False)),
        "passes beside it": entry("passed", ("A5", False)),
        "strange": entry("passed", ("Z9", False)),
    }
    rows, unknown = features.tally("feature", tests)
    states = [rows[name].state for name in ("A1", "A2", "A3", "A4", "A5", "A6")]
    assert states == ["proved", "thin", "open", "open", "broken", "open"]
    assert unknown == ["strange: no feature Z9"]


def test_a_failure_on_either_database_is_a_failure(tmp_path) -> None:
    for name, outcome in (("postgres", "passed"), ("sqlite", "failed")):
        (tmp_path / f"{name}.json").write_text(
            f'{{"counts": {{}}, "tests": {{"t": {{"outcome": "{outcome}", "ran": true}}}}}}'
        )
    assert features.outcomes(tmp_path)["t"]["outcome"] == "failed"
