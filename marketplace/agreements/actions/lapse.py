"""Offers of what spoils lapse a day after the deadline: nobody's mark, nobody's fault."""

from datetime import timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.settle import settle
from marketplace.agreements.actions.tell import tell_supplier
from marketplace.agreements.rules.told import Told
from marketplace.catalogue.models import Category
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.mediation.models import Award
from marketplace.mediation.rules.lists import LIVE
from marketplace.offers import actions as offers
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import OfferState
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.need_check import PERISHABLE_SHELF_LIFE_DAYS

LAPSES_AFTER = timedelta(hours=24)
AT_ONCE = 50
# What is awarded waits for its own answer, within its own time.
_AWARDED = exists().where(Award.offer_id == Offer.id, Award.state.in_(LIVE))
_PENDING = (OfferState.SUBMITTED, OfferState.TO_READ_BACK, OfferState.WAITING_AT_DESK)


def lapse_overdue(session: Session, actor: Actor) -> int:
    """Let overdue offers of perishables lapse, and end the search they kept open; return how many.

    The deadline is the end of the need's last wave (product.md, "Opening").
    """
    rows = session.scalars(
        select(Offer)
        .join(Need, Need.id == Offer.need_id)
        .join(Category, Category.id == Need.category_id)
        .where(
            Offer.state.in_(_PENDING),
            Category.shelf_life_days <= PERISHABLE_SHELF_LIFE_DAYS,
            Need.closes_at <= clock.now() - LAPSES_AFTER,
            ~_AWARDED,
        )
        .order_by(Offer.id)
        .limit(AT_ONCE)
    ).all()
    for offer in rows:
        _lapse_one(session, actor, offer)
    for need_id in {offer.need_id for offer in rows}:
        settle(session, actor, need_id)
    return len(rows)


def _lapse_one(session: Session, actor: Actor, offer: Offer) -> None:
    need = session.get_one(Need, offer.need_id)
    offers.lapse(session, actor, offer)
    tell_supplier(
        session, Told.OFFER_NOT_TAKEN, offer, supplier_id=offer.supplier_id,
        place_id=need.place_id,
    )  # fmt: skip
