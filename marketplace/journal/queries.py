"""Reading the journal: the chain's check, and the story of one thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.models import JournalEntry, JournalHead
from marketplace.journal.rules import GENESIS, link

_CHUNK = 1000
_IN_ORDER = select(JournalEntry).order_by(JournalEntry.id).execution_options(yield_per=_CHUNK)


@dataclass(frozen=True, slots=True)
class Chain:
    """The result of walking the chain: how many links, and the first broken one if any."""

    length: int
    broken_at: int | None

    @property
    def whole(self) -> bool:
        """Tell whether every link holds and the head points at the last one."""
        return self.broken_at is None


@dataclass(frozen=True, slots=True)
class Entry:
    """One journal row as a card."""

    id: int
    actor_id: int | None
    verb: str
    subject_type: str
    subject_id: int
    facts: str
    via: str
    at: datetime


def check_chain(session: Session) -> Chain:
    """Walk the whole chain and compare it with its head: one statement, 1,000 rows at a time."""
    rows = session.scalars(_IN_ORDER)
    try:
        length, last_hash, broken_at = _walk(rows)
    finally:
        rows.close()  # a walk that stops early must not leave the server's cursor open
    if broken_at is not None:
        return Chain(length, broken_at)
    return _compare_head(session, length=length, last_hash=last_hash)


def _walk(rows: Iterable[JournalEntry]) -> tuple[int, str, int | None]:
    """Return how many links hold, the last one's hash, and the first that does not."""
    previous, expected = GENESIS, 1
    for row in rows:
        fields = (
            row.actor_id, row.verb, row.subject_type, row.subject_id, row.facts, row.via, row.at
        )  # fmt: skip
        good = link(previous, row.id, *fields)
        if row.id != expected or row.previous != previous or row.hash != good:
            return expected - 1, previous, row.id
        previous, expected = row.hash, expected + 1
    return expected - 1, previous, None


def _compare_head(session: Session, *, length: int, last_hash: str) -> Chain:
    head = session.execute(select(JournalHead.last_id, JournalHead.last_hash)).one_or_none()
    stored = (0, GENESIS) if head is None else (head.last_id, head.last_hash)
    return Chain(length, None if stored == (length, last_hash) else length + 1)


def story_of(session: Session, subject_type: str, subject_id: int) -> tuple[Entry, ...]:
    """Return everything that happened to one thing, oldest first."""
    rows = session.scalars(
        select(JournalEntry)
        .where(JournalEntry.subject_type == subject_type, JournalEntry.subject_id == subject_id)
        .order_by(JournalEntry.id)
    )
    return tuple(
        Entry(r.id, r.actor_id, r.verb, r.subject_type, r.subject_id, r.facts, r.via, r.at)
        for r in rows
    )


@dataclass(frozen=True, slots=True)
class Head:
    """Where the journal stands: how many entries, and the last one's hash."""

    length: int
    last_hash: str


def head_of(session: Session) -> Head:
    """Return the journal's head; that of an empty one where nothing was written yet."""
    row = session.execute(select(JournalHead.last_id, JournalHead.last_hash)).one_or_none()
    return Head(0, GENESIS) if row is None else Head(row.last_id, row.last_hash)
