"""Searching the journal, newest first by keyset, and walking its chain a piece at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from marketplace.journal.models import JournalEntry, JournalHead
from marketplace.journal.queries import Entry
from marketplace.journal.rules import GENESIS, link

PAGE = 50
PIECE = 20_000  # about a second's walk
Subject = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is looked for; none of a kind means that kind does not matter.

    An empty collection of subjects or actors finds nothing: whoever was named is not known.
    """

    subjects: Collection[Subject] | None = None
    actor_ids: Collection[int] | None = None
    verb: str = ""
    since: datetime | None = None
    until: datetime | None = None


def search(
    session: Session, sought: Sought, *, before: int | None = None, size: int = PAGE
) -> tuple[Entry, ...]:
    """Return entries before an id, newest first; one more than ``size`` where there are more."""
    found = (
        select(
            JournalEntry.id, JournalEntry.actor_id, JournalEntry.verb, JournalEntry.subject_type,
            JournalEntry.subject_id, JournalEntry.facts, JournalEntry.via, JournalEntry.at,
        )
        .where(*_conditions(sought), JournalEntry.id < before if before else true())
        .order_by(JournalEntry.id.desc())
        .limit(size + 1)
    )  # fmt: skip
    return tuple(Entry(*row) for row in session.execute(found))


def _conditions(sought: Sought) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if sought.subjects is not None:
        wanted.append(or_(*(_is(one) for one in sought.subjects)) if sought.subjects else _NOTHING)
    if sought.actor_ids is not None:
        wanted.append(JournalEntry.actor_id.in_(sought.actor_ids))
    if sought.verb:
        wanted.append(JournalEntry.verb == sought.verb)
    if sought.since is not None:
        wanted.append(JournalEntry.at >= sought.since)
    if sought.until is not None:
        wanted.append(JournalEntry.at < sought.until)
    return wanted


_NOTHING = JournalEntry.id < 0


def _is(subject: Subject) -> ColumnElement[bool]:
    name, ident = subject
    return and_(JournalEntry.subject_type == name, JournalEntry.subject_id == ident)


@dataclass(frozen=True, slots=True)
class Piece:
    """How far the chain was walked, how far it goes, and the first entry that does not hold."""

    upto: int
    length: int
    broken_at: int | None

    @property
    def done(self) -> bool:
        """Tell whether nothing is left to walk."""
        return self.broken_at is not None or self.upto >= self.length


def check_piece(session: Session, *, after: int = 0, most: int = PIECE) -> Piece:
    """Walk the chain on from an entry, so many links at most; the head is compared at its end.

    What came before ``after`` is taken as it stands: pieces walked one after the other from 0
    are the whole.
    """
    length, last_hash = _head(session)
    previous = _hash_at(session, after)
    if previous is None:
        return Piece(after, length, after)
    expected = after + 1
    for row in _some(session, after, most):
        fields = (row.actor_id, row.verb, row.subject_type, row.subject_id, row.facts, row.via)
        good = link(previous, row.id, *fields, row.at)
        if row.id != expected or row.previous != previous or row.hash != good:
            return Piece(expected - 1, length, row.id)
        previous, expected = row.hash, expected + 1
    upto = expected - 1
    at_end = upto >= length or upto < after + most
    whole = not at_end or (upto, previous) == (length, last_hash)
    return Piece(upto, length, None if whole else upto + 1)


def check_latest(session: Session, *, most: int = PIECE) -> Piece:
    """Walk the last links only: what a page can afford each time it is opened."""
    length, _ = _head(session)
    return check_piece(session, after=max(0, length - most), most=most)


def _head(session: Session) -> tuple[int, str]:
    row = session.execute(select(JournalHead.last_id, JournalHead.last_hash)).one_or_none()
    if row is not None:
        return row.last_id, row.last_hash
    return session.scalar(select(func.count(JournalEntry.id))) or 0, GENESIS


def _hash_at(session: Session, entry_id: int) -> str | None:
    if entry_id == 0:
        return GENESIS
    return session.scalar(select(JournalEntry.hash).where(JournalEntry.id == entry_id))


def _some(session: Session, after: int, most: int) -> list[Any]:
    columns = (
        JournalEntry.id, JournalEntry.actor_id, JournalEntry.verb, JournalEntry.subject_type,
        JournalEntry.subject_id, JournalEntry.facts, JournalEntry.via, JournalEntry.at,
        JournalEntry.previous, JournalEntry.hash,
    )  # fmt: skip
    found = select(*columns).where(JournalEntry.id > after).order_by(JournalEntry.id).limit(most)
    return list(session.execute(found))
