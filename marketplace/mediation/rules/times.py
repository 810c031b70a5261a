"""How long things wait in mediation."""

from datetime import date, datetime, timedelta

ANSWER_WITHIN = timedelta(hours=72)
PERISHABLE_WITHIN = timedelta(hours=24)
STANDSTILL = timedelta(hours=48)
COMPLAINT_WITHIN = timedelta(days=30)
ACKNOWLEDGE_WITHIN = timedelta(days=2)
STALLS_AFTER = timedelta(days=21)
MOST_MEETINGS = 3


def answer_by(now: datetime, *, perishable: bool) -> datetime:
    """Return until when a supplier may say yes to an award."""
    return now + (PERISHABLE_WITHIN if perishable else ANSWER_WITHIN)


def standstill_until(told_at: datetime) -> datetime:
    """Return until when a loser may ask for a look, and nobody signs an agreement."""
    return told_at + STANDSTILL


def stalled(last_event_at: datetime, now: datetime) -> bool:
    """Tell whether an open case has stood still for 21 days: the alarm."""
    return now - last_event_at >= STALLS_AFTER


def too_many_meetings(meetings: int, *, ordered: bool) -> bool:
    """Warn when a third meeting is over and nothing was ordered yet: patience is limited."""
    return meetings >= MOST_MEETINGS and not ordered


def deliveries_between(first: date, until: date | None, *, weekdays: int) -> int:
    """Return how many deliveries there are: one, or one on each weekday (bit 0 Monday) until."""
    if not weekdays or until is None:
        return 1
    days = (until - first).days + 1
    hits = sum(bool(weekdays >> (first + timedelta(days=n)).weekday() & 1) for n in range(days))
    return max(hits, 1)
