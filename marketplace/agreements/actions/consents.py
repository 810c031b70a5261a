"""Yes and no of both sides to one version, notice, and the end."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.agreed_check import end_version, look_again
from marketplace.agreements.actions.tell import tell_agreement
from marketplace.agreements.models import Agreement, AgreementConsent, AgreementVersion
from marketplace.agreements.queries.agreed_load import OPEN, hold_agreement, version_in
from marketplace.agreements.queries.load import zone_of
from marketplace.agreements.rules.agreed_lists import (
    AGREEMENT,
    VERSION,
    AgreementState,
    AgreementVerb,
    ConsentHow,
    EndReason,
    RefuseWhy,
    Side,
    VersionState,
    VersionVerb,
)
from marketplace.agreements.rules.agreed_refusals import AgreementRefusal
from marketplace.agreements.rules.call_offs import last_day_of
from marketplace.agreements.rules.days import local_day
from marketplace.agreements.rules.told import Told
from marketplace.db import held
from marketplace.journal.actions import record, step
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused, StaleEdit
from marketplace.kernel.states import WrongState
from marketplace.mediation.models import Award
from marketplace.mediation.rules.lists import AwardState
from marketplace.people.models import Supplier
from marketplace.people.rules.access import (
    has_right,
    reaches_operator,
    reaches_place,
    reaches_supplier,
)
from marketplace.people.rules.private import PrivateRefusal, is_shared

WITNESSED = frozenset({ConsentHow.WITNESSED_THUMB, ConsentHow.WITNESSED_VOICE})


@dataclass(frozen=True, slots=True, kw_only=True)
class SayYes:
    """One side's yes to the version whose number the person saw or heard.

    ``alone``: before it was said aloud, she was asked whether anyone is with her.
    """

    agreement: str
    number: int
    how: ConsentHow
    alone: bool = False


def say_yes(session: Session, actor: Actor, command: SayYes) -> Agreement:
    """Take a yes; when both sides said it, the version binds from now on.

    A buyer who may order says it signed in; a supplier with her picture code, or before the
    facilitator, who is then the witness. Saying it twice is one yes. Raises ``Refused``:
    ``NOT_YOUR_SIDE``, ``NOT_NOW`` where the terms are back at the desk because a reading got
    worse since the signature, ``StaleEdit`` where the version is another one by now,
    ``NOT_ALONE`` for a yes aloud at a phone others hold before she was asked.
    """
    agreement = hold_agreement(session, actor, command.agreement)
    side = _side(actor, agreement, command.how)
    if command.how is ConsentHow.WITNESSED_VOICE and not command.alone:
        _require_alone(session, agreement)
    version = version_in(session, agreement.id, *OPEN)
    if version is None:
        return _said_already(session, agreement, side=side, number=command.number)
    if version.number != command.number:
        raise StaleEdit
    if version.state is not VersionState.CHECKED or not _still_awarded(session, agreement):
        raise Refused(WrongState.NOT_NOW)
    _keep(session, actor, version, side=side, how=command.how)
    if len(_sides(session, version)) == len(Side):
        _bind(session, actor, agreement, version)
    return agreement


def _require_alone(session: Session, agreement: Agreement) -> None:
    phone = session.get_one(Supplier, agreement.supplier_id).phone_arrangement
    if is_shared(phone):
        raise Refused(PrivateRefusal.NOT_ALONE, field="alone")


def _still_awarded(session: Session, agreement: Agreement) -> bool:
    """What an award was taken back from binds nobody any more."""
    if agreement.award_id is None:
        return True
    return session.get_one(Award, agreement.award_id).state is AwardState.ACCEPTED


def _side(actor: Actor, agreement: Agreement, how: ConsentHow) -> Side:
    if how is ConsentHow.SIGNED_IN and reaches_operator(actor, agreement.operator_id):
        if not has_right(actor, "may_order", agreement.operator_id):
            raise Refused(AgreementRefusal.BUYER_NOT_ALLOWED)
        return Side.OPERATOR
    hers = reaches_supplier(actor, agreement.supplier_id) and actor.code_proved
    if how is ConsentHow.PICTURE_CODE and hers:
        return Side.SUPPLIER
    if how in WITNESSED and reaches_place(actor, agreement.place_id):
        return Side.SUPPLIER
    raise Refused(AgreementRefusal.NOT_YOUR_SIDE)


def _said_already(session: Session, agreement: Agreement, *, side: Side, number: int) -> Agreement:
    agreed = version_in(session, agreement.id, VersionState.AGREED)
    if agreed is None or agreed.number != number or side not in _sides(session, agreed):
        raise Refused(WrongState.NOT_NOW)
    return agreement


def _keep(
    session: Session, actor: Actor, version: AgreementVersion, *, side: Side, how: ConsentHow
) -> None:
    if side in _sides(session, version):
        return
    witnessed = how in WITNESSED
    row = AgreementConsent(
        version_id=version.id, side=side, how=how,
        person_id=None if witnessed else actor.person_id,
        witness_id=actor.person_id if witnessed else None, at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"version": version.id, "side": side.value, "how": how.value}
    record(session, actor, verb="agreement_consent.give", subject=row, facts=facts)


def _sides(session: Session, version: AgreementVersion) -> set[Side]:
    found = select(AgreementConsent.side).where(AgreementConsent.version_id == version.id)
    return set(session.scalars(found))


def _bind(session: Session, actor: Actor, agreement: Agreement, version: AgreementVersion) -> None:
    if look_again(session, actor, agreement, version):
        return
    old = version_in(session, agreement.id, VersionState.AGREED)
    if old is not None:
        step(session, actor, old, machine=VERSION, verb=VersionVerb.SUPERSEDE)
        session.flush()
    version.agreed_at = clock.now()
    step(session, actor, version, machine=VERSION, verb=VersionVerb.AGREE)
    agreement.version += 1
    if agreement.state is AgreementState.OFFERED:
        step(session, actor, agreement, machine=AGREEMENT, verb=AgreementVerb.AGREE)
    tell_agreement(session, Told.AGREEMENT_AGREED, agreement)


def bind_if_said(session: Session, actor: Actor, agreement: Agreement) -> None:
    """After a second signature: if both sides had said yes to these terms, they bind now."""
    version = version_in(session, agreement.id, VersionState.CHECKED)
    if version is not None and len(_sides(session, version)) == len(Side):
        _bind(session, actor, agreement, version)


def say_no(
    session: Session, actor: Actor, public_id: str, *, number: int, why: RefuseWhy
) -> Agreement:
    """Take one side's no to a version, with its picked reason; what is agreed goes on as it is."""
    agreement = hold_agreement(session, actor, public_id)
    version = version_in(session, agreement.id, *OPEN)
    if version is None:
        raise Refused(WrongState.NOT_NOW)
    if version.number != number:
        raise StaleEdit
    version.refused_by = _own_side(actor, agreement)
    return end_version(session, actor, version, why)


def _own_side(actor: Actor, agreement: Agreement) -> Side:
    """A facilitator speaks for the supplier who has her on the phone."""
    return Side.OPERATOR if reaches_operator(actor, agreement.operator_id) else Side.SUPPLIER


def give_notice(session: Session, actor: Actor, public_id: str, *, version: int) -> Agreement:
    """Give notice: orders go on until the agreed days are over, then it ends.

    By either side, without a reason; raises ``StaleEdit`` where the agreement moved on.
    """
    agreement = hold_agreement(session, actor, public_id)
    if agreement.version != version:
        raise StaleEdit
    agreed = version_in(session, agreement.id, VersionState.AGREED)
    if agreed is None:
        raise Refused(WrongState.NOT_NOW)
    _lay_open_aside(session, actor, agreement)
    today = local_day(clock.now(), zone_of(session, agreement.destination_id))
    agreement.notice_by = _own_side(actor, agreement)
    agreement.ends_on = min(agreed.ends_on, today + timedelta(days=agreed.notice_days))
    agreement.version += 1
    step(session, actor, agreement, machine=AGREEMENT, verb=AgreementVerb.GIVE_NOTICE)
    tell_agreement(session, Told.AGREEMENT_NOTICE, agreement)
    return agreement


def _lay_open_aside(session: Session, actor: Actor, agreement: Agreement) -> None:
    version = version_in(session, agreement.id, *OPEN)
    if version is not None:
        end_version(session, actor, version, RefuseWhy.NOT_NOW)


def end_due(session: Session, actor: Actor, agreement_id: int) -> Agreement | None:
    """End an agreement whose last day is over; nothing where it still runs."""
    agreement = held(session, select(Agreement).where(Agreement.id == agreement_id))
    agreed = version_in(session, agreement.id, VersionState.AGREED)
    today = local_day(clock.now(), zone_of(session, agreement.destination_id))
    living = agreement.state in (AgreementState.IN_FORCE, AgreementState.NOTICE)
    if not living or agreed is None or today <= last_day_of(agreed.ends_on, agreement.ends_on):
        return None
    _lay_open_aside(session, actor, agreement)
    return _end(session, actor, agreement, _why_over(agreement))


def _why_over(agreement: Agreement) -> EndReason:
    by = {Side.OPERATOR: EndReason.NOTICE_OPERATOR, Side.SUPPLIER: EndReason.NOTICE_SUPPLIER}
    return EndReason.DATE if agreement.notice_by is None else by[agreement.notice_by]


def _end(session: Session, actor: Actor, agreement: Agreement, reason: EndReason) -> Agreement:
    agreement.end_reason = reason
    agreement.version += 1
    facts = {"reason": reason.value}
    step(session, actor, agreement, machine=AGREEMENT, verb=AgreementVerb.END, facts=facts)
    tell_agreement(session, Told.AGREEMENT_ENDED, agreement)
    return agreement


def stop_now(session: Session, actor: Actor, public_id: str) -> Agreement:
    """End an agreement at once: something was found that nobody may override (A7)."""
    agreement = hold_agreement(session, actor, public_id)
    if not reaches_place(actor, agreement.place_id):
        raise Refused(AgreementRefusal.NOT_YOUR_SIDE)
    _lay_open_aside(session, actor, agreement)
    agreement.stopped_at = clock.now()
    return _end(session, actor, agreement, EndReason.STOPPED)
