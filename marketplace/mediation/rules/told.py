"""What a loser is told: higher, in the middle, lower; never who, never how much."""

from collections.abc import Sequence

from marketplace.mediation.rules.lists import PricePosition, Skill

SPEAKS_FROM = 3  # offers: with fewer, a position would say somebody's price
THIRDS = 3


def position(mine_minor: int, opened_minor: Sequence[int]) -> PricePosition:
    """Say where a price stands among all opened prices, her own included.

    Higher where two thirds or more of the others are lower, lower where two thirds or more are
    higher, else in the middle.
    """
    others = len(opened_minor) - 1
    if others + 1 < SPEAKS_FROM:
        return PricePosition.UNSAID
    lower = sum(price < mine_minor for price in opened_minor)
    higher = sum(price > mine_minor for price in opened_minor)
    if lower * THIRDS >= 2 * others:
        return PricePosition.HIGHER
    if higher * THIRDS >= 2 * others:
        return PricePosition.LOWER
    return PricePosition.MIDDLE


def skill_for(place: PricePosition, *, quantity: int, need: int, deliveries: int) -> Skill:
    """Propose what to learn from a loss; a person may choose another card."""
    if quantity * THIRDS <= need:
        return Skill.JOIN_OTHERS
    if place is PricePosition.HIGHER:
        return Skill.COUNT_COST
    return Skill.KEEP_DAY if deliveries else Skill.GRADE
