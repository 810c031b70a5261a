"""When the end of a paper is told: 30 days ahead, a week ahead, and when it is over."""

from datetime import datetime, timedelta

from marketplace.support.rules.lists import PaperStage

SOON, LAST_WEEK = timedelta(days=30), timedelta(days=7)
LONG_OVER = timedelta(days=30)  # older ends are not told any more


def stage_of(expires_at: datetime | None, now: datetime) -> PaperStage | None:
    """Return how near the end is; none where it is far, long past, or never."""
    if expires_at is None or expires_at <= now - LONG_OVER:
        return None
    if expires_at <= now:
        return PaperStage.OVER
    left = expires_at - now
    if left <= LAST_WEEK:
        return PaperStage.LAST_WEEK
    return PaperStage.SOON if left <= SOON else None
