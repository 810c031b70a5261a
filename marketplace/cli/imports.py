"""``marketplace import suppliers FILE.csv``: an existing list, whose people are asked first.

Nobody of a list is a supplier, matched, or shown to anybody but the desk before she agreed. The
same list again brings nobody twice.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session

from marketplace.catalogue import queries as catalogue
from marketplace.catalogue.queries import DestinationCard
from marketplace.cli.import_reading import Reader
from marketplace.cli.migrate import engine_for
from marketplace.config import Config, from_environ
from marketplace.db import transaction
from marketplace.kernel.actor import SYSTEM, Via
from marketplace.people.actions.imports import take_over
from marketplace.people.queries.imports import marks_known
from marketplace.people.queries.lookalikes import Neighbours
from marketplace.people.rules.importing import (
    Candidate,
    Column,
    Line,
    LineProblem,
    LineRemark,
    UnreadableList,
    first_of_each,
    lines_of,
    problem_of,
    text_of,
)
from marketplace.people.rules.picture_codes import pepper_of

CHUNK = 200
SHOWN = 40
SAYS = {
    LineProblem.NAME_MISSING: "no name",
    LineProblem.NAME_TOO_LONG: "the name is too long",
    LineProblem.NAME_UNREADABLE: "the name has signs that cannot be shown",
    LineProblem.VILLAGE_UNKNOWN: "no such village here",
    LineRemark.AMOUNT_UNREADABLE: "taken without the amount, which is no whole number",
    LineRemark.GOODS_UNKNOWN: "taken without the goods, which are not known here",
    LineRemark.PHONE_UNREADABLE: "taken without the phone, which is no number here",
}


@dataclass
class Report:
    """What came of a list: how many, and a sentence for each line that needs one."""

    read: int = 0
    new: int = 0
    known: int = 0
    twice: int = 0
    alike: int = 0
    left: Counter[LineProblem] = field(default_factory=Counter)
    said: list[str] = field(default_factory=list)

    def lines(self, *, dry: bool) -> Iterator[str]:
        """Yield the report as people read it."""
        yield from self.said[:SHOWN]
        if len(self.said) > SHOWN:
            yield f"… and {len(self.said) - SHOWN} more like these."
        would = "would be" if dry else "are now"
        yield f"{self.read} lines read; {self.new} {would} waiting to be asked at the desk."
        if self.alike:
            yield f"{self.alike} of them resemble somebody who is here: the desk asks."
        if self.known or self.twice:
            yield f"{self.known} known from an earlier list, {self.twice} twice in this one."
        for reason, count in sorted(self.left.items()):
            yield f"{count} left: {SAYS[reason]}."
        if dry:
            yield "Nothing was written (--dry-run)."


def main(argv: list[str]) -> int:
    """Run ``marketplace import suppliers``: status 2 if the list cannot be read."""
    options = _parser().parse_args(argv)
    config = from_environ()
    engine = engine_for(config)
    try:
        with Session(engine) as session:
            report = import_suppliers(session, config, options)
    except (UnreadableList, OSError) as problem:
        print(f"marketplace import: {problem}", file=sys.stderr)
        return 2
    finally:
        engine.dispose()
    print("\n".join(report.lines(dry=options.dry_run)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="marketplace import", description=__doc__)
    parser.add_argument("what", choices=["suppliers"])
    parser.add_argument("file", type=Path, metavar="FILE.csv")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, only say")
    parser.add_argument("--destination", metavar="CODE", help="where there are several")
    parser.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=TITLE",
        help=f"which column is which: {', '.join(Column)} (name=Jina)",
    )  # fmt: skip
    return parser


def import_suppliers(session: Session, config: Config, options: argparse.Namespace) -> Report:
    """Read a list and keep its people, 200 in a transaction; raise ``UnreadableList``."""
    lines = list(lines_of(text_of(options.file.read_bytes()), _mapping(options.map)))
    at = _destination(session, options.destination)
    report = Report(read=len(lines))
    found = list(_taken(lines, Reader(session, at, pepper_of(config.secret)), report))
    once = list(first_of_each(found))
    report.twice = len(found) - len(once)
    _resembling(once, Neighbours(session, at.id), report)
    for start in range(0, len(once), CHUNK):
        part = once[start : start + CHUNK]
        report.new += _keep(session, part, dry=options.dry_run)
        print(f"{min(start + CHUNK, len(once))} of {len(once)}", file=sys.stderr, flush=True)
    report.known = len(once) - report.new
    return report


def _mapping(given: Sequence[str]) -> dict[Column, str]:
    mapping: dict[Column, str] = {}
    for text in given:
        column, sign, title = text.partition("=")
        if not sign or column not in set(Column):
            raise UnreadableList(f"--map {text}: write COLUMN=TITLE, such as name=Jina.")
        mapping[Column(column)] = title
    return mapping


def _destination(session: Session, code: str | None) -> DestinationCard:
    known = catalogue.destinations(session)
    chosen = [one for one in known if code in {None, one.code}]
    if len(chosen) != 1:
        names = ", ".join(one.code for one in known) or "none yet: run marketplace setup"
        raise UnreadableList(f"say where these people are: --destination CODE, of {names}.")
    return chosen[0]


def _taken(lines: Iterable[Line], reader: Reader, report: Report) -> Iterator[Candidate]:
    for line in lines:
        place_id = reader.place(line)
        problem = problem_of(line, village_known=place_id is not None)
        if problem is not None or place_id is None:
            reason = problem or LineProblem.VILLAGE_UNKNOWN
            report.left[reason] += 1
            report.said.append(f"line {line.number}: left, {SAYS[reason]}.")
            continue
        candidate, remarks = reader.candidate(line, place_id)
        report.said += [f"line {line.number}: {SAYS[remark]}." for remark in remarks]
        yield candidate


def _resembling(people: Iterable[Candidate], near: Neighbours, report: Report) -> None:
    for one in people:
        if near.resemble(name=one.name, place_id=one.place_id, phone=one.phone):
            report.alike += 1
            report.said.append(f"line {one.line}: she may be here already; the desk asks her.")


def _keep(session: Session, part: Sequence[Candidate], *, dry: bool) -> int:
    if dry:
        return len(part) - len(marks_known(session, [one.mark for one in part]))
    with transaction(session):
        return take_over(session, SYSTEM.through(Via.CLI), part)
