"""Awarding: the check runs, a signature reserves, the supplier says yes or no, the next is asked.

Promise P3 is kept by ``sourcing.actions.reserve``; an award that waits for a signature holds
nothing. Whoever decides anything holds the need first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from marketplace.assessment.actions import Purchase, check_purchase, supersede
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.journal.actions import record, step
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.mediation.actions.cases import begin, may_decide
from marketplace.mediation.actions.commands import ChooseOffer
from marketplace.mediation.actions.tell import tell_desk, tell_supplier
from marketplace.mediation.models import Award, MediationCase
from marketplace.mediation.queries.facts import (
    acted,
    conflicted,
    live_awards,
    proposal_open,
    terms_now,
)
from marketplace.mediation.queries.load import (
    concerns,
    ground_of,
    offer_by_id,
    offer_with_need,
    order_limit,
    tender_of,
)
from marketplace.mediation.rules.lists import AWARD, AwardState, AwardVerb, UndoReason
from marketplace.mediation.rules.proposals import Terms
from marketplace.mediation.rules.refusals import (
    AwardRefusal,
    Choosing,
    award_refusals,
    signer_refusals,
)
from marketplace.mediation.rules.times import answer_by, deliveries_between
from marketplace.offers import actions as offers
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import OfferState
from marketplace.people.rules.access import reaches_operator, require
from marketplace.sourcing import actions as sourcing
from marketplace.sourcing.actions.awards import OPEN_STATES
from marketplace.sourcing.models import Need
from marketplace.sourcing.queries.sealing import seal_of_id


@dataclass(frozen=True, slots=True)
class Bid:
    """What would be awarded of what, at which terms."""

    need: Need
    offer: Offer
    terms: Terms
    quantity: int
    deliveries: int
    then_next: bool

    @property
    def value_minor(self) -> int:
        """What all its deliveries are worth."""
        return self.quantity * self.terms.price_minor * self.deliveries


def choose(session: Session, actor: Actor, command: ChooseOffer) -> Award:
    """Award a quantity of an offer: reserved at once where the check is cleared, else it waits.

    Raises ``Refused``: every ``AwardRefusal`` that applies; ``NotFound`` for who is no party.
    """
    offer, need = offer_with_need(session, command.offer)
    require(concerns(actor, need))
    terms, changes = terms_now(session, offer, need)
    bid = bid_for(session, need, offer, terms=terms, command=command)
    limit = order_limit(session, actor, need.operator_id)
    Refused.unless_empty(
        award_refusals(
            Choosing(
                opened=seal_of_id(session, need.id).open and need.state in OPEN_STATES,
                confirmed=offer.state is not OfferState.TO_READ_BACK,
                awarded_before=not _free(session, offer),
                proposal_open=proposal_open(changes),
                conflicted=actor.person_id in conflicted(session, need.id),
                may_order=may_decide(actor, need), quantity=bid.quantity,
                offered=terms.quantity, remaining=need.quantity - need.awarded,
                value_minor=bid.value_minor,
                limit_minor=limit if reaches_operator(actor, need.operator_id) else None,
            )
        )
    )  # fmt: skip
    return check_and_reserve(session, actor, bid)


def choose_mix(
    session: Session, actor: Actor, commands: Sequence[ChooseOffer]
) -> tuple[Award, ...]:
    """Award a mix of part offers, all of it or nothing; raises what ``choose`` raises."""
    if not commands:
        raise Refused(AwardRefusal.QUANTITY_ZERO)
    return tuple(choose(session, actor, command) for command in commands)


def bid_for(
    session: Session, need: Need, offer: Offer, *, terms: Terms, command: ChooseOffer
) -> Bid:
    """Work out how often it would be delivered, and so what it is worth."""
    tender = tender_of(session, need.id)
    days = 0 if tender is None else tender.weekdays
    until = None if tender is None else tender.repeat_until
    times = deliveries_between(terms.deliver_on, until, weekdays=days)
    return Bid(need, offer, terms, command.quantity, times, command.then_next)


def _free(session: Session, offer: Offer) -> bool:
    undecided = (OfferState.SUBMITTED, OfferState.WAITING_AT_DESK, OfferState.TO_READ_BACK)
    live = {award.offer_id for award in live_awards(session, offer.need_id)}
    return offer.state in undecided and offer.id not in live


def check_and_reserve(session: Session, actor: Actor, bid: Bid) -> Award:
    """Run the check on a bid, make the award, and reserve where a clearance signs for it."""
    case = begin(session, actor, bid.need)
    purchase = Purchase(
        bid.need.id, bid.offer.supplier_id, bid.offer.id, bid.quantity, bid.terms.price_minor
    )
    assessment = check_purchase(session, actor, purchase)
    award = _new(actor, case, bid, assessment)
    session.add(award)
    session.flush()
    facts = {"to": award.state.value, "offer": bid.offer.id, "assessment": assessment.id}
    record(session, actor, verb="award.make", subject=award, facts=facts)
    if assessment.state is not AssessmentState.CLEARED:
        _wait_at_desk(session, actor, bid)
    elif not reserve(session, actor, award, bid.need):
        raise Refused(AwardRefusal.NOTHING_LEFT)
    return award


def _new(actor: Actor, case: MediationCase, bid: Bid, assessment: Assessment) -> Award:
    return Award(
        public_id=ids.public_id(), case_id=case.id, need_id=bid.need.id, offer_id=bid.offer.id,
        supplier_id=bid.offer.supplier_id, operator_id=bid.need.operator_id,
        assessment_id=assessment.id, state=AwardState.WAITING, quantity=bid.quantity,
        price_minor=bid.terms.price_minor, currency=bid.offer.currency,
        deliveries=bid.deliveries, value_minor=bid.value_minor, starts_on=bid.terms.deliver_on,
        bringing=bid.terms.bringing, then_next=bid.then_next, made_by_id=actor.person_id,
        made_at=clock.now(),
    )  # fmt: skip


def _wait_at_desk(session: Session, actor: Actor, bid: Bid) -> None:
    offer, place_id = bid.offer, bid.need.place_id
    if offer.state is OfferState.SUBMITTED:
        offers.hold(session, actor, offer)
    tell_supplier(session, "offer_held", offer, supplier_id=offer.supplier_id, place_id=place_id)
    tell_desk(session, "purchase_waits", offer, place_id=place_id)


def reserve(session: Session, actor: Actor, award: Award, need: Need) -> bool:
    """Reserve an award's quantity and ask its supplier; false where so much is not left."""
    if not sourcing.reserve(session, need.id, award.quantity):
        return False
    session.refresh(need)
    award.expires_at = answer_by(clock.now(), perishable=ground_of(session, need).perishable)
    step_award(session, actor, award, AwardVerb.RESERVE)
    tell_supplier(
        session, "award_offered", award, supplier_id=award.supplier_id, place_id=need.place_id
    )
    return True


def step_award(
    session: Session, actor: Actor, award: Award, verb: AwardVerb, *, reason: str | None = None
) -> None:
    """Move an award along its life: one journal row, and the case has an event."""
    facts = {} if reason is None else {"reason": reason}
    step(session, actor, award, machine=AWARD, verb=verb, facts=facts)
    award.version += 1
    session.get_one(MediationCase, award.case_id).last_event_at = clock.now()


def after_signature(session: Session, actor: Actor, assessment: Assessment) -> Award | None:
    """Reserve what waited for this signature.

    Raises ``Refused`` (``CONFLICT``, ``SECOND_PERSON``) where this person may not sign here, so
    that the signature is not kept either. None where nothing waits, or so much is not left.
    """
    waiting = _waiting_for(session, assessment)
    if waiting is None:
        supersede(session, actor, assessment)
        return None
    award, need = waiting
    above = award.value_minor > ground_of(session, need).ceiling_minor
    Refused.unless_empty(
        signer_refusals(
            actor.person_id, conflicted=conflicted(session, need.id), acted=acted(session, award),
            above_ceiling=above,
        )
    )  # fmt: skip
    offer = offer_by_id(session, award.offer_id)
    waits = offer.state is OfferState.WAITING_AT_DESK  # not taken back, nor lapsed meanwhile
    if waits and reserve(session, actor, award, need):
        return award
    award.undo_reason = UndoReason.NOTHING_LEFT
    step_award(session, actor, award, AwardVerb.UNDO, reason=UndoReason.NOTHING_LEFT.value)
    supersede(session, actor, assessment)
    return None


def after_refusal(session: Session, actor: Actor, assessment: Assessment) -> Award | None:
    """End what waited for this check: the offer is told by who refused it."""
    waiting = _waiting_for(session, assessment)
    if waiting is None:
        return None
    step_award(session, actor, waiting[0], AwardVerb.REFUSE)
    return waiting[0]


def _waiting_for(session: Session, assessment: Assessment) -> tuple[Award, Need] | None:
    """The caller holds the need already."""
    if assessment.need_id is None:
        return None
    for award in live_awards(session, assessment.need_id):
        if award.assessment_id == assessment.id and award.state is AwardState.WAITING:
            return award, session.get_one(Need, award.need_id)
    return None
