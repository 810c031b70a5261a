"""Everything that leaves, table by table: one statement each, by the rules of publication."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import Session

from marketplace.i18n.format import today
from marketplace.insight.queries import export_rows as rows
from marketplace.insight.queries.programme import Region, regions
from marketplace.insight.rules import tables
from marketplace.insight.rules.csv_text import Cell
from marketplace.insight.rules.indicators import Figure, Unit
from marketplace.insight.rules.publishing import WAIT, Band, Line, band, exact, monday, publishable
from marketplace.insight.rules.publishing import pseudonym as named
from marketplace.insight.rules.tables import Table
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Sight:
    """Who asks, and how much of it may leave with him.

    ``exact``: a facilitator's own places, unbanded and at once; else by the rules of publication.
    Names never leave: pseudonyms are made with ``secret``.
    """

    secret: str
    exact: bool = False
    places: frozenset[int] | None = None  # none: everywhere
    destinations: frozenset[int] | None = None

    def reaches(self, place: Any) -> ColumnElement[bool]:
        """Return the condition that a row lies where this person may look."""
        return true() if self.places is None else place.in_(sorted(self.places))

    def band(self, value: int) -> Band:
        """Return a value as it may leave."""
        return exact(value) if self.exact else band(value)

    def name(self, kind: str, ident: str) -> str:
        """Return the pseudonym of somebody or something."""
        return named(self.secret, kind, ident)


def sight_of(actor: Actor, secret: str) -> Sight:
    """Return what somebody may take away: a facilitator his own places, others what is public."""
    if actor.has(Role.FACILITATOR) and not actor.everywhere:
        return Sight(secret, exact=True, places=actor.place_ids, destinations=actor.destination_ids)
    return Sight(secret)


def every_table(session: Session, sight: Sight) -> tuple[Table, ...]:
    """Return all tables of an export, in nine statements whatever the amount."""
    return (*trade_tables(session, sight), indicator_table(session, sight))


def trade_tables(session: Session, sight: Sight) -> tuple[Table, ...]:
    """Return the tables with a row for each event."""
    return (
        replace(tables.NEEDS, rows=tuple(_needs(session, sight))),
        _lines(session, sight, tables.OFFERS, rows.OFFERS, _offer),
        _lines(session, sight, tables.ORDERS, rows.ORDERS, _order),
        _lines(session, sight, tables.DELIVERIES, rows.DELIVERIES, _delivery),
        _lines(session, sight, tables.PAYMENTS, rows.PAYMENTS, _payment),
        _lines(session, sight, tables.ASSESSMENTS, rows.ASSESSMENTS, _assessment),
    )


def _found(session: Session, sight: Sight, source: rows.Rows) -> Any:
    return session.execute(source.statement.where(sight.reaches(source.place)))


def _needs(session: Session, sight: Sight) -> Iterator[tuple[Cell, ...]]:
    """What stood on the public board: village, goods, amount and week, without an operator."""
    newest = today() if sight.exact else today() - WAIT
    for row in _found(session, sight, rows.NEEDS):
        if row.day > newest:
            continue
        yield (
            row.destination, monday(row.day), row.place, row.leaf, row.group, row.hs, row.cpc,
            row.quantity, row.unit, row.unece, row.lane.value, row.state.value,
            row.why.value if row.why else None,
        )  # fmt: skip


Values = Callable[[Any, Sight], tuple[Cell, ...]]


def _lines(
    session: Session, sight: Sight, table: Table, source: rows.Rows, values: Values
) -> Table:
    """Fill a table whose rows stand for people; ``values`` are what comes after the goods."""
    lines = [
        Line(destination=row.destination, day=row.day, leaf=row.leaf, group=row.group,
             supplier=row.supplier, values=(_first(row, sight), values(row, sight)))
        for row in _found(session, sight, source)
    ]  # fmt: skip
    kept = lines if sight.exact else publishable(lines, today=today())
    return replace(table, rows=tuple(_row(line, sight) for line in kept))


def _first(row: Any, sight: Sight) -> tuple[Cell, ...]:
    """The pseudonym of the order, where a table's rows hang together by it."""
    return (sight.name("R", row.order),) if hasattr(row, "order") else ()


def _row(line: Line, sight: Sight) -> tuple[Cell, ...]:
    first: Any
    rest: Any
    first, rest = line.values
    she = sight.name("S", line.supplier)
    return (*first, line.destination, monday(line.day), line.leaf, line.group, she, *rest)


def _amount(sight: Sight, value: int) -> tuple[Cell, Cell]:
    told = sight.band(value)
    return told.low, told.high


def _money(sight: Sight, minor: int, code: str) -> tuple[Cell, ...]:
    told = sight.band(minor)
    return _major(told.low, code), _major(told.high, code), code


def _major(minor: int, code: str) -> Decimal:
    amount = Money(minor, code).major
    return amount.quantize(Decimal(1)) if amount == amount.to_integral() else amount


def _said(code: Any) -> Cell:
    return code.value if code is not None else None


def _offer(row: Any, sight: Sight) -> tuple[Cell, ...]:
    return (
        *_amount(sight, row.quantity), row.unit, *_money(sight, row.price, row.currency),
        row.state.value, _said(row.why), row.hand.value,
    )  # fmt: skip


def _order(row: Any, sight: Sight) -> tuple[Cell, ...]:
    return (
        sight.name("B", row.buyer), *_amount(sight, row.quantity), row.unit,
        *_money(sight, row.price, row.currency), row.state.value, row.origin.value,
        row.payment_days,
    )  # fmt: skip


def _delivery(row: Any, sight: Sight) -> tuple[Cell, ...]:
    tens = row.accepted * 10 // row.brought * 10 if row.brought else 0
    return (
        sight.name("B", row.buyer), tens, row.state.value, _said(row.why),
        int(row.confirmed is not None),
    )  # fmt: skip


def _payment(row: Any, sight: Sight) -> tuple[Cell, ...]:
    return (
        sight.name("B", row.buyer), *_money(sight, row.amount, row.currency), row.state.value,
        row.reason.value, _said(row.method), row.late_days,
    )  # fmt: skip


def _assessment(row: Any, sight: Sight) -> tuple[Cell, ...]:
    return (
        sight.name("B", row.buyer), row.state.value, row.verdict, row.fairness,
        int(row.complete), row.rule_set,
    )  # fmt: skip


def indicator_table(session: Session, sight: Sight) -> Table:
    """Return the indicator library worked out: figures on few are silent for everybody."""
    found = regions(session, sight.destinations)
    return replace(tables.INDICATORS, rows=tuple(row for one in found for row in _figures(one)))


def _figures(region: Region) -> Iterator[tuple[Cell, ...]]:
    for one in region.figures.values():
        yield (region.code, "all", "", *_figure(one, region.currency))
    for part in region.outcomes:
        for one in part.figures.values():
            where = (region.code, part.split.value, part.part.value)
            yield (*where, *_figure(one, region.currency))


def _figure(one: Figure, currency: str) -> tuple[Cell, ...]:
    unit = currency if one.indicator.unit is Unit.MONEY else one.indicator.unit.value
    return one.indicator.code, _number(one, currency), unit, one.people, one.indicator.formula


def _number(one: Figure, currency: str) -> Cell:
    if one.value is None:
        return None
    if one.indicator.unit is Unit.MONEY:
        return _major(round(one.value), currency)
    if one.indicator.unit is Unit.PERCENT:
        return round(one.value * 100)
    return Decimal(round(one.value * 10)) / 10
