"""Writing to the journal: ``record``, and ``step`` for every change of a state column."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import event, insert, select, text, update
from sqlalchemy.orm import Session, SessionTransaction

from marketplace.journal.models import JournalEntry, JournalHead
from marketplace.journal.rules import GENESIS, Fact, facts_text, link
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.states import Machine

_BUFFER = "journal_buffer"
_MARKS = "journal_marks"  # how much was buffered when each open savepoint began


class HasState(Protocol):
    """A row with an id, a state and a version."""

    id: Any
    state: Any


@dataclass(frozen=True, slots=True)
class _Pending:
    actor_id: int | None
    verb: str
    subject: Any
    facts: str
    via: str
    at: datetime


def record(
    session: Session, actor: Actor, *, verb: str, subject: Any, facts: Mapping[str, Fact] = {}
) -> None:
    """Buffer one journal row for this transaction; it is chained just before the commit.

    ``facts`` hold ids and bounded codes only (``UnfitFact`` otherwise). The subject is a mapped
    row; its id is read when the buffer is written, so a new row may be recorded before a flush.
    """
    if not session.in_transaction():
        session.begin()  # so that a rollback is one, and takes what is buffered with it
    row = _Pending(actor.person_id, verb, subject, facts_text(facts), actor.via.value, clock.now())
    session.info.setdefault(_BUFFER, []).append(row)


def step(
    session: Session,
    actor: Actor,
    row: HasState,
    *,
    machine: Machine[Any, Any],
    verb: StrEnum,
    facts: Mapping[str, Fact] = {},
) -> None:
    """Move a row along its machine and journal it: the only way a state may change (P5)."""
    before = row.state
    row.state = machine.after(before, verb)
    record(
        session,
        actor,
        verb=f"{machine.subject}.{verb}",
        subject=row,
        facts={"from": str(before), "to": str(row.state), **facts},
    )


def write_buffer(session: Session) -> None:
    """Chain and insert what was recorded; locks the head row last, so writers never fork."""
    pending: list[_Pending] = session.info.pop(_BUFFER, [])
    session.info.pop(_MARKS, None)
    if not pending:
        return
    session.flush()
    last_id, last_hash = _locked_head(session)
    rows, last_id, last_hash = _chain(pending, last_id=last_id, last_hash=last_hash)
    session.execute(insert(JournalEntry), rows)
    values = {"last_id": last_id, "last_hash": last_hash}
    session.execute(update(JournalHead).where(JournalHead.id == 1).values(**values))


_HEAD = select(JournalHead.last_id, JournalHead.last_hash).where(JournalHead.id == 1)
_FIRST = text(
    "INSERT INTO journal_head (id, last_id, last_hash) VALUES (1, 0, :genesis) "
    "ON CONFLICT DO NOTHING"
)


def _locked_head(session: Session) -> tuple[int, str]:
    """Return the head, locked; the very first writers wait for whoever makes it."""
    head = session.execute(_HEAD.with_for_update()).one_or_none()
    if head is None:
        session.execute(_FIRST, {"genesis": GENESIS})
        head = session.execute(_HEAD.with_for_update()).one()
    return head.last_id, head.last_hash


def _chain(
    pending: list[_Pending], *, last_id: int, last_hash: str
) -> tuple[list[dict[str, Any]], int, str]:
    rows: list[dict[str, Any]] = []
    for item in pending:
        last_id += 1
        kind, subject_id = item.subject.__tablename__, item.subject.id
        fields = (item.actor_id, item.verb, kind, subject_id, item.facts, item.via, item.at)
        new_hash = link(last_hash, last_id, *fields)
        names = ("actor_id", "verb", "subject_type", "subject_id", "facts", "via", "at")
        row: dict[str, Any] = dict(zip(names, fields, strict=True))
        rows.append({"id": last_id, **row, "previous": last_hash, "hash": new_hash})
        last_hash = new_hash
    return rows, last_id, last_hash


@event.listens_for(Session, "before_commit")
def _before_commit(session: Session) -> None:
    if not session.in_nested_transaction():  # a savepoint that ends is not the end
        write_buffer(session)


@event.listens_for(Session, "after_transaction_create")
def _after_create(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        _marks(session)[transaction] = len(session.info.get(_BUFFER, []))


@event.listens_for(Session, "after_soft_rollback")
def _after_soft_rollback(session: Session, previous: SessionTransaction) -> None:
    """Forget what was recorded in what was rolled back, and only that."""
    if previous.nested:
        kept = _marks(session).pop(previous, 0)
        del session.info.get(_BUFFER, [])[kept:]
    elif previous.parent is None:
        session.info.pop(_BUFFER, None)
        session.info.pop(_MARKS, None)


def _marks(session: Session) -> dict[SessionTransaction, int]:
    marks: dict[SessionTransaction, int] = session.info.setdefault(_MARKS, {})
    return marks
