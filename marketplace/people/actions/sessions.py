"""Server-side sessions and devices: opened, touched, proved, ended."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor, Via
from marketplace.people.models import Device, WebSession
from marketplace.people.rules import access
from marketplace.people.rules import sessions as rules
from marketplace.people.rules.lists import EndReason, SessionKind


def open_session(
    session: Session,
    *,
    person_id: int,
    kind: SessionKind,
    device_id: int | None,
    now: datetime,
    replaces: str | None = None,
    code_proved: bool = False,
    totp_pending: bool = False,
    needs_only: bool = False,
) -> str:
    """Open a session and return the cookie's secret, of which only the digest is kept.

    ``replaces`` is the digest of the cookie that came along: that session ends (rotation).
    """
    if replaces is not None:
        end_session(session, token_digest=replaces, reason=EndReason.ROTATED, now=now)
    token = ids.token()
    row = WebSession(
        token_digest=ids.digest(token), kind=kind, person_id=person_id, device_id=device_id,
        created_at=now, last_seen_at=now, ends_at=rules.absolute_end(kind, now),
        code_proved_at=now if code_proved else None, money_unlocked=code_proved,
        totp_pending=totp_pending, needs_only=needs_only,
    )  # fmt: skip
    session.add(row)
    who = Actor(person_id=person_id, via=Via.WEB)
    record(session, who, verb="session.open", subject=row, facts={"kind": kind.value})
    return token


def end_session(session: Session, *, token_digest: str, reason: EndReason, now: datetime) -> None:
    """End the session with this digest; nothing happens where none lives."""
    _end(session, WebSession.token_digest == token_digest, reason=reason, now=now)


def end_own_session(session: Session, actor: Actor, session_id: int) -> None:
    """End one of one's own sessions by its id; somebody else's does not exist (``NotFound``)."""
    owner = session.scalar(select(WebSession.person_id).where(WebSession.id == session_id))
    access.require(owner is not None and owner == actor.person_id)
    _end(session, WebSession.id == session_id, reason=EndReason.REVOKED, now=clock.now())


def end_all_of(
    session: Session, person_id: int, *, reason: EndReason, now: datetime,
    but: int | None = None,
) -> None:  # fmt: skip
    """End every session of a person at once, except the one with the id ``but``."""
    which: ColumnElement[bool] = WebSession.person_id == person_id
    if but is not None:
        which &= WebSession.id != but
    _end(session, which, reason=reason, now=now)


def _end(session: Session, which: Any, *, reason: EndReason, now: datetime) -> None:
    session.execute(
        update(WebSession)
        .where(which, WebSession.ended_at.is_(None))
        .values(ended_at=now, end_reason=reason, money_unlocked=False)
    )


def touch(session: Session, *, session_id: int, last_seen_at: datetime, now: datetime) -> bool:
    """Write last-seen if a minute passed, and tell whether it did: a transaction of its own.

    After two idle minutes it also takes back what the code opened of money.
    """
    if not rules.touch_due(last_seen_at, now):
        return False
    values: dict[str, Any] = {"last_seen_at": now}
    if rules.was_idle(last_seen_at, now):
        values["money_unlocked"] = False
    session.execute(
        update(WebSession)
        .where(WebSession.id == session_id, WebSession.ended_at.is_(None))
        .values(**values)
    )
    return True


def prove_code(session: Session, *, session_id: int, now: datetime) -> None:
    """Note that the picture code was shown in this seat; money opens too."""
    session.execute(
        update(WebSession)
        .where(WebSession.id == session_id, WebSession.ended_at.is_(None))
        .values(code_proved_at=now, last_seen_at=now, money_unlocked=True)
    )


def remember_device(session: Session, now: datetime) -> tuple[int, str]:
    """Add a device and return its id and its cookie's secret; it says nothing of any person."""
    token = ids.token()
    row = Device(token_digest=ids.digest(token), created_at=now, last_seen_at=now)
    session.add(row)
    session.flush()
    return row.id, token
