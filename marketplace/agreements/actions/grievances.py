"""Grievances: raised by anybody, taken up within two days by somebody who is no party, ended.

What somebody wrote stays with the handler: the other side reads what the handler tells it.
"""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.grievance_ground import Ground, ground_of, today_in
from marketplace.agreements.actions.tell import tell_desk, tell_operator, tell_supplier
from marketplace.agreements.models import Delivery, Grievance, GrievanceEvidence
from marketplace.agreements.queries.grievance_load import (
    at_desk,
    held,
    of_buyer,
    of_supplier,
    parties,
    readable,
    who_reads_helpers,
    with_key,
)
from marketplace.agreements.rules import grievances as rules
from marketplace.agreements.rules.grievances import (
    GRIEVANCE,
    EvidenceKind,
    GrievanceRefusal,
    GrievanceState,
    GrievanceVerb,
    Raiser,
    Whom,
)
from marketplace.agreements.rules.grieving import AddEvidence, Close, Raise, TakeUp
from marketplace.agreements.rules.told import Told
from marketplace.journal.actions import record, step
from marketplace.journal.keys import hold
from marketplace.journal.outbox import EMAIL, Message, post
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor, Hand, Role
from marketplace.kernel.refused import Refused
from marketplace.kernel.states import WrongState
from marketplace.kernel.text import tidy


def raise_grievance(session: Session, actor: Actor, command: Raise) -> Grievance:
    """Write a grievance down: by her who has it, by a facilitator for her, or without a name.

    The delivery note of its order lies on the table from the start. Raises
    ``Refused(GrievanceRefusal)``; ``NotFound`` for an order or supplier out of reach.
    """
    hold(session, "grievance", command.client_key)
    before = with_key(session, actor, command.client_key)
    if before is not None:
        return before
    words, find_me = _text(command.words), _text(command.find_me, most=200)
    ground = ground_of(session, actor, command)
    if command.side is Raiser.ANYBODY:
        _refuse_flood(session, ground.place_id)
        if words is None:
            raise Refused(GrievanceRefusal.WORDS_MISSING)
    row = _written(actor, command, ground)
    row.words, row.find_me = words, find_me
    session.add(row)
    session.flush()
    facts = {"to": row.state.value, "kind": row.kind.value, "whom": row.whom.value}
    record(session, actor, verb="grievance.raise", subject=row, facts=facts)
    _lay_note(session, actor, row)
    _tell_handlers(session, row)
    return row


def _text(words: str, *, most: int = rules.MOST_WORDS) -> str | None:
    clean = tidy(words).strip()
    if len(clean) > most:
        raise Refused(GrievanceRefusal.TOO_LONG)
    return clean or None


def _refuse_flood(session: Session, place_id: int) -> None:
    since = clock.now() - timedelta(days=1)
    many = select(func.count()).where(
        Grievance.place_id == place_id, Grievance.side == Raiser.ANYBODY,
        Grievance.raised_at > since,
    )  # fmt: skip
    if (session.scalar(many) or 0) >= rules.ANYBODYS_A_DAY:
        raise Refused(GrievanceRefusal.TOO_MANY)


def _written(actor: Actor, command: Raise, ground: Ground) -> Grievance:
    now = clock.now()
    return Grievance(
        public_id=ids.public_id(), code=ids.short_code(), client_key=command.client_key,
        state=GrievanceState.RAISED, kind=command.kind, side=command.side, whom=command.whom,
        hand=Hand.FACILITATOR if actor.has(Role.FACILITATOR) else Hand.HERSELF,
        place_id=ground.place_id, supplier_id=ground.supplier_id,
        operator_id=ground.operator_id, order_id=ground.order_id, about_person_id=command.person,
        raised_by_id=ground.person_id, raised_at=now, acknowledge_by=rules.acknowledge_by(now),
        wants_call=command.wants_call,
    )  # fmt: skip


def _lay_note(session: Session, actor: Actor, row: Grievance) -> None:
    note = session.scalar(select(Delivery.id).where(Delivery.order_id == row.order_id))
    if note is not None:
        _lay(session, actor, row, EvidenceKind.DELIVERY_NOTE, delivery_id=note)


def _lay(
    session: Session, actor: Actor, row: Grievance, kind: EvidenceKind, *,
    delivery_id: int | None = None, words: str | None = None, file: str | None = None,
) -> GrievanceEvidence:  # fmt: skip
    laid = GrievanceEvidence(
        grievance_id=row.id, kind=kind, side=_side(actor), delivery_id=delivery_id, words=words,
        file=file, added_by_id=actor.person_id, at=clock.now(),
    )  # fmt: skip
    session.add(laid)
    session.flush()
    facts = {"grievance": row.id, "kind": kind.value}
    record(session, actor, verb="grievance_evidence.lay", subject=laid, facts=facts)
    return laid


def _side(actor: Actor) -> Raiser | None:
    if actor.has(Role.FACILITATOR):
        return None
    if actor.operator_ids:
        return Raiser.BUYER
    return Raiser.SUPPLIER if actor.supplier_ids else Raiser.ANYBODY


def _tell_handlers(session: Session, row: Grievance) -> None:
    """Tell the desk of the place; of a helper only those who do not work beside her."""
    if row.whom is not Whom.HELPER:
        tell_desk(session, Told.GRIEVANCE_RAISED, row, place_id=row.place_id)
        return
    told = [one for one in who_reads_helpers(session, row.place_id) if one != row.about_person_id]
    _mail(session, Told.GRIEVANCE_RAISED, row, told)


def _mail(session: Session, told: Told, row: Grievance, persons: Iterable[int]) -> None:
    post(session, [
        Message(kind=told.value, subject_type=row.__tablename__, subject_id=row.id,
                channel=EMAIL, to_person_id=one)
        for one in persons
    ])  # fmt: skip


def take_up(session: Session, actor: Actor, command: TakeUp) -> Grievance:
    """Take a grievance up as somebody who is no party, with the day it is answered by."""
    row = held(session, command.grievance, at_desk(actor))
    _require_no_party(session, actor, row)
    if rules.day_refused(command.due_on, today_in(session, row.place_id)):
        raise Refused(GrievanceRefusal.TOO_LATE_A_DAY)
    row.handler_id, row.taken_up_at = actor.person_id, clock.now()
    row.due_on, row.reminded_at = command.due_on, None
    step(session, actor, row, machine=GRIEVANCE, verb=GrievanceVerb.TAKE_UP)
    session.flush()
    _tell_raiser(session, Told.GRIEVANCE_TAKEN_UP, row)
    words = _text(command.told_words)
    if words is not None:
        row.told_words, row.told_at = words, clock.now()
        session.flush()
        _tell_other(session, Told.GRIEVANCE_TOLD, row)
    return row


def _require_no_party(session: Session, actor: Actor, row: Grievance) -> None:
    if not rules.may_handle(actor.person_id, parties(session, row)):
        raise Refused(GrievanceRefusal.IS_PARTY)


def lay_evidence(session: Session, actor: Actor, command: AddEvidence) -> Grievance:
    """Lay a note or a photograph on the table, while it is not over; by either side or handler."""
    row = held(session, command.grievance, readable(actor))
    if row.state not in {GrievanceState.RAISED, GrievanceState.TAKEN_UP}:
        raise Refused(WrongState.NOT_NOW)
    words = _text(command.words)
    if words is None and command.photo is None:
        raise Refused(GrievanceRefusal.NOTHING_TO_ADD)
    if words is not None:
        _lay(session, actor, row, EvidenceKind.NOTE, words=words)
    if command.photo is not None:
        _lay(session, actor, row, EvidenceKind.PHOTO, file=command.photo.file)
    return row


def close_grievance(session: Session, actor: Actor, command: Close) -> Grievance:
    """End a grievance with an outcome both sides hear; a no must be explained."""
    row = held(session, command.grievance, at_desk(actor))
    _require_no_party(session, actor, row)
    words = _text(command.words)
    if words is None and rules.needs_words(command.outcome):
        raise Refused(GrievanceRefusal.WORDS_MISSING)
    row.outcome, row.outcome_words, row.ended_at = command.outcome, words, clock.now()
    facts = {"outcome": command.outcome.value}
    step(session, actor, row, machine=GRIEVANCE, verb=GrievanceVerb.CLOSE, facts=facts)
    session.flush()
    _tell_raiser(session, Told.GRIEVANCE_ENDED, row)
    if row.told_at is not None:
        _tell_other(session, Told.GRIEVANCE_ENDED, row)
    return row


def take_back_grievance(session: Session, actor: Actor, public_id: str) -> Grievance:
    """Take a grievance back: only whose it is, while it is not over."""
    row = held(session, public_id, or_(of_buyer(actor), of_supplier(actor)))
    own = Raiser.BUYER if actor.operator_ids else Raiser.SUPPLIER
    if row.side is not own:
        raise Refused(GrievanceRefusal.NOT_YOURS_TO_HANDLE)
    row.ended_at = clock.now()
    step(session, actor, row, machine=GRIEVANCE, verb=GrievanceVerb.TAKE_BACK)
    session.flush()
    return row


def remind_of_grievance(session: Session, grievance_id: int) -> None:
    """Tell the desk once that a promised day was missed."""
    row = session.get_one(Grievance, grievance_id)
    row.reminded_at = clock.now()
    session.flush()
    if row.whom is Whom.HELPER:
        told = [one for one in who_reads_helpers(session, row.place_id)
                if one != row.about_person_id]  # fmt: skip
        _mail(session, Told.GRIEVANCE_LATE, row, told)
    else:
        tell_desk(session, Told.GRIEVANCE_LATE, row, place_id=row.place_id)


def _tell_raiser(session: Session, told: Told, row: Grievance) -> None:
    _tell_side(session, told, row, row.side)


def _tell_other(session: Session, told: Told, row: Grievance) -> None:
    other = Raiser.SUPPLIER if row.side is Raiser.BUYER else Raiser.BUYER
    _tell_side(session, told, row, other)


def _tell_side(session: Session, told: Told, row: Grievance, side: Raiser) -> None:
    if side is Raiser.SUPPLIER and row.supplier_id is not None:
        tell_supplier(session, told, row, supplier_id=row.supplier_id, place_id=row.place_id)
    elif side is Raiser.BUYER and row.operator_id is not None:
        tell_operator(session, told, row, operator_id=row.operator_id, place_id=row.place_id)
