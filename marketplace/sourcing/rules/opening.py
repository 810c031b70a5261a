"""When a tender's offers are open: a predicate over the server's clock, never a flag alone.

trust.md: "open" is now ≥ the deadline; the worker or the next POST only writes it down. Two more
ways: the buyer chose that it opens when all who were asked have answered, or somebody opened it
early with a reason (``opened_at``).
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sealing:
    """What the seal of a tender depends on; ``closes_at`` none: never published."""

    closes_at: datetime | None
    opened_at: datetime | None = None
    opens_when_all_answered: bool = False
    asked: int = 0
    waiting: int = 0  # of the asked, who have not answered


def is_open(sealing: Sealing, *, now: datetime) -> bool:
    """Tell whether the offers may be read; once true it stays true as time goes on."""
    if sealing.closes_at is None:
        return False
    return is_over(sealing.closes_at, now=now) or was_opened(sealing, now=now) or _all_in(sealing)


def is_over(closes_at: datetime | None, *, now: datetime) -> bool:
    """Tell whether the deadline has come: at that very moment nobody can send any more."""
    return closes_at is not None and now >= closes_at


def was_opened(sealing: Sealing, *, now: datetime) -> bool:
    """Tell whether an opening was written."""
    return sealing.opened_at is not None and now >= sealing.opened_at


def _all_in(sealing: Sealing) -> bool:
    return sealing.opens_when_all_answered and sealing.asked > 0 and sealing.waiting == 0
