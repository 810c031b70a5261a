"""Every supplier's first five offers: most who leave elsewhere leave after one or two losses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST = 5
SECOND_WITHIN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class SecondOffers:
    """How many of those whose first offer is old enough to tell sent a second within 60 days."""

    came_back: int
    of: int

    @property
    def percent(self) -> int | None:
        """Return the share, rounded down; none while nobody can be counted."""
        return 100 * self.came_back // self.of if self.of else None


def second_offers(sent: Iterable[Sequence[datetime]], now: datetime) -> SecondOffers:
    """Count over suppliers' offers, oldest first each.

    Counted is who sent a second offer in time, and who had 60 days and did not; whose 60 days
    still run says nothing yet.
    """
    came_back = of = 0
    for moments in sent:
        if not moments:
            continue
        first = moments[0]
        in_time = len(moments) > 1 and moments[1] - first <= SECOND_WITHIN
        if in_time or now - first > SECOND_WITHIN:
            of += 1
            came_back += in_time
    return SecondOffers(came_back, of)
