"""Every linkage has both sides' money line; one without a benefit to the buyer is warned of."""

from dataclasses import dataclass
from fractions import Fraction

from marketplace.assessment.rules.inputs import Linkage
from marketplace.assessment.rules.landed import costs


@dataclass(frozen=True, slots=True)
class BothSides:
    """What each side has of it, in major units; none where it is not known (paper §4).

    Supplier: what is paid in all, and what is left of it over cash cost. Buyer: what is saved
    against what is paid now, landed, for the whole quantity; and the income from guests a month,
    in guest currency.
    """

    paid: Fraction | None
    left: Fraction | None
    saved: Fraction | None
    income: Fraction | None

    @property
    def buyer_known(self) -> bool:
        """Tell whether anything is known of the buyer's side."""
        return self.saved is not None or self.income is not None

    @property
    def no_benefit(self) -> bool:
        """Tell whether the buyer's side is known and has nothing of it."""
        gains = [one for one in (self.saved, self.income) if one is not None]
        return bool(gains) and all(one <= 0 for one in gains)


def both_sides(offer: Linkage) -> BothSides:
    """Return both money lines of a linkage."""
    price, quantity = offer.price, offer.quantity
    paid = left = None
    if price is not None and quantity is not None:
        paid = price * quantity
        left = None if offer.cash_cost is None else (price - offer.cash_cost) * quantity
    return BothSides(paid, left, _saved(offer), _income(offer))


def _saved(offer: Linkage) -> Fraction | None:
    pair = costs(offer.landed)
    if pair is None or offer.quantity is None:
        return None
    return (pair[1] - pair[0]) * offer.quantity


def _income(offer: Linkage) -> Fraction | None:
    if offer.op_income is None or offer.users is None:
        return None
    return offer.op_income * offer.users
