"""Ending a tender: everybody who offered gets an outcome with a reason, or it does not end."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.mediation.actions.cases import begin, may_decide, must_be_open
from marketplace.mediation.actions.coaching import coach
from marketplace.mediation.actions.tell import tell_supplier
from marketplace.mediation.models import Loss
from marketplace.mediation.queries.facts import live_awards
from marketplace.mediation.queries.load import need_for_parties
from marketplace.mediation.rules.lists import AwardState
from marketplace.mediation.rules.refusals import AwardRefusal, OutcomeRefusal
from marketplace.mediation.rules.times import standstill_until
from marketplace.mediation.rules.told import position
from marketplace.offers import actions as offers
from marketplace.offers.models import Offer
from marketplace.offers.queries.opened import OPENED
from marketplace.offers.rules.lists import OfferState
from marketplace.sourcing import actions as sourcing
from marketplace.sourcing.actions.awards import OPEN_STATES
from marketplace.sourcing.actions.tender_life import end
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.tender_lists import EndedBecause, Ending

UNDECIDED = (OfferState.SUBMITTED, OfferState.WAITING_AT_DESK, OfferState.TO_READ_BACK)


def conclude(session: Session, actor: Actor, need_public_id: str) -> Need:
    """End a tender with what was awarded: all others hear that and why they were not chosen.

    Refused (``OutcomeRefusal``) while an award waits for anybody, or where nothing is awarded.
    """
    need = _to_end(session, actor, need_public_id)
    if not need.awarded:
        raise Refused(OutcomeRefusal.NOTHING_AWARDED)
    conclude_need(session, actor, need)
    return need


def conclude_need(session: Session, actor: Actor, need: Need) -> None:
    """End a held need whose every award was answered with yes."""
    begin(session, actor, need)
    _tell_all(session, actor, need, none_suitable=False)
    sourcing.match(session, actor, need)


def none_suitable(
    session: Session, actor: Actor, need_public_id: str, because: EndedBecause
) -> Need:
    """End a tender of which no offer suits: its buyer's word alone, with the reason for all."""
    need = _to_end(session, actor, need_public_id)
    if need.awarded:
        raise Refused(OutcomeRefusal.SOMETHING_AWARDED)
    begin(session, actor, need)
    _tell_all(session, actor, need, none_suitable=True)
    end(session, actor, need_public_id, ending=Ending.NONE_SUITABLE, because=because)
    return need


def _to_end(session: Session, actor: Actor, need_public_id: str) -> Need:
    need = need_for_parties(session, actor, need_public_id)
    must_be_open(session, need)
    if not may_decide(actor, need):
        raise Refused(AwardRefusal.MAY_NOT_ORDER)
    if need.state not in OPEN_STATES:
        raise Refused(OutcomeRefusal.ALREADY_ENDED)
    if any(one.state is not AwardState.ACCEPTED for one in live_awards(session, need.id)):
        raise Refused(OutcomeRefusal.AWARDS_WAIT)
    return need


def _tell_all(session: Session, actor: Actor, need: Need, *, none_suitable: bool) -> None:
    found = select(Offer).where(Offer.need_id == need.id, Offer.state.in_(OPENED))
    fresh = found.order_by(Offer.id).execution_options(populate_existing=True)
    opened = session.scalars(fresh).all()
    prices = [one.price_minor for one in opened]
    for offer in opened:
        if offer.state is OfferState.TO_READ_BACK:
            offers.lapse(session, actor, offer)  # she never said it: nothing was decided
        elif offer.state in UNDECIDED:
            _tell(session, actor, offer, need=need, prices=prices, none_suitable=none_suitable)


def _tell(
    session: Session, actor: Actor, offer: Offer, *, need: Need, prices: list[int],
    none_suitable: bool,
) -> None:  # fmt: skip
    offers.decline(session, actor, offer)
    now = clock.now()
    loss = Loss(
        public_id=ids.public_id(), offer_id=offer.id, need_id=need.id, place_id=need.place_id,
        supplier_id=offer.supplier_id, position=position(offer.price_minor, prices),
        none_suitable=none_suitable, told_at=now, standstill_until=standstill_until(now),
    )  # fmt: skip
    session.add(loss)
    session.flush()
    facts = {"offer": offer.id, "position": loss.position.value, "none_suitable": none_suitable}
    record(session, actor, verb="loss.tell", subject=loss, facts=facts)
    tell_supplier(
        session, "offer_not_chosen", offer, supplier_id=offer.supplier_id, place_id=need.place_id
    )
    coach(session, actor, offer, need=need, place=loss.position)
