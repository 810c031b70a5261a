"""What was paid, what the market says, and own deals: the prices a form is filled in with."""

from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination
from marketplace.catalogue.queries.prices import price_reference_for
from marketplace.kernel import clock
from marketplace.people.models import Operator
from marketplace.people.queries.paid import own_deals_for
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.price_fill import LastPaid, PriceProposal, fill

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
_DESTINATION = (
    select(Operator.destination_id, Destination.currency)
    .join(Destination, Destination.id == Operator.destination_id)
    .where(Operator.id == bindparam("operator"))
)


def last_paid(
    session: Session, *, operator_id: int, category_id: int, unit_id: int
) -> LastPaid | None:
    """Return the price of this operator's last awarded need for the leaf in the unit."""
    params = {"operator": operator_id, "category": category_id, "unit": unit_id}
    row = session.execute(_LAST, params).one_or_none()
    if row is None or row.price_minor is None:
        return None
    return LastPaid(row.price_minor, row.deliver_on)


def price_proposal(
    session: Session, operator_id: int, category_id: int, unit_id: int, on: date
) -> PriceProposal:
    """Return what to fill in: last paid, else the market's median, else own deals; with source.

    Market prices are those of the day ``on``, which is today's; raises ``NoResultFound`` for an
    unknown operator.
    """
    destination_id, currency = session.execute(_DESTINATION, {"operator": operator_id}).one()
    last = last_paid(session, operator_id=operator_id, category_id=category_id, unit_id=unit_id)
    market = price_reference_for(
        session, destination_id=destination_id, category_id=category_id, unit_id=unit_id, on=on
    )
    own = None
    if last is None and market is None:
        own = own_deals_for(
            session, destination_id=destination_id, category_id=category_id, unit_id=unit_id,
            currency=currency, now=clock.now(),
        )  # fmt: skip
    return fill(last, market, own)
