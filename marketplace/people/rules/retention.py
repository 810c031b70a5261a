"""How long what is kept: one table, shown to administrators and applied by the worker."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Kept(StrEnum):
    """What is kept for a while."""

    DEVICES = "devices"
    GONE = "gone"
    KEYS = "keys"
    LINKS = "links"
    MESSAGES = "messages"
    SESSIONS = "sessions"
    THROTTLES = "throttles"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Period:
    """How long something is kept, counted from what ``Kept`` says, and what happens then."""

    kept: Kept
    days: int
    erases: bool = False

    @property
    def length(self) -> timedelta:
        """The period."""
        return timedelta(days=self.days)


PERIODS = (
    Period(Kept.WITHDRAWN, 30, erases=True),
    Period(Kept.GONE, 730, erases=True),
    Period(Kept.MESSAGES, 180),
    Period(Kept.SESSIONS, 90),
    Period(Kept.DEVICES, 400),
    Period(Kept.LINKS, 30),
    Period(Kept.THROTTLES, 30),
    Period(Kept.KEYS, 30),
)


def period(kept: Kept) -> timedelta:
    """Return how long something is kept."""
    return next(one.length for one in PERIODS if one.kept is kept)
