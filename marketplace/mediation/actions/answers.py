"""What becomes of a reserved award: yes, no, too late, taken back; and the next best is asked."""

from sqlalchemy.orm import Session

from marketplace.assessment.actions import supersede
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM, Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.mediation.actions.awards import bid_for, check_and_reserve, step_award
from marketplace.mediation.actions.cases import may_decide
from marketplace.mediation.actions.commands import ChooseOffer
from marketplace.mediation.actions.outcomes import conclude_need
from marketplace.mediation.actions.tell import tell_buyer, tell_desk, tell_supplier
from marketplace.mediation.models import Award
from marketplace.mediation.queries.facts import (
    conflicted,
    live_awards,
    offers_in_the_run,
    proposal_open,
    terms_now,
    tried_before,
)
from marketplace.mediation.queries.load import acts_for, award_with_need, concerns, offer_by_id
from marketplace.mediation.queries.ranked import ranking_of
from marketplace.mediation.rules.lists import (
    HOLDS,
    AwardState,
    AwardVerb,
    NoReason,
    UndoReason,
)
from marketplace.mediation.rules.refusals import AwardRefusal
from marketplace.offers import actions as offers
from marketplace.people.rules.access import require
from marketplace.sourcing import actions as sourcing
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NeedState


def say_yes(session: Session, actor: Actor, award_public_id: str) -> Award:
    """Keep her yes, by herself or said to a facilitator of her place.

    Where nothing is left to award and nobody is still asked, everyone else hears the outcome.
    """
    award, need = _hers(session, actor, award_public_id)
    _answered(award, actor)
    step_award(session, actor, award, AwardVerb.ACCEPT)
    offers.accept(session, actor, offer_by_id(session, award.offer_id))
    tell_buyer(session, "award_yes", award, need)
    if need.awarded >= need.quantity and _all_said_yes(session, need):
        conclude_need(session, actor, need)
    return award


def say_no(session: Session, actor: Actor, award_public_id: str, reason: NoReason | None) -> Award:
    """Keep her no with its reason; the quantity is free and the next best is asked."""
    award, need = _hers(session, actor, award_public_id)
    _answered(award, actor)
    award.no_reason = reason
    said = None if reason is None else reason.value
    step_award(session, actor, award, AwardVerb.DECLINE, reason=said)
    _give_back(session, need, award)
    offers.take_back(session, actor, offer_by_id(session, award.offer_id).public_id)
    tell_buyer(session, "award_no", award, need)
    tell_desk(session, "award_no", award, place_id=need.place_id)
    ask_next(session, need, award)
    return award


def _hers(session: Session, actor: Actor, public_id: str) -> tuple[Award, Need]:
    award, need = award_with_need(session, public_id)
    require(acts_for(session, actor, award.supplier_id))
    if award.state is not AwardState.RESERVED or _too_late(award):
        raise Refused(WrongState.NOT_NOW)
    return award, need


def _too_late(award: Award) -> bool:
    return award.expires_at is not None and award.expires_at <= clock.now()


def _answered(award: Award, actor: Actor) -> None:
    award.answered_at, award.answered_by_id = clock.now(), actor.person_id


def _all_said_yes(session: Session, need: Need) -> bool:
    return all(one.state is AwardState.ACCEPTED for one in live_awards(session, need.id))


def _give_back(session: Session, need: Need, award: Award) -> None:
    sourcing.release(session, need.id, award.quantity)
    session.refresh(need)


def expire(session: Session, award_public_id: str) -> Award | None:
    """Let an award lapse that nobody answered in time; called by the clock, safe to repeat."""
    award, need = award_with_need(session, award_public_id)
    if award.state is not AwardState.RESERVED or not _too_late(award):
        return None
    step_award(session, SYSTEM, award, AwardVerb.EXPIRE)
    _give_back(session, need, award)
    offers.lapse(session, SYSTEM, offer_by_id(session, award.offer_id))
    tell_supplier(
        session, "award_expired", award, supplier_id=award.supplier_id, place_id=need.place_id
    )
    tell_buyer(session, "award_no", award, need)
    ask_next(session, need, award)
    return award


def ask_next(session: Session, need: Need, award: Award) -> Award | None:
    """Ask the next best for what came free, where that was agreed when the first was chosen.

    Only who is confirmed, was not asked before and owes no answer to a counter-proposal. The
    check runs for her as for anybody; above her quantity nothing is asked.
    """
    if not award.then_next or need.state is NeedState.WITHDRAWN:
        return None
    tried = tried_before(session, need.id)
    run = {one.code: one for one in offers_in_the_run(session, need.id) if one.id not in tried}
    for ranked in ranking_of(session, need.id, frozenset(run)):
        offer = run[ranked.code]
        terms, changes = terms_now(session, offer, need)
        if not proposal_open(changes):
            quantity = min(terms.quantity, award.quantity, need.quantity - need.awarded)
            command = ChooseOffer(offer=offer.public_id, quantity=quantity)
            bid = bid_for(session, need, offer, terms=terms, command=command)
            return check_and_reserve(session, SYSTEM, bid)
    return None


def undo(session: Session, actor: Actor, award_public_id: str, reason: UndoReason) -> Award:
    """Take an award back with a reason; its quantity is free, she is told.

    By the buyer, or by a facilitator without a conflict. An offer that only waited or was
    reserved may be chosen again; a need that was matched is looked at again.
    """
    award, need = award_with_need(session, award_public_id)
    require(concerns(actor, need))
    if not may_decide(actor, need):
        raise Refused(AwardRefusal.MAY_NOT_ORDER)
    if actor.person_id in conflicted(session, need.id):
        raise Refused(AwardRefusal.CONFLICT)
    before = award.state
    award.undo_reason = reason
    step_award(session, actor, award, AwardVerb.UNDO, reason=reason.value)
    if before in HOLDS:
        _give_back(session, need, award)
    _undone(session, actor, award, need, before=before)
    tell_supplier(
        session, "award_undone", award, supplier_id=award.supplier_id, place_id=need.place_id
    )
    return award


def _undone(
    session: Session, actor: Actor, award: Award, need: Need, *, before: AwardState
) -> None:
    if before is AwardState.ACCEPTED:
        offers.unaward(session, actor, offer_by_id(session, award.offer_id))
    if before is AwardState.WAITING:
        _lay_aside(session, actor, award)
    if need.state is NeedState.MATCHED:
        sourcing.reopen(session, actor, need)
        sourcing.close(session, actor, need)


def _lay_aside(session: Session, actor: Actor, award: Award) -> None:
    row = session.get(Assessment, award.assessment_id)
    if row is None:
        raise NotFound
    if row.state is AssessmentState.WAITING:
        supersede(session, actor, row)
