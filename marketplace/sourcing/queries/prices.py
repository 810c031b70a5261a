"""What was paid, what the market says, and own deals: the prices a form is filled in with."""

from datetime import date

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination
from marketplace.catalogue.queries.prices import price_reference_for
from marketplace.kernel import clock
from marketplace.people.models import Operator
from marketplace.people.queries.paid import own_deals_for
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.price_fill import LastPaid, PriceProposal, fill

# The operator's country with the last of its needs that was filled; none where none was.
_LAST = (
    select(
        Operator.destination_id, Destination.currency, Need.price_minor, Need.deliver_on
    )
    .join(Destination, Destination.id == Operator.destination_id)
    .outerjoin(
        Need,
        and_(
            Need.operator_id == Operator.id, Need.category_id == bindparam("category"),
            Need.unit_id == bindparam("unit"), Need.awarded > 0, Need.price_minor.is_not(None),
        ),
    )
    .where(Operator.id == bindparam("operator"))
    .order_by(Need.deliver_on.desc().nulls_last(), Need.id.desc())
    .limit(1)
)  # fmt: skip


def price_proposal(
    session: Session, operator_id: int, category_id: int, unit_id: int, on: date
) -> PriceProposal:
    """Return what to fill in: last paid, else the market's median, else own deals; with source.

    Market prices are those of the day ``on``, which is today's; raises ``NoResultFound`` for an
    unknown operator.
    """
    params = {"operator": operator_id, "category": category_id, "unit": unit_id}
    here = session.execute(_LAST, params).one()
    last = None if here.price_minor is None else LastPaid(here.price_minor, here.deliver_on)
    market = price_reference_for(
        session, destination_id=here.destination_id, category_id=category_id, unit_id=unit_id,
        on=on,
    )  # fmt: skip
    own = None
    if last is None and market is None:
        own = own_deals_for(
            session, destination_id=here.destination_id, category_id=category_id,
            unit_id=unit_id, currency=here.currency, now=clock.now(),
        )  # fmt: skip
    return fill(last, market, own)
