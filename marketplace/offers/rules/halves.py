"""All, half or a part of what is needed; from when."""

from datetime import date, timedelta

MIN_FOR_HALF = 2
MOST_WEEKS_LATER = 3


def half(quantity: int, lot: int | None = None) -> int | None:
    """Return half, rounded down; none below 2, or where half is not whole lots."""
    middle = quantity // 2
    return middle if quantity >= MIN_FOR_HALF and middle % (lot or 1) == 0 else None


def next_start(first: date, begins: date) -> date:
    """Return a week later than now said, and the first day again after three weeks."""
    weeks = (begins - first).days // 7
    return first + timedelta(weeks=(weeks + 1) % (MOST_WEEKS_LATER + 1))
