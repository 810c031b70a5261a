"""Files: what was written, what is to be done; for a case and for a supplier."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from marketplace.db import typed
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.mediation.models import CaseEvent, CaseTask
from marketplace.mediation.rules.lists import Audience, EventKind, Outcome, TaskState
from marketplace.people.models import Person, Supplier
from marketplace.people.rules.access import reaches_place, require

MOST = 100


@dataclass(frozen=True, slots=True)
class EventCard:
    """Something in a file, with who wrote it."""

    public_id: str
    kind: EventKind
    audience: Audience
    outcome: Outcome | None
    minutes: int | None
    words: str | None
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TaskCard:
    """A task, with whose it is."""

    public_id: str
    words: str
    owner_id: int
    owner_name: str
    due_on: date
    state: TaskState
    ended_at: datetime | None

    def late(self, today: date) -> bool:
        """Tell whether its day is over and nobody did it."""
        return self.state is TaskState.OPEN and self.due_on < today


@dataclass(frozen=True, slots=True)
class SupplierFile:
    """A supplier's file for a facilitator of her place."""

    public_id: str
    name: str
    code: str
    events: tuple[EventCard, ...]
    tasks: tuple[TaskCard, ...]


def events_where(session: Session, which: ColumnElement[bool]) -> tuple[EventCard, ...]:
    """Return the newest events of a file, newest first."""
    rows = session.execute(
        select(
            CaseEvent.public_id, CaseEvent.kind, CaseEvent.audience, CaseEvent.outcome,
            CaseEvent.minutes, typed(CaseEvent.words), Person.name, CaseEvent.at,
        )
        .join(Person, Person.id == CaseEvent.by_id)
        .where(which)
        .order_by(CaseEvent.at.desc(), CaseEvent.id.desc())
        .limit(MOST)
    )  # fmt: skip
    return tuple(EventCard(*row) for row in rows)


def tasks_where(session: Session, which: ColumnElement[bool]) -> tuple[TaskCard, ...]:
    """Return the tasks of a file: open ones first, by their day."""
    owner = aliased(Person)
    rows = session.execute(
        select(
            CaseTask.public_id, typed(CaseTask.words), CaseTask.owner_id, owner.name,
            CaseTask.due_on, CaseTask.state, CaseTask.ended_at,
        )
        .join(owner, owner.id == CaseTask.owner_id)
        .where(which)
        .order_by(CaseTask.state != TaskState.OPEN, CaseTask.due_on, CaseTask.id)
        .limit(MOST)
    )  # fmt: skip
    return tuple(TaskCard(*row) for row in rows)


def supplier_file(session: Session, actor: Actor, public_id: str) -> SupplierFile:
    """Return the file of a supplier of the facilitator's places; else it does not exist."""
    row = session.execute(
        select(Supplier.id, Supplier.public_id, Supplier.name, Supplier.code, Supplier.place_id)
        .where(Supplier.public_id == public_id)
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NotFound
    require(reaches_place(actor, row.place_id))
    return SupplierFile(
        row.public_id, row.name, row.code,
        events_where(session, CaseEvent.supplier_id == row.id),
        tasks_where(session, CaseTask.supplier_id == row.id),
    )  # fmt: skip
