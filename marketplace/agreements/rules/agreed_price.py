"""What a call-off costs: fixed, by dated steps, or following the market inside a band.

The paper asks for a price that need not be renegotiated with every inflation (§3.1): the index
moves with the market reference, never further than the band both sides said yes to.
"""

from datetime import date
from fractions import Fraction

from marketplace.agreements.rules.agreed_lists import PriceKind
from marketplace.agreements.rules.agreed_terms import Terms


def price_on(terms: Terms, day: date, *, market_minor: int | None, cash_step: int) -> int:
    """Return the price per unit, in minor units, for a delivery on a day.

    ``market_minor`` is the market's median now; without one an index stays at the agreed price.
    An index is paid in whole ``cash_step`` (the smallest coin or note), still inside the band.
    """
    if terms.price_kind is PriceKind.STEPS:
        due = [step.price_minor for step in terms.steps if step.from_on <= day]
        return due[-1] if due else terms.price_minor
    if terms.price_kind is PriceKind.INDEX and market_minor and terms.index_base_minor:
        return _indexed(terms, market_minor, terms.index_base_minor, cash_step)
    return terms.price_minor


def _indexed(terms: Terms, now_minor: int, base_minor: int, cash_step: int) -> int:
    low, high = terms.price_ends
    moved = Fraction(terms.price_minor * now_minor, base_minor)
    steps = round(moved / cash_step) * cash_step
    return min(max(steps, low), high)
