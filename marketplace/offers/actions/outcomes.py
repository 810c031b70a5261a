"""What becomes of an offer: read back, taken back, held, accepted, declined, lapsed."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.journal.actions import step
from marketplace.journal.outbox import Message, post
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused, StaleEdit
from marketplace.kernel.states import WrongState
from marketplace.offers.actions.low import note_read_back
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import OFFER, DeclineReason, OfferState, OfferVerb
from marketplace.people.models import Supplier
from marketplace.people.rules.access import (
    has_right,
    reaches_operator,
    reaches_place,
    reaches_supplier,
    require,
)
from marketplace.sourcing.actions.answers import note_taken_back
from marketplace.sourcing.actions.awards import withdraw
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import Lane

# Settling holds the need: whoever changes an offer holds it first, so that nobody deadlocks.
_HOLD = (
    select(Need.id)
    .join(Offer, Offer.need_id == Need.id)
    .where(Offer.public_id == bindparam("public_id"))
    .with_for_update(of=Need)
)
_ONE = (
    select(Offer, Supplier.place_id)
    .join(Supplier, Supplier.id == Offer.supplier_id)
    .where(Offer.public_id == bindparam("public_id"))
    .execution_options(populate_existing=True)
)
_NEED = select(Need).where(Need.public_id == bindparam("public_id")).with_for_update()
_OPEN = (
    select(Offer)
    .where(
        Offer.need_id == bindparam("need"),
        Offer.state.in_(
            (OfferState.SUBMITTED, OfferState.TO_READ_BACK, OfferState.WAITING_AT_DESK)
        ),
    )
    .order_by(Offer.id)
)
_SEEN_STATES = (OfferState.ACCEPTED, OfferState.DECLINED, OfferState.LAPSED)


def read_back(session: Session, actor: Actor, offer_public_id: str, *, yes: bool) -> Offer:
    """Keep what she said when it was read back: yes sends it, no takes it back.

    By herself, or by a facilitator of her place who read it to her; it was entered by name.
    """
    offer = _reach(session, actor, offer_public_id)
    if not yes:
        return _take_back(session, actor, offer)
    offer.read_back_at, offer.read_back_by_id = clock.now(), actor.person_id
    _step(session, actor, offer, OfferVerb.READ_BACK)
    note_read_back(session, actor, offer)
    return offer


def take_back(session: Session, actor: Actor, offer_public_id: str) -> Offer:
    """Take an offer back, until somebody accepted it; it leaves no mark on her record."""
    return _take_back(session, actor, _reach(session, actor, offer_public_id))


def _take_back(session: Session, actor: Actor, offer: Offer) -> Offer:
    _end(session, actor, offer, OfferVerb.TAKE_BACK)
    note_taken_back(session, offer.need_id, offer.supplier_id)
    return offer


def take_back_live(session: Session, actor: Actor, *, need_id: int, supplier_id: int) -> None:
    """Take back what she sent for a need before, because she sends it anew; none may be accepted.

    Called by the send in its own transaction, which holds the need.
    """
    for offer in session.scalars(_OPEN, {"need": need_id}).all():
        if offer.supplier_id == supplier_id:
            _take_back(session, actor, offer)
    session.flush()


def hold(session: Session, actor: Actor, offer: Offer) -> None:
    """Let a submitted offer wait at the desk."""
    _step(session, actor, offer, OfferVerb.HOLD)


def accept(session: Session, actor: Actor, offer: Offer) -> None:
    """Accept an offer: an order was placed on it in this transaction."""
    _end(session, actor, offer, OfferVerb.ACCEPT)


def decline(
    session: Session, actor: Actor, offer: Offer, reason: DeclineReason | None = None
) -> None:
    """Decline an offer with the reason she is told; none where a tender's outcome tells it."""
    offer.decline_reason = reason
    _end(session, actor, offer, OfferVerb.DECLINE, reason=reason)


def unaward(session: Session, actor: Actor, offer: Offer) -> None:
    """Take an accepted offer's award away; the award itself keeps who did it and why."""
    _end(session, actor, offer, OfferVerb.UNAWARD)


def lapse(session: Session, actor: Actor, offer: Offer) -> None:
    """Let an offer lapse: nothing was decided about it, and it leaves no mark."""
    _end(session, actor, offer, OfferVerb.LAPSE)


def outcome_seen(session: Session, actor: Actor, offer_public_id: str) -> None:
    """Keep that she saw what became of it."""
    offer = _reach(session, actor, offer_public_id)
    if offer.outcome_seen_at is None and offer.state in _SEEN_STATES:
        offer.outcome_seen_at = clock.now()


def withdraw_need(
    session: Session, actor: Actor, need_public_id: str, *, version: int | None = None
) -> Need:
    """Withdraw one's own need; everyone who offered is told why.

    ``StaleEdit`` where the version moved on (P6), ``Refused(WrongState.NOT_NOW)`` where the need
    is over, ``NotFound`` for anybody else's. What is ordered already stays ordered.
    """
    need = session.scalars(_NEED, {"public_id": need_public_id}).one_or_none()
    if need is None:
        raise NotFound
    require(reaches_operator(actor, need.operator_id))
    require(has_right(actor, "may_order", need.operator_id))
    if need.lane is Lane.TENDER:
        raise Refused(WrongState.NOT_NOW)  # a tender ends with a reason: ``end_tender``
    if version is not None and need.version != version:
        raise StaleEdit
    withdraw(session, actor, need)
    for offer in session.scalars(_OPEN, {"need": need.id}).all():
        turn_away(session, actor, offer, need)
    return need


def turn_away(session: Session, actor: Actor, offer: Offer, need: Need) -> None:
    """End an offer whose need was withdrawn, and tell her; one not read back only lapses."""
    if offer.state is OfferState.TO_READ_BACK:
        lapse(session, actor, offer)
    else:
        decline(session, actor, offer, DeclineReason.NEED_WITHDRAWN)
    told = Message(
        kind="offer_not_taken", subject_type="offer", subject_id=offer.id,
        to_supplier_id=offer.supplier_id, place_id=need.place_id,
    )  # fmt: skip
    post(session, [told])


def _reach(session: Session, actor: Actor, public_id: str) -> Offer:
    """Her own, or of a supplier of the facilitator's places; else it does not exist."""
    session.execute(_HOLD, {"public_id": public_id}).one_or_none()
    row = session.execute(_ONE, {"public_id": public_id}).one_or_none()
    if row is None:
        raise NotFound
    offer: Offer = row[0]
    require(reaches_supplier(actor, offer.supplier_id) or reaches_place(actor, row[1]))
    return offer


def _end(
    session: Session, actor: Actor, offer: Offer, verb: OfferVerb, *,
    reason: DeclineReason | None = None,
) -> None:  # fmt: skip
    offer.closed_at = clock.now()
    _step(session, actor, offer, verb, reason=reason)


def _step(
    session: Session, actor: Actor, offer: Offer, verb: OfferVerb, *,
    reason: DeclineReason | None = None,
) -> None:  # fmt: skip
    facts = {} if reason is None else {"reason": reason.value}
    step(session, actor, offer, machine=OFFER, verb=verb, facts=facts)
    offer.version += 1
