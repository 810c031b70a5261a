"""Which lane an ordinary purchase takes: within 36 hours of the door it is urgent."""

from datetime import date, datetime

from marketplace.sourcing.rules.lists import Lane
from marketplace.sourcing.rules.need_check import URGENT_WITHIN
from marketplace.sourcing.rules.receiving import Hours, moment, window


def lane_for(hours: Hours, day: date, *, now: datetime, zone: str) -> Lane:
    """Return urgent where the door opens within 36 hours of now, else quick (product.md)."""
    opens, _ = window(hours, day)
    return Lane.URGENT if moment(day, opens, zone=zone) - now <= URGENT_WITHIN else Lane.QUICK
