"""The price a form is filled in with, and where it comes from: it is said beside the field."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marketplace.catalogue.rules.prices import PriceReading


class PriceFrom(StrEnum):
    """Where a need's price comes from."""

    LAST_PAID = "last_paid"
    MARKET = "market"
    NONE = "none"
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


def fill(last: LastPaid | None, market: PriceReading | None) -> PriceProposal:
    """Return last paid, else the market's median, else nothing; each with its source."""
    if last is not None:
        return PriceProposal(last.price_minor, PriceFrom.LAST_PAID, last.on, market)
    if market is not None:
        return PriceProposal(market.median_minor, PriceFrom.MARKET, market.month, market)
    return PriceProposal(None, PriceFrom.NONE)
