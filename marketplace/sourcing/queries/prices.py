"""What was paid, and what the market says: the two prices a form is filled in with."""

from datetime import date, timedelta

from sqlalchemy import bindparam, case, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination, PriceReference, Unit
from marketplace.catalogue.rules.lists import TradeLevel
from marketplace.people.models import Operator
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.price_fill import (
    LastPaid,
    MarketPrice,
    PriceProposal,
    fill,
    per_unit,
)

# The market the buyer would go to comes first; a reference needs three points and 12 months.
_LEVELS = case(
    {TradeLevel.WHOLESALE: 0, TradeLevel.RETAIL: 1, TradeLevel.FARM_GATE: 2},
    value=PriceReference.trade_level,
)
MIN_POINTS = 3
MAX_AGE = timedelta(days=365)
_MARKET = (
    select(
        PriceReference.p10_minor, PriceReference.median_minor, PriceReference.p90_minor,
        PriceReference.last_month, PriceReference.source, PriceReference.trade_level,
        Unit.factor_milli,
    )
    .join(Unit, (Unit.base == PriceReference.base) & (Unit.id == bindparam("unit")))
    .join(Destination, Destination.currency == PriceReference.currency)
    .where(
        Destination.id == bindparam("destination"),
        PriceReference.category_id == bindparam("category"),
        PriceReference.points >= MIN_POINTS,
        PriceReference.last_month <= bindparam("on"),
        PriceReference.last_month >= bindparam("oldest"),
    )
    .order_by(_LEVELS, PriceReference.last_month.desc(), PriceReference.id)
    .limit(1)
)  # fmt: skip
_LAST = (
    select(Need.price_minor, Need.deliver_on)
    .where(
        Need.operator_id == bindparam("operator"),
        Need.category_id == bindparam("category"),
        Need.unit_id == bindparam("unit"),
        Need.awarded > 0,
        Need.price_minor.is_not(None),
    )
    .order_by(Need.deliver_on.desc(), Need.id.desc())
    .limit(1)
)
_DESTINATION = select(Operator.destination_id).where(Operator.id == bindparam("operator"))


def last_paid(
    session: Session, *, operator_id: int, category_id: int, unit_id: int
) -> LastPaid | None:
    """Return the price of this operator's last awarded need for the leaf in the unit."""
    params = {"operator": operator_id, "category": category_id, "unit": unit_id}
    row = session.execute(_LAST, params).one_or_none()
    return None if row is None else LastPaid(row.price_minor, row.deliver_on)


def market_price(
    session: Session, *, destination_id: int, category_id: int, unit_id: int, on: date
) -> MarketPrice | None:
    """Return the market's price per unit; none without three points in the last 12 months."""
    row = session.execute(
        _MARKET,
        {
            "destination": destination_id, "category": category_id, "unit": unit_id, "on": on,
            "oldest": on - MAX_AGE,
        },
    ).one_or_none()  # fmt: skip
    if row is None:
        return None
    low, middle, high = (
        per_unit(price, row.factor_milli)
        for price in (row.p10_minor, row.median_minor, row.p90_minor)
    )
    return MarketPrice(low, middle, high, row.last_month, row.source, row.trade_level)


def price_proposal(
    session: Session, operator_id: int, category_id: int, unit_id: int, on: date
) -> PriceProposal:
    """Return what to fill in: last paid, else the market's median, with source and day."""
    destination_id = session.execute(_DESTINATION, {"operator": operator_id}).scalar_one()
    last = last_paid(session, operator_id=operator_id, category_id=category_id, unit_id=unit_id)
    market = market_price(
        session, destination_id=destination_id, category_id=category_id, unit_id=unit_id, on=on
    )
    return fill(last, market)
