"""The delivery note after the door: her word on it, how long, and what the desk may correct."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

from marketplace.sourcing.rules.receiving import moment

HER_DAYS = timedelta(days=7)
_PATIENCE_MINUTES = 120  # after the door opens; half of a shorter window


class NoteRefusal(StrEnum):
    """Why a word on a delivery note cannot stand."""

    CORRECTION_NOT_MORE = "correction_not_more"
    CORRECTION_TOO_MUCH = "correction_too_much"
    CORRECTION_MISSING = "correction_missing"


def may_speak(received_at: datetime, now: datetime) -> bool:
    """Tell whether she may still say "so it was" or "not so": for seven days."""
    return now <= received_at + HER_DAYS


def correction_refusals(
    *, accepted_milli: int, ordered: int, corrected_milli: int | None
) -> Iterator[NoteRefusal]:
    """Say what is wrong with a correction: it gives her more, and no more than was ordered."""
    if corrected_milli is None:
        yield NoteRefusal.CORRECTION_MISSING
    elif corrected_milli <= accepted_milli:
        yield NoteRefusal.CORRECTION_NOT_MORE
    elif corrected_milli > ordered * 1000:
        yield NoteRefusal.CORRECTION_TOO_MUCH


def missed_from(
    day: date, opens: int, closes: int, *, zone: str, on_the_way: bool
) -> datetime:  # fmt: skip
    """Return the moment from which "nobody is here" may be said of a window on a day.

    Two hours after the door opens, or half way through a shorter window; whoever said that she is
    on the way has until it shuts. ``opens`` and ``closes`` are minutes after local midnight.
    """
    wait = min(_PATIENCE_MINUTES, max(0, closes - opens) // 2)
    return moment(day, closes if on_the_way else opens + wait, zone=zone)
