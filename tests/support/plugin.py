"""Which tests run on which database, what they prove, and what became of them.

The outcome of every test is written to a file with the rows it claims to prove, so that
``make features`` counts what passed, not what is marked.
"""

import gc
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.support.setting import ROOT, database, in_ci

# Every action, and every page once: porch and road open each address as each role, in the demo
# world. What the other page tests look at are words and forms, which no database changes.
ON_BOTH = ("tests/actions/", "tests/pages/porch/", "tests/pages/road/")
WEIGHT = ("passed", "xfailed", "skipped", "xpassed", "failed", "errors")


def _claims(item: pytest.Item, name: str) -> list[list[Any]]:
    marks = item.iter_markers(name)
    return [[str(mark.args[0]), bool(mark.kwargs.get("part", False))] for mark in marks]


def _place(item: pytest.Item) -> None:
    path = item.path.resolve().relative_to(ROOT).as_posix()
    if path.startswith(ON_BOTH) or item.get_closest_marker("only"):
        item.add_marker(pytest.mark.both)


def _fits(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("only")
    return mark is None or mark.args[0] == database()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what runs on both databases, drop what is for the other one, note the claims."""
    for item in items:
        _place(item)
        item.user_properties.append(("feature", _claims(item, "feature")))
        item.user_properties.append(("paper", _claims(item, "paper")))
    other = [item for item in items if not _fits(item)]
    items[:] = [item for item in items if _fits(item)]
    if other:
        config.hook.pytest_deselected(items=other)


def pytest_collection_finish() -> None:
    """What stands now stands to the end: to look through it for garbage is a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


class Ledger:
    """Collects outcomes in the process that sees them all."""

    def __init__(self) -> None:
        self.tests: dict[str, dict[str, Any]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the worst outcome of a test's three phases."""
        entry = self.tests.setdefault(report.nodeid, {"outcome": "passed", "ran": False})
        entry.update(dict(report.user_properties))
        entry["ran"] = entry["ran"] or report.when == "call"
        outcome = _outcome(report)
        if WEIGHT.index(outcome) > WEIGHT.index(entry["outcome"]):
            entry["outcome"] = outcome

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot be read is an error with a name."""
        if report.failed:
            self.tests[report.nodeid] = {"outcome": "errors", "ran": False}
        elif report.skipped:
            self.tests[report.nodeid] = {"outcome": "skipped", "ran": False}

    def counts(self) -> Counter[str]:
        """Return how many tests ended how."""
        return Counter(entry["outcome"] for entry in self.tests.values())

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the file; on a build server a skipped test is a failure."""
        if in_ci() and self.counts()["skipped"] and session.exitstatus == 0:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        folder = os.environ.get("MKEKA_TEST_RESULTS")
        if folder:
            target = Path(folder) / f"{database()}.json"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(json.dumps({"counts": self.counts(), "tests": self.tests}, indent=1))

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say why a run without failures failed."""
        if in_ci() and self.counts()["skipped"]:
            terminalreporter.write_line("A build server accepts no skipped test.", red=True)


def _outcome(report: pytest.TestReport) -> str:
    if hasattr(report, "wasxfail"):
        return "xfailed" if report.skipped else "xpassed"
    if report.failed and report.when != "call":
        return "errors"
    return str(report.outcome)


def pytest_configure(config: pytest.Config) -> None:
    """Set the ledger up where all reports arrive: not in the workers."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Ledger(), "mkeka-ledger")
