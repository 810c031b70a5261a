"""The spread alarm of an opening (signal C3): who offers far under the middle."""

from collections.abc import Mapping
from fractions import Fraction

from marketplace.kernel.money import median

SPREAD = Fraction(85, 100)
SPEAKS_FROM = 3  # suppliers


def far_under(prices_minor: Mapping[str, int], share: Fraction = SPREAD) -> frozenset[str]:
    """Return the offers under this share of the median of all opened ones; none under three."""
    if len(prices_minor) < SPEAKS_FROM:
        return frozenset()
    floor = share * (median(prices_minor.values()) or 0)
    return frozenset(code for code, price in prices_minor.items() if price < floor)
