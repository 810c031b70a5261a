"""The programme as a whole: destinations beside each other, their countries, their buyers."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, case, distinct, func, select
from sqlalchemy.orm import Session

from marketplace.assessment.models import Assessment
from marketplace.catalogue.models import Place
from marketplace.catalogue.queries import destinations
from marketplace.catalogue.queries.places import DestinationCard
from marketplace.insight.queries.trades import trades_of
from marketplace.insight.rules.indicators import Figure, Trade, compared, figures
from marketplace.insight.rules.market import FEWEST_OPERATORS, WINDOW
from marketplace.insight.rules.outcomes import Outcome, outcomes
from marketplace.insight.rules.publishing import FEWEST
from marketplace.kernel import clock
from marketplace.people.models import Operator, OperatorPaymentRecord, OperatorTradeRecord
from marketplace.people.rules.lists import TradeEnd
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NeedState


@dataclass(frozen=True, slots=True)
class Region:
    """A destination, or a country with all of its destinations, and what the library says of it."""

    code: str
    name: str
    country: str
    currency: str
    figures: dict[str, Figure]
    outcomes: tuple[Outcome, ...]
    whole_country: bool = False


def regions(session: Session, ids: Collection[int] | None = None) -> tuple[Region, ...]:
    """Return destinations (all, or these), each country's after it; in two statements.

    A country is pooled where it has several destinations that count in one currency.
    """
    known = [one for one in destinations(session) if ids is None or one.id in ids]
    trades = trades_of(session, [one.id for one in known])
    known.sort(key=lambda one: (one.country, one.currency, one.name, one.code))
    found: list[Region] = []
    for (country, currency), group in groupby(known, key=lambda one: (one.country, one.currency)):
        found.extend(_country(country, currency, list(group), trades))
    return tuple(found)


def _country(
    country: str, currency: str, here: list[DestinationCard], trades: dict[int, tuple[Trade, ...]]
) -> Iterator[Region]:
    beside = compared({one.code: trades[one.id] for one in here})
    for one in here:
        split = outcomes(trades[one.id])
        yield Region(one.code, one.name, country, currency, beside[one.code], split)
    if len(here) > 1:
        pooled = tuple(trade for one in here for trade in trades[one.id])
        told = figures(pooled), outcomes(pooled)
        yield Region(country, country, country, currency, *told, whole_country=True)


@dataclass(frozen=True, slots=True)
class Filled:
    """How many needs whose time is over were filled in full in 90 days."""

    needs: int
    filled: int

    @property
    def rate(self) -> Fraction | None:
        """Fill rate = needs filled in full ÷ needs whose time is over."""
        return Fraction(self.filled, self.needs) if self.needs else None


@dataclass(frozen=True, slots=True)
class Conduct:
    """How the buyers of a destination behave: never of fewer than three operators."""

    operators: int
    promised_days: Fraction | None
    measured_days: Fraction | None
    late: Fraction | None
    cancelled: Fraction | None
    rejected: Fraction | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What the linkage check said in 90 days, by verdict; never on fewer than five suppliers."""

    verdict: str
    count: int


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a destination's trade."""

    filled: dict[int, Filled]
    conduct: dict[int, Conduct]
    checks: dict[int, tuple[Checked, ...]]


_AMONG: Any = bindparam("destinations", expanding=True)
_since: Any = bindparam("since")
_over = Need.state.in_((NeedState.MATCHED, NeedState.PART_MATCHED, NeedState.UNFILLED))
_FILLED = (
    select(
        Need.destination_id, func.count(Need.id),
        func.sum(case((Need.state == NeedState.MATCHED, 1), else_=0)),
    )
    .where(Need.destination_id.in_(_AMONG), Need.published_at >= _since, _over)
    .group_by(Need.destination_id)
)  # fmt: skip
_PAID = (
    select(
        Operator.destination_id, func.count(distinct(Operator.id)),
        func.count(OperatorPaymentRecord.id), func.sum(OperatorPaymentRecord.promised_days),
        func.sum(OperatorPaymentRecord.days),
        func.sum(case((OperatorPaymentRecord.late_days > 0, 1), else_=0)),
    )
    .join(Operator, Operator.id == OperatorPaymentRecord.operator_id)
    .where(
        Operator.destination_id.in_(_AMONG), OperatorPaymentRecord.at >= _since,
        OperatorPaymentRecord.disputed.is_(False),
    )
    .group_by(Operator.destination_id)
)  # fmt: skip
_ENDED = (
    select(
        Operator.destination_id, func.count(distinct(Operator.id)),
        func.count(OperatorTradeRecord.id),
        func.sum(case((OperatorTradeRecord.ended == TradeEnd.CANCELLED, 1), else_=0)),
        func.sum(case((OperatorTradeRecord.rejected_permille > 0, 1), else_=0)),
    )
    .join(Operator, Operator.id == OperatorTradeRecord.operator_id)
    .where(Operator.destination_id.in_(_AMONG), OperatorTradeRecord.at >= _since)
    .group_by(Operator.destination_id)
)  # fmt: skip
_CHECKS = (
    select(
        Place.destination_id, Assessment.verdict, func.count(Assessment.id),
        func.count(distinct(Assessment.supplier_id)),
    )
    .join(Place, Place.id == Assessment.place_id)
    .where(Place.destination_id.in_(_AMONG), Assessment.computed_at >= _since)
    .group_by(Place.destination_id, Assessment.verdict)
    .order_by(Place.destination_id, Assessment.verdict)
)  # fmt: skip


def around(session: Session, destination_ids: Collection[int]) -> Around:
    """Return what stands around the trade of these destinations, in four statements."""
    known = {"destinations": sorted(destination_ids), "since": clock.now() - timedelta(days=WINDOW)}
    filled = {row[0]: Filled(row[1], int(row[2])) for row in session.execute(_FILLED, known)}
    paid = {row[0]: row for row in session.execute(_PAID, known)}
    ended = {row[0]: row for row in session.execute(_ENDED, known)}
    conduct = {one: _conduct(paid.get(one), ended.get(one)) for one in {*paid, *ended}}
    checks: dict[int, list[Checked]] = {}
    for where, verdict, count, people in session.execute(_CHECKS, known):
        if people >= FEWEST:
            checks.setdefault(where, []).append(Checked(verdict, count))
    return Around(filled, conduct, {one: tuple(rows) for one, rows in checks.items()})


def _conduct(paid: Any, ended: Any) -> Conduct:
    """Put both records together; a figure on fewer than three operators says nothing."""
    pays = paid is not None and paid[1] >= FEWEST_OPERATORS
    ends = ended is not None and ended[1] >= FEWEST_OPERATORS
    return Conduct(
        max(paid[1] if pays else 0, ended[1] if ends else 0),
        *(Fraction(int(paid[at]), paid[2]) if pays else None for at in (3, 4, 5)),
        *(Fraction(int(ended[at]), ended[2]) if ends else None for at in (3, 4)),
    )  # fmt: skip
