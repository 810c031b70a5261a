"""What happens in the demo world, in its order, each thing at its own moment of the clock."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count

from marketplace.kernel import clock

Act = Callable[[], object]


class Rank(IntEnum):
    """What comes first where several things share one moment."""

    PEOPLE = 0
    ASK = 1
    ANSWER = 2
    PLACE = 3
    OUTCOME = 4
    SETTLE = 5
    CONFIRM = 6
    DELIVER = 7
    PAY = 8
    DESK = 9


class Timeline:
    """A queue of moments; what happens may put later things in."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, Rank, int, Act]] = []
        self._numbers = count()

    def at(self, moment: datetime, rank: Rank, act: Act) -> None:
        """Let something happen at a moment."""
        heappush(self._waiting, (moment, rank, next(self._numbers), act))

    def run(self) -> None:
        """Let everything happen, the clock put to each moment; it never runs backwards."""
        for moment, act in self._in_order():
            if moment > clock.now():
                clock.set_offset(clock.offset() + (moment - clock.now()))
            act()

    def _in_order(self) -> Iterator[tuple[datetime, Act]]:
        while self._waiting:
            moment, _, _, act = heappop(self._waiting)
            yield moment, act


@contextmanager
def long_ago(days: int) -> Iterator[datetime]:
    """Put the clock back so many days and, whatever happens, to where it stood afterwards.

    Yields the moment it stood at before.
    """
    before, loaded = clock.offset(), clock.now()
    clock.set_offset(before - timedelta(days=days))
    try:
        yield loaded
    finally:
        clock.set_offset(before)
