"""Settling a need: what fits is taken in rotation order, never by speed; every one is checked."""

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.needs import (
    SEARCHING,
    close_waves,
    finish_full,
    finish_short,
    remaining,
    time_left,
)
from marketplace.agreements.actions.place import Placing, place_order
from marketplace.agreements.actions.tell import tell_desk, tell_supplier
from marketplace.agreements.models import Order
from marketplace.agreements.queries.load import lock_need, zone_of
from marketplace.agreements.queries.turns import Turns, turns_of
from marketplace.agreements.rules.lists import OrderOrigin
from marketplace.agreements.rules.rotation import next_offer
from marketplace.agreements.rules.told import Told
from marketplace.assessment.actions import Purchase, check_purchase, supersede
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.offers import actions as offers
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import DeclineReason, OfferState
from marketplace.sourcing import actions as sourcing
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import Lane, NeedState


class Settled(StrEnum):
    """How a need stands after settling."""

    ENDED = "ended"
    MATCHED = "matched"
    OPEN = "open"


def settle(session: Session, actor: Actor, need_id: int) -> Settled:
    """Take the offers of a need whose turn it is; ask on, or end the search, when all are heard.

    Cleared purchases become orders at once; the others wait at the desk with the reason and hold
    no quantity. An offer that was not read back is never taken. Safe to call at any time.
    """
    need = lock_need(session, need_id)
    if need.state not in SEARCHING:
        return Settled.ENDED
    if need.lane is Lane.TENDER:
        return Settled.OPEN  # sealed offers are opened and chosen, never taken in turn
    take_what_fits(session, actor, need)
    if not remaining(need):
        wind_up(session, actor, need)
        return Settled.MATCHED
    return _look_further(session, actor, need)


def take_what_fits(session: Session, actor: Actor, need: Need) -> None:
    """Take every offer whose turn it is, as long as something remains."""
    while remaining(need):
        offer_id = next_offer(turns_of(session, need, clock.now()).turns)
        if offer_id is None:
            return
        take(session, actor, need, session.get_one(Offer, offer_id))


def take(session: Session, actor: Actor, need: Need, offer: Offer) -> Order | None:
    """Check one offer and order of it what remains; hold it at the desk where it must wait."""
    quantity = min(offer.quantity, remaining(need))
    purchase = Purchase(need.id, offer.supplier_id, offer.id, quantity, offer.price_minor)
    assessment = check_purchase(session, actor, purchase)
    if assessment.state is not AssessmentState.CLEARED:
        hold(session, actor, offer, need)
        return None
    return order_offer(session, actor, need, offer, assessment)


def hold(session: Session, actor: Actor, offer: Offer, need: Need) -> None:
    """Let an offer wait at the desk; both she and the desk hear of it."""
    if offer.state is OfferState.SUBMITTED:
        offers.hold(session, actor, offer)
    tell_supplier(
        session, Told.OFFER_HELD, offer, supplier_id=offer.supplier_id, place_id=need.place_id
    )
    tell_desk(session, Told.PURCHASE_WAITS, offer, place_id=need.place_id)


def order_offer(
    session: Session, actor: Actor, need: Need, offer: Offer, assessment: Assessment
) -> Order:
    """Place the order for an offer that is cleared or signed."""
    quantity = min(offer.quantity, remaining(need))
    placing = Placing(
        need, assessment, quantity, offer.price_minor, OrderOrigin.OFFER, offer_id=offer.id
    )
    order = place_order(session, actor, placing)
    offers.accept(session, actor, offer)
    return order


def wind_up(session: Session, actor: Actor, need: Need) -> None:
    """End a need that is wholly given away: the others hear why, without who or how much."""
    turn_away(session, actor, need, DeclineReason.FILLED_BY_ROTATION)
    finish_full(session, actor, need)


def turn_away(session: Session, actor: Actor, need: Need, reason: DeclineReason) -> None:
    """Decline what is still offered, with the reason; what was never read back lapses."""
    rows = session.scalars(
        select(Offer)
        .where(
            Offer.need_id == need.id,
            Offer.state.in_(
                (OfferState.SUBMITTED, OfferState.WAITING_AT_DESK, OfferState.TO_READ_BACK)
            ),
        )
        .order_by(Offer.id)
    ).all()
    for offer in rows:
        turn_one_away(session, actor, offer, need=need, reason=reason)
    _lay_aside(session, actor, need)


def turn_one_away(
    session: Session, actor: Actor, offer: Offer, *, need: Need, reason: DeclineReason
) -> None:
    """Decline one offer and tell her the outcome."""
    if offer.state is OfferState.TO_READ_BACK:
        offers.lapse(session, actor, offer)
        return
    offers.decline(session, actor, offer, reason)
    filled = reason is DeclineReason.FILLED_BY_ROTATION
    told = Told.OFFER_FILLED if filled else Told.OFFER_NOT_TAKEN
    tell_supplier(session, told, offer, supplier_id=offer.supplier_id, place_id=need.place_id)


def _lay_aside(session: Session, actor: Actor, need: Need) -> None:
    rows = session.scalars(
        select(Assessment).where(
            Assessment.need_id == need.id, Assessment.state == AssessmentState.WAITING
        )
    ).all()
    for row in rows:
        supersede(session, actor, row)


def _look_further(session: Session, actor: Actor, need: Need) -> Settled:
    now = clock.now()
    turns = turns_of(session, need, now)
    if not _all_answered(turns) and not turns.waves_over:
        return Settled.OPEN
    in_time = time_left(need, now, zone_of(session, need.destination_id))
    if in_time and need.state is NeedState.PUBLISHED and sourcing.next_wave(session, actor, need):
        return Settled.OPEN
    close_waves(session, need, now)
    if in_time and turns.pending:
        return Settled.OPEN
    turn_away(session, actor, need, DeclineReason.NOT_NEEDED_ANY_MORE)
    finish_short(session, actor, need, turns)
    return Settled.ENDED


def _all_answered(turns: Turns) -> bool:
    return all(turn.answered for turn in turns.turns)
