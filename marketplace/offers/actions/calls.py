"""The call about a price under her cost: nobody takes such an offer before it (D4)."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.offers.actions.low import called
from marketplace.offers.actions.outcomes import take_back
from marketplace.offers.models import LowPrice, Offer
from marketplace.offers.rules.lists import CallResult, HowLow
from marketplace.people.rules.access import reaches_place, require


@dataclass(frozen=True, slots=True)
class CalledAbout:
    """What the call settled: the need it belongs to, which may be settled now."""

    need_id: int
    offer_id: int


_ONE = (
    select(LowPrice, Offer)
    .join(Offer, Offer.id == LowPrice.offer_id)
    .where(LowPrice.public_id == bindparam("public_id"))
    .with_for_update(of=LowPrice)
)


def note_call(session: Session, actor: Actor, public_id: str, result: CallResult) -> CalledAbout:
    """Keep what she said on the phone about a price under her cost; no takes her offer back.

    Raises ``Refused(WrongState.NOT_NOW)`` where somebody called already.
    """
    row = session.execute(_ONE, {"public_id": public_id}).one_or_none()
    if row is None:
        raise NotFound
    low, offer = row
    require(reaches_place(actor, low.place_id))
    if low.called_at is not None or low.how_low is not HowLow.UNDER_COST:
        raise Refused(WrongState.NOT_NOW)
    if result is CallResult.TAKEN_BACK:
        take_back(session, actor, offer.public_id)
    called(session, actor, low, result)
    return CalledAbout(offer.need_id, offer.id)
