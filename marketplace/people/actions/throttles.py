"""Counting wrong tries, in the database: one row a counter, locked while it is counted."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from marketplace.journal.keys import hold
from marketplace.people.models import Throttle
from marketplace.people.queries.entry import counter_key
from marketplace.people.rules.throttling import (
    Attempt,
    Scope,
    cleared_by_success,
    counters,
    delay_after,
    failures_now,
)


def count_failure(session: Session, attempt: Attempt, now: datetime) -> None:
    """Count one wrong try in every counter it concerns, and set how long each must wait."""
    # In one order for everybody, so that two counting transactions never wait for each other.
    for scope, value in sorted(counters(attempt)):
        _count(session, scope, counter_key(scope, value), now)


def _count(session: Session, scope: Scope, key: str, now: datetime) -> None:
    hold(session, "throttle", key)
    row = session.scalar(
        select(Throttle).where(Throttle.key == key).execution_options(populate_existing=True)
    )
    if row is None:
        row = Throttle(key=key, failures=0, last_failure_at=now)
        session.add(row)
    row.failures = failures_now(row.failures, row.last_failure_at, now) + 1
    row.last_failure_at = now
    wait = delay_after(row.failures, scope)
    row.blocked_until = now + wait if wait else None
    session.flush()


def clear_failures(session: Session, attempt: Attempt) -> None:
    """Forget the wrong tries of a person who has now proved herself; the phone's stay counted."""
    keys = [counter_key(*counter) for counter in cleared_by_success(attempt)]
    session.execute(delete(Throttle).where(Throttle.key.in_(keys)))
