"""The upgrade clock: a plan has less than a year, and says early when it runs late (annex)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Clock:
    """A plan's time and its milestones: (its day, whether it was reached)."""

    started_on: date
    ends_on: date
    milestones: tuple[tuple[date, bool], ...]

    def gone(self, today: date) -> int:
        """Return how much of the time is gone, in percent, 100 at the most."""
        whole = (self.ends_on - self.started_on).days
        passed = min(max((today - self.started_on).days, 0), whole)
        return PERCENT * passed // whole if whole else PERCENT

    @property
    def reached(self) -> int:
        """How many milestones were reached."""
        return sum(done for _, done in self.milestones)

    def late(self, today: date) -> int:
        """Return by how many days the oldest open milestone is late; 0 where none is."""
        open_days = [day for day, done in self.milestones if not done and day < today]
        return (today - min(open_days)).days if open_days else 0

    def over(self, today: date) -> bool:
        """Tell whether the time is over with milestones still open."""
        return today > self.ends_on and self.reached < len(self.milestones)


def clock_of(started_on: date, ends_on: date, steps: Iterable[tuple[date, bool]]) -> Clock:
    """Return the clock of a plan."""
    return Clock(started_on, ends_on, tuple(steps))
