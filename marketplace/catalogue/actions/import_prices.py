"""Taking a market price file in: in chunks that each stand for themselves, never doubled.

Prices are kept by series, market and day; what a file says again is known already, another price
for the same day corrects it. The references are worked out at the end from what is kept, so an
import that was broken off is made whole by doing it again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TypeVar

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from marketplace.catalogue.actions.load_prices import SOURCE
from marketplace.catalogue.models import Category, PriceImport, PriceReference
from marketplace.catalogue.models import PricePoint as Kept
from marketplace.catalogue.rules.price_lines import (
    Left,
    LeftLine,
    PricePoint,
    SeriesId,
    Survey,
    read_lines,
)
from marketplace.catalogue.rules.price_summary import Summary, replaces, summed
from marketplace.db import transaction
from marketplace.journal.actions import record
from marketplace.journal.keys import hold
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor

CHUNK = 500
FIRST_LINES = 5
Progress = Callable[[int, int], None]
T = TypeVar("T")


@dataclass(slots=True)
class ImportReport:
    """What became of a file's lines; ``standing`` are series that knew something newer."""

    lines: int
    taken: int = 0
    known: int = 0
    corrected: int = 0
    left: Counter[Left] = field(default_factory=Counter)
    first_lines: dict[Left, list[int]] = field(default_factory=dict)
    unknown: Counter[tuple[Left, str]] = field(default_factory=Counter)
    references: int = 0
    standing: int = 0

    def leave(self, line: LeftLine) -> None:
        """Count a line that was not taken."""
        self.left[line.reason] += 1
        lines = self.first_lines.setdefault(line.reason, [])
        if len(lines) < FIRST_LINES:
            lines.append(line.line)
        if line.what:
            self.unknown[line.reason, line.what[:60]] += 1


def import_prices(
    session: Session, actor: Actor, file: Survey, progress: Progress, *, chunk: int = CHUNK
) -> ImportReport:
    """Take a surveyed file in and bring its series' references up to date.

    ``progress`` is told how many of how many lines are done after each chunk, which is one
    transaction. Leaves the session without a transaction.
    """
    report = ImportReport(file.lines)
    made_id = _begin(session, actor, file.lines)
    done = 0
    for some in batched(read_lines(file), chunk):
        with transaction(session):
            _take_chunk(session, made_id, some, report)
        done += len(some)
        progress(done, file.lines)
    leaf_ids = _leaf_ids(session)
    for series in batched(sorted(file.newest, key=lambda one: one.key(SOURCE)), chunk):
        with transaction(session):
            _refer(session, series, leaf_ids, report)
    with transaction(session):
        _finish(session, actor, made_id, report)
    return report


def batched(things: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Yield things so many at a time (Python 3.11 has no ``itertools.batched`` yet)."""
    rest = iter(things)
    while some := tuple(islice(rest, size)):
        yield some


def _begin(session: Session, actor: Actor, lines: int) -> int:
    with transaction(session):
        row = PriceImport(source=SOURCE, by_id=actor.person_id, started_at=clock.now(), lines=lines)
        session.add(row)
        record(session, actor, verb="price_import.begin", subject=row)
        session.flush()
        made: int = row.id
    return made


def _finish(session: Session, actor: Actor, made_id: int, report: ImportReport) -> None:
    row = session.get_one(PriceImport, made_id)
    row.finished_at = clock.now()
    row.taken, row.known, row.corrected = report.taken, report.known, report.corrected
    row.left = report.left.total()
    record(session, actor, verb="price_import.finish", subject=row)


def _take_chunk(
    session: Session, made_id: int, chunk: Iterable[PricePoint | LeftLine], report: ImportReport
) -> None:
    hold(session, "price_import")
    points = []
    for found in chunk:
        if isinstance(found, LeftLine):
            report.leave(found)
        else:
            points.append(found)
    _take(session, made_id, points, report)


def _take(session: Session, made_id: int, points: list[PricePoint], report: ImportReport) -> None:
    known = _known(session, points)
    new: dict[tuple[str, date, str], int] = {}
    for point in points:
        key = (point.series.key(SOURCE), point.on, point.market)
        if key in new or (key in known and known[key][1] == point.price_minor):
            report.known += 1
        elif key in known:
            values = {"price_minor": point.price_minor, "import_id": made_id}
            session.execute(update(Kept).where(Kept.id == known[key][0]).values(values))
            report.corrected += 1
        else:
            new[key] = point.price_minor
            report.taken += 1
    if new:
        session.execute(insert(Kept), [_row(key, price, made_id) for key, price in new.items()])


def _row(key: tuple[str, date, str], price_minor: int, made_id: int) -> dict[str, object]:
    series, on, market = key
    return {
        "series_key": series, "seen_on": on, "market": market, "price_minor": price_minor,
        "import_id": made_id,
    }  # fmt: skip


def _known(
    session: Session, points: list[PricePoint]
) -> dict[tuple[str, date, str], tuple[int, int]]:
    if not points:
        return {}
    rows = session.execute(
        select(Kept.id, Kept.series_key, Kept.seen_on, Kept.market, Kept.price_minor).where(
            Kept.series_key.in_({point.series.key(SOURCE) for point in points}),
            Kept.seen_on.in_({point.on for point in points}),
        )
    )
    return {(row.series_key, row.seen_on, row.market): (row.id, row.price_minor) for row in rows}


def _leaf_ids(session: Session) -> dict[str, int]:
    with transaction(session):
        rows = session.execute(select(Category.code, Category.id))
        return {row.code: row.id for row in rows}


def _refer(
    session: Session, some: Iterable[SeriesId], leaf_ids: dict[str, int], report: ImportReport
) -> None:
    hold(session, "price_import")
    series = {one.key(SOURCE): one for one in some}
    rows = session.scalars(select(PriceReference).where(PriceReference.series_key.in_(series)))
    standing = {row.series_key: row for row in rows}
    for key, year in _years(session, list(series)):
        row = standing.get(key)
        if row is not None and not replaces(year, last_month=row.last_month, points=row.points):
            report.standing += 1
            continue
        _write(session, row or PriceReference(series_key=key), series[key], year, leaf_ids)
        report.references += 1


def _years(session: Session, keys: list[str]) -> Iterator[tuple[str, Summary]]:
    points: dict[str, list[tuple[date, str, int]]] = {}
    rows = session.execute(
        select(Kept.series_key, Kept.seen_on, Kept.market, Kept.price_minor).where(
            Kept.series_key.in_(keys)
        )
    )
    for key, on, market, price in rows:
        points.setdefault(key, []).append((on, market, price))
    for key, known in points.items():
        year = summed(known)
        if year is not None:
            yield key, year


def _write(
    session: Session, row: PriceReference, series: SeriesId, year: Summary,
    leaf_ids: dict[str, int],
) -> None:  # fmt: skip
    row.country, row.commodity, row.base = series.country, series.commodity, series.base
    row.trade_level, row.currency, row.source = series.level, series.currency, SOURCE
    row.category_id = leaf_ids[series.leaf]
    for name in Summary.__dataclass_fields__:
        setattr(row, name, getattr(year, name))
    session.add(row)
