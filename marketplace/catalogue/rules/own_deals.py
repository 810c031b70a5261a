"""The median of what was paid here, where no market speaks: source "own deals".

It speaks from three suppliers and five deals in ninety days on; below that one supplier's price
could be guessed from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from marketplace.catalogue.rules.price_summary import percentile

WINDOW = timedelta(days=90)
MIN_SUPPLIERS = 3
MIN_DEALS = 5


@dataclass(frozen=True, slots=True)
class Deal:
    """What was paid for one unit, to whom and when; minor units."""

    supplier_id: int
    price_minor: int
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnDeals:
    """What was paid here for one unit of a leaf: minor units, how many deals, the newest one."""

    p10_minor: int
    median_minor: int
    p90_minor: int
    deals: int
    suppliers: int
    newest: datetime


def own_deals(deals: Iterable[Deal], now: datetime) -> OwnDeals | None:
    """Return what the deals of ninety days say; none where they are too few, or of too few."""
    recent = [one for one in deals if now - WINDOW <= one.at <= now]
    suppliers = len({one.supplier_id for one in recent})
    if len(recent) < MIN_DEALS or suppliers < MIN_SUPPLIERS:
        return None
    prices = sorted(one.price_minor for one in recent)
    return OwnDeals(
        p10_minor=percentile(prices, 10), median_minor=percentile(prices, 50),
        p90_minor=percentile(prices, 90), deals=len(recent), suppliers=suppliers,
        newest=max(one.at for one in recent),
    )  # fmt: skip
