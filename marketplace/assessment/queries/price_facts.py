"""Facts about money: the incumbent's landed cost, her own cost, the market, other prices."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from marketplace.assessment.queries.facts import Fact, FactSource
from marketplace.assessment.queries.purchase import Deal
from marketplace.assessment.rules.inputs import CostSource
from marketplace.catalogue.models import TypicalCost, Unit
from marketplace.catalogue.queries import price_reference_for
from marketplace.kernel.money import median
from marketplace.offers.models import CostBuildUp, Offer
from marketplace.offers.rules.fair_price import FairPrice, cash_cost
from marketplace.offers.rules.lists import OfferState
from marketplace.sourcing.models import Incumbent, Need
from marketplace.sourcing.rules.lists import Lane, NeedState

_SPREAD = timedelta(days=90)
K = TypeVar("K", Incumbent, CostBuildUp, TypicalCost)


def incumbent_facts(session: Session, deal: Deal) -> Iterator[Fact]:
    """Yield B1: what the operator pays today, landed, and what she asks delivered."""
    found = _in_her_unit(session, deal, Incumbent, Incumbent.operator_id == deal.terms.operator_id)
    if found is None:
        return
    incumbent, unit = found
    parts = {
        "price": incumbent.price_minor,
        "transport": incumbent.transport_minor,
        "handling": incumbent.handling_minor,
    }
    for key, minor in parts.items():
        value = deal.major(deal.in_unit(unit, minor))
        yield Fact(f"offer.landed.incumbent.{key}", value, FactSource.INCUMBENT)
    reject = Fraction(incumbent.reject_permille, 1000)
    yield Fact("offer.landed.incumbent.reject", reject, FactSource.INCUMBENT)
    price = deal.major(deal.terms.price_minor)
    yield Fact("offer.landed.local.price", price, FactSource.OFFER)


def cost_facts(session: Session, deal: Deal) -> Iterator[Fact]:
    """Yield C1: her own cost build-up, else the destination's typical one, marked as such.

    Without either the signal falls back on the market's low end by itself.
    """
    own = _own_cost(session, deal)
    cost = own or _typical_cost(session, deal)
    if cost is None:
        return
    source = FactSource.OWN_COST if own else FactSource.TYPICAL_COST
    kind = CostSource.OWN if own else CostSource.TYPICAL
    yield Fact("offer.cash_cost", deal.major(cost.cash_minor), source)
    yield Fact("offer.cost", deal.major(cost.cost_minor), source)
    yield Fact("offer.cost_source", kind.value, source)


def _own_cost(session: Session, deal: Deal) -> FairPrice | None:
    found = _in_her_unit(session, deal, CostBuildUp, CostBuildUp.supplier_id == deal.supplier.id)
    if found is None:
        return None
    row, unit = found
    cash = cash_cost(
        row.inputs_minor, row.transport_minor, row.packing_minor, row.losses_minor,
        row.group_fee_minor,
    )  # fmt: skip
    return _per_unit(deal, unit, cash=cash, minutes=row.labour_minutes, default=False)


def _typical_cost(session: Session, deal: Deal) -> FairPrice | None:
    here = TypicalCost.destination_id == deal.destination.id
    found = _in_her_unit(session, deal, TypicalCost, here)
    if found is None:
        return None
    row, unit = found
    return _per_unit(deal, unit, cash=row.cash_minor, minutes=row.labour_minutes, default=True)


def _in_her_unit(
    session: Session, deal: Deal, table: type[K], whose: ColumnElement[bool]
) -> tuple[K, Unit] | None:
    """Return what is known of the deal's leaf, in its own unit or the first that converts to it."""
    rows = session.execute(
        select(table, Unit)
        .join(Unit, Unit.id == table.unit_id)
        .where(whose, table.category_id == deal.category.id)
        .order_by(table.unit_id != deal.unit.id, table.id)
    )
    return next(((row, unit) for row, unit in rows if deal.converts(unit)), None)


def _per_unit(deal: Deal, unit: Unit, *, cash: int, minutes: int, default: bool) -> FairPrice:
    return FairPrice(
        cash_minor=deal.in_unit(unit, cash),
        labour_minutes=deal.in_unit(unit, minutes),
        day_rate_minor=deal.destination.day_rate_minor,
        is_default=default,
    )


def market_facts(session: Session, deal: Deal) -> Iterator[Fact]:
    """Yield C2: the market's reading for destination, leaf and unit; none is said as such."""
    found = price_reference_for(
        session,
        destination_id=deal.destination.id,
        category_id=deal.category.id,
        unit_id=deal.unit.id,
        on=deal.today,
    )
    if found is None:
        yield Fact("offer.price_reference.n", Fraction(0), FactSource.MARKET)
        return
    yield Fact("offer.price_reference.p10", deal.major(found.p10_minor), FactSource.MARKET)
    yield Fact("offer.price_reference.p90", deal.major(found.p90_minor), FactSource.MARKET)
    yield Fact("offer.price_reference.n", Fraction(found.points), FactSource.MARKET)
    age = Fraction(found.age_months)
    yield Fact("offer.price_reference.age_months", age, FactSource.MARKET)


def spread_facts(session: Session, deal: Deal, now: datetime) -> Iterator[Fact]:
    """Yield C3: the median of opened offers and paid prices of 90 days; sealed ones never."""
    prices: dict[int, list[int]] = {}
    rows = session.execute(
        select(Offer.supplier_id, Offer.price_minor)
        .join(Need, Need.id == Offer.need_id)
        .where(
            Need.destination_id == deal.destination.id,
            Need.category_id == deal.category.id,
            Need.unit_id == deal.unit.id,
            Need.currency == deal.terms.currency,
            Offer.submitted_at >= now - _SPREAD,
            Offer.state.not_in((OfferState.TAKEN_BACK, OfferState.TO_READ_BACK)),
            _opened(now),
        )
    )
    for supplier_id, price in rows:
        prices.setdefault(supplier_id, []).append(price)
    yield Fact("offer.price_spread.suppliers", Fraction(len(prices)), FactSource.RECORDS)
    middle = median(price for told in prices.values() for price in told)
    if middle is not None:
        yield Fact("offer.price_spread.median", deal.major(middle), FactSource.RECORDS)


def _opened(now: datetime) -> ColumnElement[bool]:
    never_opened = and_(Need.lane == Lane.TENDER, Need.state == NeedState.WITHDRAWN)
    over = or_(Need.settled_at.is_not(None), Need.closes_at <= now)
    return or_(Offer.state == OfferState.ACCEPTED, and_(over, ~never_opened))
