"""Marks on an offer under her fair price: that she knew, and that somebody called her."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor, Role
from marketplace.offers.models import LowPrice, Offer
from marketplace.offers.rules.lists import CallResult, HowLow

_OF_OFFER = select(LowPrice).where(LowPrice.offer_id == bindparam("offer"))


def mark_low(session: Session, offer: Offer, low: HowLow, *, place_id: int) -> None:
    """Keep that she knew; under her cost a facilitator calls before anybody may take it."""
    session.flush()
    made = LowPrice(
        public_id=ids.public_id(), offer_id=offer.id, place_id=place_id, how_low=low,
        at=offer.submitted_at,
    )  # fmt: skip
    session.add(made)


def note_read_back(session: Session, actor: Actor, offer: Offer) -> None:
    """A facilitator who read a low price back to her has called her about it."""
    low = session.scalars(_OF_OFFER, {"offer": offer.id}).one_or_none()
    if low is not None and low.called_at is None and actor.has(Role.FACILITATOR):
        called(session, actor, low, CallResult.SHE_WANTS_IT)


def called(session: Session, actor: Actor, low: LowPrice, result: CallResult) -> None:
    """Keep what she said on the phone, with the one journal row of it."""
    low.called_at, low.called_by_id, low.call_result = clock.now(), actor.person_id, result
    facts = {"offer": low.offer_id, "result": result.value}
    record(session, actor, verb="low_price.call", subject=low, facts=facts)
