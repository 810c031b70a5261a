"""The price a form is filled in with, and where it comes from: it is said beside the field."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marketplace.catalogue.rules.own_deals import OwnDeals
from marketplace.catalogue.rules.prices import PriceReading


class PriceFrom(StrEnum):
    """Where a need's price comes from."""

    LAST_PAID = "last_paid"
    MARKET = "market"
    NONE = "none"
    OWN_DEALS = "own_deals"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class LastPaid:
    """What this operator agreed to for the leaf last time, per unit."""

    price_minor: int
    on: date


@dataclass(frozen=True, slots=True)
class PriceProposal:
    """A price to fill in, its source and day, and the market beside it where one is known."""

    price_minor: int | None
    price_from: PriceFrom
    as_of: date | None = None
    market: PriceReading | None = None
    own: OwnDeals | None = None


def fill(
    last: LastPaid | None, market: PriceReading | None, own: OwnDeals | None = None
) -> PriceProposal:
    """Return last paid, else the market's median, else that of own deals, else nothing.

    Each comes with its source.
    """
    if last is not None:
        return PriceProposal(last.price_minor, PriceFrom.LAST_PAID, last.on, market)
    if market is not None:
        return PriceProposal(market.median_minor, PriceFrom.MARKET, market.month, market)
    if own is not None:
        day = own.newest.date()
        return PriceProposal(own.median_minor, PriceFrom.OWN_DEALS, day, own=own)
    return PriceProposal(None, PriceFrom.NONE)
