"""What a person decides beside rotation: the buyer's choice, the desk's signature or refusal."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.agreed_check import refused, signed
from marketplace.agreements.actions.consents import bind_if_said
from marketplace.agreements.actions.needs import SEARCHING, remaining
from marketplace.agreements.actions.place import Placing, place_order
from marketplace.agreements.actions.renewing import renewed
from marketplace.agreements.actions.settle import (
    hold,
    order_offer,
    settle,
    turn_one_away,
    wind_up,
)
from marketplace.agreements.models import Order
from marketplace.agreements.queries.load import (
    lock_need,
    order_limit,
    require_right,
    zone_of,
)
from marketplace.agreements.rules.days import local_day
from marketplace.agreements.rules.lists import OrderOrigin
from marketplace.agreements.rules.refusals import OrderRefusal, ordering_refusals
from marketplace.assessment.actions import Purchase, check_purchase, supersede
from marketplace.assessment.models import Assessment
from marketplace.assessment.queries.stored import assessment_at_desk, facts_of
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.mediation import actions as mediation
from marketplace.offers.models import Offer
from marketplace.offers.queries.low import offer_awaits_call
from marketplace.offers.rules.lists import DeclineReason, OfferState
from marketplace.people.rules.access import reaches_operator, require
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import Lane


def accept_offer(session: Session, actor: Actor, offer_public_id: str) -> Order | None:
    """Accept an offer at another price, or to a need with an open price: the buyer's choice.

    The same check runs; the order comes back, or none where the purchase waits at the desk.
    Raises ``Refused``: ``OrderRefusal``, or ``WrongState`` where need or offer is over.
    """
    offer, need = _offer_and_need(session, actor, offer_public_id)
    if need.lane is Lane.TENDER:
        raise Refused(WrongState.NOT_NOW)  # a tender is awarded after its opening, signed
    if offer.state is OfferState.TO_READ_BACK:
        raise Refused(OrderRefusal.NOT_CONFIRMED_BY_HER)
    if offer_awaits_call(session, offer.id):
        raise Refused(OrderRefusal.WAITS_FOR_A_CALL)
    if need.price_minor is not None and offer.at_asked_price:
        raise Refused(OrderRefusal.ROTATION_DECIDES)  # else the buyer would choose by speed
    if need.state not in SEARCHING or offer.state is not OfferState.SUBMITTED:
        raise Refused(WrongState.NOT_NOW)
    quantity = min(offer.quantity, remaining(need))
    refuse_buyer(session, actor, need, value_minor=quantity * offer.price_minor)
    purchase = Purchase(need.id, offer.supplier_id, offer.id, quantity, offer.price_minor)
    assessment = check_purchase(session, actor, purchase)
    if assessment.state is not AssessmentState.CLEARED:
        hold(session, actor, offer, need)
        return None
    order = order_offer(session, actor, need, offer, assessment)
    _go_on(session, actor, need)
    return order


def _offer_and_need(session: Session, actor: Actor, public_id: str) -> tuple[Offer, Need]:
    """The need is held before its offer is read, as taking back does: nobody deadlocks."""
    need_id = session.scalar(select(Offer.need_id).where(Offer.public_id == public_id))
    if need_id is None:
        raise NotFound
    need = lock_need(session, need_id)
    require(reaches_operator(actor, need.operator_id))
    fresh = select(Offer).where(Offer.public_id == public_id)
    offer = session.scalars(fresh.execution_options(populate_existing=True)).one()
    return offer, need


def refuse_buyer(
    session: Session, actor: Actor, need: Need, *, value_minor: int, day: date | None = None
) -> None:
    """Raise ``Refused`` where this person may not order so much, or for such a day."""
    require_right(actor, need.operator_id, OrderRefusal.MAY_NOT_ORDER)
    today = local_day(clock.now(), zone_of(session, need.destination_id))
    limit = order_limit(session, actor, need.operator_id)
    Refused.unless_empty(
        ordering_refusals(
            value_minor=value_minor,
            limit_minor=limit,
            deliver_on=day or need.deliver_on,
            today=today,
        )
    )  # fmt: skip


def _go_on(session: Session, actor: Actor, need: Need) -> None:
    if remaining(need):
        settle(session, actor, need.id)
    else:
        wind_up(session, actor, need)


def after_signature(session: Session, actor: Actor, assessment_public_id: str) -> Order | None:
    """Place the order that waited for a signature, as far as quantity remains.

    Returns none where the rest went to others meanwhile: then she hears so and the assessment
    is laid aside. A signed proposal orders nothing by itself.
    """
    assessment = assessment_at_desk(session, actor, assessment_public_id)
    if assessment.state is not AssessmentState.SIGNED:
        raise Refused(WrongState.NOT_NOW)
    if _orders_nothing(session, actor, assessment) or assessment.need_id is None:
        return None
    need = lock_need(session, assessment.need_id)
    if need.lane is Lane.TENDER:
        mediation.after_signature(session, actor, assessment)
        return None  # a tender is reserved, and ordered from its agreement
    if assessment.offer_id is None:
        return _order_again(session, actor, need, assessment)
    offer = session.get_one(Offer, assessment.offer_id)
    if offer.state is OfferState.ACCEPTED:
        return None  # a linkage that is traded already was signed anew
    if offer.state is not OfferState.WAITING_AT_DESK:
        supersede(session, actor, assessment)
        return None
    if need.state not in SEARCHING or not remaining(need):
        filled = DeclineReason.FILLED_BY_ROTATION
        turn_one_away(session, actor, offer, need=need, reason=filled)
        supersede(session, actor, assessment)
        return None
    order = order_offer(session, actor, need, offer, assessment)
    _go_on(session, actor, need)
    return order


def _orders_nothing(session: Session, actor: Actor, assessment: Assessment) -> bool:
    """Terms for longer ask both sides now, or bind if both said yes before; a proposal is put."""
    agreement = signed(session, actor, assessment) or renewed(session, actor, assessment)
    if agreement is not None:
        bind_if_said(session, actor, agreement)
        return True
    return mediation.proposal_signed(session, actor, assessment)


def _order_again(
    session: Session, actor: Actor, need: Need, assessment: Assessment
) -> Order | None:
    facts = facts_of(session, assessment.id)
    quantity = min(int(str(facts["offer.quantity"].value)), remaining(need))
    if need.state not in SEARCHING or not quantity or need.price_minor is None:
        supersede(session, actor, assessment)
        return None
    placing = Placing(need, assessment, quantity, need.price_minor, OrderOrigin.AGAIN)
    order = place_order(session, actor, placing)
    _go_on(session, actor, need)
    return order


def after_refusal(session: Session, actor: Actor, assessment_public_id: str) -> None:
    """Tell her that the linkage was refused, and let the search go on."""
    assessment = assessment_at_desk(session, actor, assessment_public_id)
    if assessment.state is not AssessmentState.REFUSED:
        raise Refused(WrongState.NOT_NOW)
    if refused(session, actor, assessment):
        return
    if assessment.need_id is None:
        mediation.proposal_refused(session, actor, assessment)
        return
    need = lock_need(session, assessment.need_id)
    if need.lane is Lane.TENDER:
        mediation.after_refusal(session, actor, assessment)
    if assessment.offer_id is not None:
        offer = session.get_one(Offer, assessment.offer_id)
        if offer.state is OfferState.WAITING_AT_DESK:
            reason = DeclineReason.NOT_AS_A_LINKAGE
            turn_one_away(session, actor, offer, need=need, reason=reason)
    settle(session, actor, need.id)
