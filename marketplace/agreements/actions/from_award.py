"""What grows from an award: written terms where it repeats, one order where it does not."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.agreed_check import (
    end_version,
    freeze,
    is_signed,
    offer_to_both,
    put_to_check,
)
from marketplace.agreements.actions.choose import refuse_buyer
from marketplace.agreements.actions.place import Placing, place_order
from marketplace.agreements.actions.write_terms import (
    add_first,
    new_agreement,
    person_of,
    refuse_second,
    refuse_terms,
    require_writer,
)
from marketplace.agreements.models import Agreement, AgreementVersion, Order
from marketplace.agreements.queries.agreed_load import OPEN, version_in
from marketplace.agreements.queries.awarded import Awarded, awarded
from marketplace.agreements.rules.agreed_lists import AgreementState, RefuseWhy, Stage
from marketplace.agreements.rules.agreed_refusals import AgreementRefusal
from marketplace.agreements.rules.agreed_terms import Terms
from marketplace.agreements.rules.awarded import (
    LIVING,
    AwardStep,
    goes_beyond,
    inside_signature,
)
from marketplace.agreements.rules.lists import OrderOrigin
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.journal import keys
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.mediation import actions as mediation
from marketplace.mediation.models import Award
from marketplace.mediation.queries.facts import conflicted
from marketplace.mediation.queries.load import award_with_need
from marketplace.mediation.rules.lists import UndoReason
from marketplace.people.rules.access import reaches_operator, require
from marketplace.sourcing.models import Need

_BOUND = (AgreementState.IN_FORCE, AgreementState.NOTICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteFromAward:
    """Terms for what was awarded; the key makes two equal sends one."""

    award: str
    terms: Terms
    client_key: str


def write_from_award(session: Session, actor: Actor, command: WriteFromAward) -> Agreement:
    """Write an agreement's first terms out of an award, once everybody else was heard.

    By the buyer who may order, or a facilitator of the place without a conflict. Where the
    award's signature says all of it already, both sides are asked at once; else the terms go to
    the desk. Raises ``Refused`` with ``AgreementRefusal`` or ``TermsRefusal``.
    """
    person_id = person_of(actor)
    request = (command.award, repr(command.terms))
    receipt = keys.seen_before(session, person_id, command.client_key, request)
    if receipt is not None:
        return session.scalars(select(Agreement).where(Agreement.public_id == receipt)).one()
    row, need = award_with_need(session, command.award)
    found = _grows(session, actor, row, need=need, into=AwardStep.WRITE)
    refuse_second(session, need, row.supplier_id)
    refuse_terms(session, need, row.supplier_id, command.terms, reached=Stage.REPEAT)
    if goes_beyond(command.terms, found.terms):
        raise Refused(AgreementRefusal.BEYOND_THE_AWARD)
    agreement = new_agreement(
        session, need, supplier_id=row.supplier_id, currency=row.currency, person_id=person_id,
        award_id=row.id,
    )  # fmt: skip
    version = add_first(session, actor, agreement, command.terms)
    _check(session, actor, agreement, version, found=found, terms=command.terms)
    keys.remember(
        session, person_id, command.client_key, request=request, receipt=agreement.public_id
    )
    return agreement


def _grows(session: Session, actor: Actor, row: Award, *, need: Need, into: AwardStep) -> Awarded:
    """Raise where this person may not write, or this is not the award's next step."""
    require_writer(actor, operator_id=need.operator_id, place_id=need.place_id)
    if actor.person_id in conflicted(session, need.id):
        raise Refused(AgreementRefusal.CONFLICT)
    found = awarded(session, actor, row.public_id)
    if found.step is not into:
        live = found.way.agreement in LIVING or found.way.ordered
        raise Refused(AgreementRefusal.ALREADY_LIVE if live else AgreementRefusal.NOT_YET)
    return found


def _check(
    session: Session, actor: Actor, agreement: Agreement, version: AgreementVersion, *,
    found: Awarded, terms: Terms,
) -> None:  # fmt: skip
    """Carry the award's conditions over; ask for a new signature only where it says less."""
    behind = session.get_one(Assessment, found.award.assessment_id)
    version.assessment_id = behind.id
    signed = behind.state is AssessmentState.SIGNED and is_signed(session, version)
    if signed and inside_signature(terms, found.terms):
        offer_to_both(session, actor, agreement, version, assessment=behind)
        return
    freeze(session, version, behind)
    put_to_check(session, actor, agreement, version, terms=terms)


def order_award(session: Session, actor: Actor, public_id: str) -> Order:
    """Order what was awarded for one day; asked twice it is one order.

    By the buyer who may order so much. Raises ``Refused``: ``NOT_YET`` before everybody else
    was heard, or what ordering refuses.
    """
    row, need = award_with_need(session, public_id)
    require(reaches_operator(actor, need.operator_id))
    known = session.scalars(select(Order).where(Order.offer_id == row.offer_id)).one_or_none()
    if known is not None:
        return known
    _grows(session, actor, row, need=need, into=AwardStep.ORDER)
    refuse_buyer(session, actor, need, value_minor=row.value_minor, day=row.starts_on)
    placing = Placing(
        need, session.get_one(Assessment, row.assessment_id), row.quantity, row.price_minor,
        OrderOrigin.OFFER, row.offer_id, reserved=True, deliver_on=row.starts_on,
    )  # fmt: skip
    return place_order(session, actor, placing)


def undo_award(session: Session, actor: Actor, public_id: str, reason: UndoReason) -> Award:
    """Take an award back, and with it terms that bind nobody yet.

    Raises ``Refused(AWARD_IS_LIVED)`` where an agreement is in force or something was ordered:
    those end in their own way.
    """
    row = mediation.undo(session, actor, public_id, reason)
    if session.scalar(select(Order.id).where(Order.offer_id == row.offer_id)) is not None:
        raise Refused(AgreementRefusal.AWARD_IS_LIVED)
    for agreement in session.scalars(select(Agreement).where(Agreement.award_id == row.id)).all():
        if agreement.state in _BOUND:
            raise Refused(AgreementRefusal.AWARD_IS_LIVED)
        version = version_in(session, agreement.id, *OPEN)
        if version is not None:
            end_version(session, actor, version, RefuseWhy.NOT_NOW)
    return row
