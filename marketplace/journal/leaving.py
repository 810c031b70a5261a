"""Messages on their way out: what waits, what left, what must be tried again (promise P8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from marketplace.journal.models import OutboxMessage
from marketplace.kernel import clock

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
UNLOGGED = ("safeguarding",)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message as a card; its words are made by who delivers or shows it."""

    id: int
    public_id: str
    kind: str
    channel: str
    subject_type: str
    subject_id: int
    to_person_id: int | None
    to_supplier_id: int | None
    to_operator_id: int | None
    place_id: int | None
    created_at: datetime
    sent_at: datetime | None
    attempts: int


_COLUMNS = tuple(getattr(OutboxMessage, name) for name in Waiting.__slots__)
_DUE = (
    select(*_COLUMNS)
    .where(OutboxMessage.sent_at.is_(None), OutboxMessage.not_before <= bindparam("now"))
    .order_by(OutboxMessage.id)
    .limit(bindparam("limit"))
)


def due(session: Session, *, limit: int = 50) -> tuple[Waiting, ...]:
    """Return messages that should leave now, oldest first."""
    rows = session.execute(_DUE, {"now": clock.now(), "limit": limit})
    return tuple(Waiting(*row) for row in rows)


def log_of(
    session: Session, place_ids: Iterable[int], *, everywhere: bool, before: int | None = None,
    limit: int = 30,
) -> tuple[Waiting, ...]:  # fmt: skip
    """Return the visible log for a facilitator's places, newest first, keyset-paged by id.

    What only certain people may know of (a report of harm) stands in no log.
    """
    query = select(*_COLUMNS).order_by(OutboxMessage.id.desc()).limit(limit)
    query = query.where(OutboxMessage.kind.not_in(UNLOGGED))
    if not everywhere:
        query = query.where(OutboxMessage.place_id.in_(sorted(place_ids)))
    if before is not None:
        query = query.where(OutboxMessage.id < before)
    return tuple(Waiting(*row) for row in session.execute(query))


def outbox_state(session: Session) -> tuple[int, int]:
    """Return how many messages wait, and how many of them failed at least once."""
    row = session.execute(
        select(func.count(), func.count().filter(OutboxMessage.attempts > 0)).where(
            OutboxMessage.sent_at.is_(None)
        )
    ).one()
    return int(row[0]), int(row[1])


def mark_sent(session: Session, message_id: int) -> None:
    """Write down that a message left."""
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id, OutboxMessage.sent_at.is_(None))
        .values(sent_at=clock.now(), attempts=OutboxMessage.attempts + 1, last_error=None)
    )


def mark_failed(session: Session, message: Waiting, reason: str) -> None:
    """Write down why it did not leave, and try again later and later, six hours at most."""
    wait = min(FIRST_WAIT * 2 ** min(message.attempts, 12), LONGEST_WAIT)
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message.id)
        .values(
            attempts=OutboxMessage.attempts + 1, last_error=reason[:200],
            not_before=clock.now() + wait,
        )
    )  # fmt: skip


def told_by_call(session: Session, supplier_id: int) -> None:
    """Mark what a facilitator told a supplier on the phone or in person."""
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.to_supplier_id == supplier_id, OutboxMessage.sent_at.is_(None))
        .values(sent_at=clock.now(), attempts=OutboxMessage.attempts + 1)
    )
