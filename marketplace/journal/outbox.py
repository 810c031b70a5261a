"""Putting messages into the outbox, in the transaction that gives the reason for them (P8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from marketplace.journal.models import OutboxMessage
from marketplace.kernel import clock, ids

DESK = "desk"  # a call list, until phones can be reached
EMAIL = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message to be: its words are made at delivery, in the receiver's language."""

    kind: str
    subject_type: str
    subject_id: int
    channel: str = DESK
    to_person_id: int | None = None
    to_supplier_id: int | None = None
    to_operator_id: int | None = None
    place_id: int | None = None
    not_before: datetime | None = None


def post(session: Session, messages: Iterable[Message]) -> None:
    """Put messages into the outbox with one statement; nothing happens for none."""
    rows = [_row(message) for message in messages]
    if rows:
        session.execute(insert(OutboxMessage), rows)


def _row(message: Message) -> dict[str, Any]:
    now = clock.now()
    names = (
        "kind", "subject_type", "subject_id", "channel", "to_person_id", "to_supplier_id",
        "to_operator_id", "place_id",
    )  # fmt: skip
    return {
        **{name: getattr(message, name) for name in names},
        "public_id": ids.public_id(), "created_at": now,
        "not_before": message.not_before or now, "attempts": 0,
    }  # fmt: skip
