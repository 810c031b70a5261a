"""When a session ends: seats on shared phones soon, staff sessions within a working day."""

from datetime import datetime, timedelta

from marketplace.people.rules.lists import EndReason, SessionKind

IDLE = {SessionKind.SEAT: timedelta(minutes=10), SessionKind.STAFF: timedelta(hours=2)}
ABSOLUTE = {SessionKind.SEAT: timedelta(minutes=60), SessionKind.STAFF: timedelta(hours=12)}
MONEY_IDLE = timedelta(minutes=2)
TOUCH_EVERY = timedelta(minutes=1)  # last-seen is written at most so often


def absolute_end(kind: SessionKind, begun: datetime) -> datetime:
    """Return the moment after which a session never lives on, however busy."""
    return begun + ABSOLUTE[kind]


def why_ended(
    kind: SessionKind, *, last_seen_at: datetime, ends_at: datetime, now: datetime
) -> EndReason | None:
    """Return why a session is over by the clock, or nothing while it lives."""
    if now >= ends_at:
        return EndReason.ABSOLUTE
    if now - last_seen_at >= IDLE[kind]:
        return EndReason.IDLE
    return None


def touch_due(last_seen_at: datetime, now: datetime) -> bool:
    """Tell whether last-seen should be written again."""
    return now - last_seen_at >= TOUCH_EVERY


def was_idle(last_seen_at: datetime, now: datetime) -> bool:
    """Tell whether the phone lay so long that money must be unlocked again."""
    return now - last_seen_at >= MONEY_IDLE


def money_open(*, unlocked: bool, last_seen_at: datetime, now: datetime) -> bool:
    """Tell whether money may be shown: the code was given and no two idle minutes followed.

    ``unlocked`` is taken back by the first touch after an idle while, so that opening any other
    page in between does not open the money again.
    """
    return unlocked and not was_idle(last_seen_at, now)
