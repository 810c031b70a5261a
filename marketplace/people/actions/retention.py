"""Applying the retention table: what is past its period goes, a bounded number a round."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from marketplace.journal.models import OutboxMessage
from marketplace.people.models import (
    Consent,
    Device,
    Erasure,
    Invitation,
    Person,
    SymbolSeat,
    Throttle,
    WebSession,
)
from marketplace.people.rules.lists import EraseReason, Purpose, SessionKind
from marketplace.people.rules.retention import Kept, period
from marketplace.people.rules.sessions import IDLE

AT_ONCE = 500


def sweep_kept(session: Session, now: datetime) -> int:
    """Remove rows past their period; return how many. People are erased one by one elsewhere."""
    removed = sum(_removed(session, statement) for statement in _sweeps(now))
    blanked = (
        update(Invitation)
        .where(Invitation.expires_at < now - period(Kept.LINKS), Invitation.email != "")
        .values(email="", name="")
    )
    return removed + _removed(session, blanked)


def _removed(session: Session, statement: Any) -> int:
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]  # a CursorResult


def _sweeps(now: datetime) -> Iterator[Any]:
    lived = select(WebSession.id).where(WebSession.ends_at < now - period(Kept.SESSIONS))
    yield delete(WebSession).where(WebSession.id.in_(lived.limit(AT_ONCE)))
    used = select(WebSession.device_id).where(WebSession.device_id.is_not(None))
    quiet = select(Device.id).where(
        Device.last_seen_at < now - period(Kept.DEVICES), Device.id.not_in(used)
    )
    yield delete(Device).where(Device.id.in_(quiet.limit(AT_ONCE)))
    over = now - IDLE[SessionKind.SEAT]
    yield delete(SymbolSeat).where((SymbolSeat.ends_at <= now) | (SymbolSeat.last_seen_at <= over))
    yield delete(Throttle).where(Throttle.last_failure_at < now - period(Kept.THROTTLES))
    left = select(OutboxMessage.id).where(OutboxMessage.sent_at < now - period(Kept.MESSAGES))
    yield delete(OutboxMessage).where(OutboxMessage.id.in_(left.limit(AT_ONCE)))


def past_their_period(session: Session, now: datetime) -> tuple[tuple[int, EraseReason], ...]:
    """Return people to be erased: trading consent withdrawn, or shut out, longer than is kept."""
    erased = select(Erasure.person_id)
    withdrawn = (
        select(Consent.person_id)
        .where(Consent.purpose == Purpose.TRADING)
        .where(Consent.withdrawn_at < now - period(Kept.WITHDRAWN))
        .where(Consent.person_id.not_in(_consenting()), Consent.person_id.not_in(erased))
        .distinct()
        .limit(AT_ONCE)
    )
    gone = (
        select(Person.id)
        .where(Person.disabled_at < now - period(Kept.GONE), Person.id.not_in(erased))
        .limit(AT_ONCE)
    )
    found = dict.fromkeys(session.scalars(gone), EraseReason.PERIOD_OVER)
    found |= dict.fromkeys(session.scalars(withdrawn), EraseReason.CONSENT_WITHDRAWN)
    return tuple(sorted(found.items()))


def _consenting() -> Any:
    return select(Consent.person_id).where(
        Consent.purpose == Purpose.TRADING, Consent.withdrawn_at.is_(None)
    )
