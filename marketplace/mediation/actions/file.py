"""The file of a case or of a supplier: notes, calls, visits, meetings, tasks.

What people write stands here and nowhere else, so that it can be erased; the journal keeps ids.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record, step
from marketplace.journal.rules import Fact
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import NotFound, Refused
from marketplace.mediation.actions.cases import begin
from marketplace.mediation.actions.commands import SetTask, WriteEvent
from marketplace.mediation.models import CaseEvent, CaseTask, MediationCase
from marketplace.mediation.queries.load import mediates, need_for_parties
from marketplace.mediation.rules.lists import TASK, EventKind, TaskState, TaskVerb
from marketplace.mediation.rules.refusals import NoteRefusal
from marketplace.people.models import RoleGrant, Supplier
from marketplace.people.rules.access import reaches_place, require

LONGEST_CALL = 600


@dataclass(frozen=True, slots=True)
class _Folder:
    case_id: int | None
    supplier_id: int | None


def write_event(session: Session, actor: Actor, command: WriteEvent) -> CaseEvent:
    """Write into a file. A note needs words; a call, visit or meeting its outcome and minutes."""
    note = command.kind is EventKind.NOTE
    if note and not command.words.strip():
        raise Refused(NoteRefusal.NO_TEXT)
    if not note and not (command.outcome and 0 < (command.minutes or 0) <= LONGEST_CALL):
        raise Refused(NoteRefusal.MINUTES)
    folder = _folder(session, actor, need=command.need, supplier=command.supplier)
    event = CaseEvent(
        public_id=ids.public_id(), case_id=folder.case_id, supplier_id=folder.supplier_id,
        kind=command.kind, audience=command.audience, outcome=None if note else command.outcome,
        minutes=None if note else command.minutes, words=command.words.strip() or None,
        by_id=actor.person_id, at=clock.now(),
    )  # fmt: skip
    session.add(event)
    session.flush()
    outcome = None if event.outcome is None else event.outcome.value
    facts: dict[str, Fact] = {
        "kind": event.kind.value, "audience": event.audience.value, "outcome": outcome,
        "minutes": event.minutes, "case": event.case_id, "supplier": event.supplier_id,
    }  # fmt: skip
    record(session, actor, verb="case_event.write", subject=event, facts=facts)
    return event


def set_task(session: Session, actor: Actor, command: SetTask) -> CaseTask:
    """Set a task with its owner and its day."""
    if not command.words.strip():
        raise Refused(NoteRefusal.NO_TEXT)
    folder = _folder(session, actor, need=command.need, supplier=command.supplier)
    task = CaseTask(
        public_id=ids.public_id(), case_id=folder.case_id, supplier_id=folder.supplier_id,
        state=TaskState.OPEN, words=command.words.strip(), owner_id=_owner(session, actor, command),
        due_on=command.due_on, made_by_id=actor.person_id, made_at=clock.now(),
    )  # fmt: skip
    session.add(task)
    session.flush()
    facts: dict[str, Fact] = {"to": "open", "owner": task.owner_id}
    record(session, actor, verb="case_task.set", subject=task, facts=facts)
    return task


def _owner(session: Session, actor: Actor, command: SetTask) -> int:
    wanted = command.owner_id or actor.person_id
    found = session.scalar(
        select(RoleGrant.person_id).where(
            RoleGrant.person_id == wanted, RoleGrant.role == Role.FACILITATOR
        )
    )
    if found is None:
        raise Refused(NoteRefusal.OWNER_ELSEWHERE)
    return found


def end_task(session: Session, actor: Actor, public_id: str, *, done: bool) -> CaseTask:
    """Finish a task, or drop it; by any facilitator who reaches its file."""
    task = session.scalar(select(CaseTask).where(CaseTask.public_id == public_id).with_for_update())
    if task is None:
        raise NotFound
    require(_reaches(session, actor, task))
    task.ended_at = clock.now()
    step(session, actor, task, machine=TASK, verb=TaskVerb.FINISH if done else TaskVerb.DROP)
    if task.case_id is not None:
        session.get_one(MediationCase, task.case_id).last_event_at = clock.now()
    return task


def _folder(session: Session, actor: Actor, *, need: str | None, supplier: str | None) -> _Folder:
    if need is not None:
        held = need_for_parties(session, actor, need)
        require(mediates(actor, held))
        return _Folder(begin(session, actor, held).id, None)
    found = session.scalar(select(Supplier).where(Supplier.public_id == supplier))
    if found is None:
        raise NotFound
    require(reaches_place(actor, found.place_id))
    return _Folder(None, found.id)


def _reaches(session: Session, actor: Actor, task: CaseTask) -> bool:
    if task.case_id is not None:
        return reaches_place(actor, session.get_one(MediationCase, task.case_id).place_id)
    supplier = session.get(Supplier, task.supplier_id)
    return supplier is not None and reaches_place(actor, supplier.place_id)
