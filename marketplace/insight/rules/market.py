"""Demand against supply by leaf: gaps, crowding, niches, and what many lodges need together.

Quantities are thousandths of the leaf's usual unit, a month is 30 days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

MONTH = 30  # days
WINDOW = 90  # days of asking that speak for today
WEEKS_A_MONTH = Fraction(30, 7)
FEWEST_OPERATORS = 3  # a pooled figure never rests on fewer, so that it names nobody
CROWDED_FROM = 3  # suppliers
MOST = Fraction(1, 2)
CROWDED_RATIO = 2  # suppliers for each need asked in a month


class Standing(StrEnum):
    """How a leaf stands: the first that is true."""

    CROWDED = "crowded"
    GAP = "gap"
    BALANCED = "balanced"
    UNASKED = "unasked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """One leaf in one destination: what was asked in 90 days against what can be made."""

    leaf_code: str
    group_code: str
    picture: str
    unit_code: str
    operators: int = 0
    needs: int = 0
    unmet: int = 0  # needs of these that nobody filled, or not in full
    asked_milli: int = 0
    suppliers: int = 0
    weekly_milli: int = 0


def demand_month(leaf: Balance) -> int:
    """Demand a month = quantity asked in 90 days ÷ 3 (thousandths of the usual unit)."""
    return leaf.asked_milli * MONTH // WINDOW


def supply_month(leaf: Balance) -> int:
    """Supply a month = Σ weekly amount (proven, else stated) × 30 ÷ 7."""
    return int(leaf.weekly_milli * WEEKS_A_MONTH)


def gap(leaf: Balance) -> int:
    """Gap = demand a month − supply a month, never below nothing."""
    return max(0, demand_month(leaf) - supply_month(leaf))


def fill_share(leaf: Balance) -> Fraction | None:
    """Fill share = needs filled in full ÷ needs asked; none where nothing was asked."""
    return Fraction(leaf.needs - leaf.unmet, leaf.needs) if leaf.needs else None


def crowding(leaf: Balance) -> Fraction | None:
    """Crowding = suppliers ÷ needs asked a month; none where nothing was asked."""
    return Fraction(leaf.suppliers * WINDOW, leaf.needs * MONTH) if leaf.needs else None


def is_crowded(leaf: Balance) -> bool:
    """Crowded = at least 3 suppliers, crowding over 2 (or nothing asked), most needs filled."""
    found, filled = crowding(leaf), fill_share(leaf)
    if leaf.suppliers < CROWDED_FROM or (filled is not None and filled < MOST):
        return False
    return found is None or found > CROWDED_RATIO


def has_unmet_need(leaf: Balance) -> bool:
    """Unmet = a need nobody filled, or more asked a month than can be made."""
    return leaf.unmet > 0 or gap(leaf) > 0


def standing(leaf: Balance) -> Standing:
    """Return how a leaf stands."""
    if is_crowded(leaf):
        return Standing.CROWDED
    if has_unmet_need(leaf):
        return Standing.GAP
    return Standing.BALANCED if leaf.needs else Standing.UNASKED


def gaps(leaves: Iterable[Balance]) -> tuple[Balance, ...]:
    """Gap list = leaves with unmet need that are not crowded, most unmet needs first."""
    found = (leaf for leaf in leaves if has_unmet_need(leaf) and not is_crowded(leaf))
    return tuple(sorted(found, key=lambda leaf: (-leaf.unmet, -gap(leaf), leaf.leaf_code)))


def niches(leaves: Iterable[Balance]) -> Mapping[str, Balance]:
    """Niche = for a crowded leaf, the uncrowded leaf of its group with the most unmet needs."""
    known = tuple(leaves)
    open_leaves = gaps(known)
    found = {
        leaf.leaf_code: next((o for o in open_leaves if o.group_code == leaf.group_code), None)
        for leaf in known
        if is_crowded(leaf)
    }
    return {code: other for code, other in found.items() if other is not None}


def pooled(leaves: Iterable[Balance]) -> tuple[Balance, ...]:
    """Pooled demand = leaves that at least 3 operators asked for, most operators first."""
    found = (leaf for leaf in leaves if leaf.operators >= FEWEST_OPERATORS)
    return tuple(sorted(found, key=lambda leaf: (-leaf.operators, leaf.leaf_code)))
