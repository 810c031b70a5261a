"""Offers under her cost that wait for a facilitator's call."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.elements import ColumnElement

from marketplace.catalogue.models import Category, Unit
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import Forbidden
from marketplace.offers.models import LowPrice, Offer
from marketplace.offers.rules.lists import HowLow, OfferState
from marketplace.people.models import Supplier
from marketplace.people.queries.reach import at_places
from marketplace.sourcing.models import Need

AT_ONCE = 50
OPEN = (OfferState.SUBMITTED, OfferState.WAITING_AT_DESK)


@dataclass(frozen=True, slots=True)
class LowCall:
    """Whom to call about a price; the price itself stays with her until the call."""

    public_id: str
    at: datetime
    supplier_id: int
    supplier_name: str
    leaf_code: str
    picture: str
    quantity: int
    unit_code: str
    need_code: str
    deliver_on: date


_MARK = aliased(LowPrice)


def awaits_call() -> ColumnElement[bool]:
    """Return the condition that an ``Offer`` is under her cost and nobody has called her yet."""
    return exists().where(
        _MARK.offer_id == Offer.id, _MARK.how_low == HowLow.UNDER_COST, _MARK.called_at.is_(None)
    )


def offer_awaits_call(session: Session, offer_id: int) -> bool:
    """Tell whether nobody may take this offer before a facilitator has called her."""
    return bool(session.scalar(select(awaits_call()).where(Offer.id == offer_id)))


def low_calls(session: Session, actor: Actor) -> tuple[LowCall, ...]:
    """Return whom to call about a price under her cost, the longest waiting first."""
    if not actor.has(Role.FACILITATOR):
        raise Forbidden
    mine = at_places(actor, LowPrice.place_id)
    rows = session.execute(
        select(
            LowPrice.public_id, LowPrice.at, Supplier.id.label("supplier_id"),
            Supplier.name.label("supplier_name"), Category.code.label("leaf_code"),
            Category.picture, Offer.quantity, Unit.code.label("unit_code"),
            Need.code.label("need_code"), Need.deliver_on,
        )
        .join(Offer, Offer.id == LowPrice.offer_id)
        .join(Supplier, Supplier.id == Offer.supplier_id)
        .join(Need, Need.id == Offer.need_id)
        .join(Category, Category.id == Need.category_id)
        .join(Unit, Unit.id == Need.unit_id)
        .where(and_(mine, awaits_call(), Offer.state.in_(OPEN)))
        .order_by(LowPrice.at, LowPrice.id)
        .limit(AT_ONCE)
    )  # fmt: skip
    return tuple(LowCall(**row._asdict()) for row in rows)
