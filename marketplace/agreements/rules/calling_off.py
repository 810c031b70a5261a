"""What calling an order off at short notice costs (product.md, "Orders"), and her own shortfalls.

The default clause: what spoils and was promised is paid for in half from 48 hours before the door
opens, in full from 24 hours; nothing where it was sold to somebody else, and nothing for an order
placed so late that there never were 24 hours.
"""

from datetime import datetime, timedelta

from marketplace.kernel.money import Money

HALF_WITHIN = timedelta(hours=48)
ALL_WITHIN = timedelta(hours=24)
HALF, ALL = 500, 1000
TOLD_AHEAD = timedelta(hours=24)
FREE_TIMES = 2
_HOUR = timedelta(hours=1)


def permille_owed(
    *, placed_at: datetime, opens_at: datetime, now: datetime, perishable: bool, promised: bool
) -> int:
    """Return what part of an order's worth is owed for calling it off now, in thousandths.

    ``promised``: she said yes to it. ``opens_at`` is when the door opens on its day.
    """
    if not (perishable and promised) or opens_at - placed_at < ALL_WITHIN:
        return 0
    left = opens_at - now
    if left < ALL_WITHIN:
        return ALL
    return HALF if left < HALF_WITHIN else 0


def owed_for_calling_off(worth: Money, permille: int) -> Money | None:
    """Return the money that is owed, as cash can pay it; none where nothing is."""
    if permille <= 0 or worth.minor <= 0:
        return None
    part = Money(worth.minor * permille // 1000, worth.currency)
    return part.snapped() if part.snapped().minor > 0 else Money(max(part.minor, 1), part.currency)


def notice_hours(opens_at: datetime, now: datetime) -> int:
    """Return how many whole hours before the door opens something was said; never under nothing."""
    return max(0, (opens_at - now) // _HOUR)


def shortfall_counts(*, opens_at: datetime, now: datetime, free_before: int) -> bool:
    """Tell whether bringing less than promised goes into her record.

    Told 24 hours ahead it is free the first two times.
    """
    return opens_at - now < TOLD_AHEAD or free_before >= FREE_TIMES
