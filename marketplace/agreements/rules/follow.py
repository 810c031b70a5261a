"""A linkage as a process: where it stands, when it is looked at, and when an alarm is due."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from marketplace.agreements.rules.lists import PlanStep

DAYS = (30, 90, 180, 365)  # after the first delivery (product.md, 11)
STALLED_AFTER = timedelta(days=21)
LONGEST_PLAN = timedelta(days=365)  # annex: less than a year to meet what is asked
REPEATS_FROM = 2
STEADY_FROM = 6


class Stage(StrEnum):
    """How far a linkage has come; nothing forces it to go on in this order."""

    FIRST = "first"
    REPEATED = "repeated"
    STEADY = "steady"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Life:
    """What happened between two sides."""

    first_on: date
    last_on: date  # the last event of any kind
    deliveries: int
    looked: frozenset[int] = frozenset()  # the looks that were taken
    ended: bool = False


def stage_of(life: Life) -> Stage:
    """Return the stage: one delivery, repeated from 2, steady from 6, over where it was ended."""
    if life.ended:
        return Stage.OVER
    if life.deliveries >= STEADY_FROM:
        return Stage.STEADY
    return Stage.REPEATED if life.deliveries >= REPEATS_FROM else Stage.FIRST


def next_look(life: Life) -> tuple[int, date] | None:
    """Return the next look (days after the first delivery, its day); none after a year."""
    due = ((days, life.first_on + timedelta(days=days)) for days in DAYS)
    return None if life.ended else next((one for one in due if one[0] not in life.looked), None)


def is_stalled(life: Life, today: date) -> bool:
    """Stalled = no event for 21 days in a linkage that is not over."""
    return not life.ended and today - life.last_on >= STALLED_AFTER


def milestones(start: date, end: date) -> Iterator[tuple[PlanStep, date]]:
    """Yield a plan's milestones, evenly over its time, the last on its last day."""
    steps = tuple(PlanStep)
    for number, name in enumerate(steps, 1):
        yield name, start + (end - start) * number // len(steps)


def taken(days: Collection[int]) -> frozenset[int]:
    """Return the looks that count as taken: a later one stands for those before it."""
    latest = max(days, default=0)
    return frozenset(one for one in DAYS if one <= latest)
