"""Her cost by pictures: so many units, and what each part of them took out of her hand.

The parts are asked one a page, in this order; money is told for all the units together, because
nobody buys a kilogram's worth of seed. Work is told in half days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from marketplace.offers.rules.fair_price import DAY_MINUTES, FairPrice, cash_cost
from marketplace.offers.rules.lists import HowLow


class Part(StrEnum):
    """The questions of a build-up, in order; their value is the field they are kept in."""

    INPUTS = "inputs_minor"
    WORK = "half_days"
    TRANSPORT = "transport_minor"
    PACKING = "packing_minor"
    LOSSES = "losses_minor"
    GROUP_FEE = "group_fee_minor"


@dataclass(frozen=True, slots=True)
class BuildUp:
    """What she said so far; ``quantity`` units, none where a part was not asked yet."""

    quantity: int
    parts: Mapping[Part, int | None]

    @property
    def next_part(self) -> Part | None:
        """The first question that is still open; none where all are answered."""
        return next((part for part in Part if self.parts.get(part) is None), None)

    def per_unit(self) -> dict[str, int]:
        """Return the costs of one unit, half up: minor units, work in minutes."""
        money = {part.value: self._one(part) for part in Part if part is not Part.WORK}
        minutes = (self.parts.get(Part.WORK) or 0) * DAY_MINUTES // 2
        return {**money, "labour_minutes": _half_up(minutes, self.quantity)}

    def fair(self, day_rate_minor: int) -> FairPrice:
        """Return what all the units together cost her, at the destination's day rate."""
        money = (self.parts.get(part) or 0 for part in Part if part is not Part.WORK)
        minutes = (self.parts.get(Part.WORK) or 0) * DAY_MINUTES // 2
        return FairPrice(cash_cost(*money), minutes, day_rate_minor, is_default=False)

    def _one(self, part: Part) -> int:
        return _half_up(self.parts.get(part) or 0, self.quantity)


def how_low(fair: FairPrice | None, price_minor: int) -> HowLow | None:
    """Tell whether a price is under her cost or under her floor; none where it is neither."""
    if fair is None or not fair.under_floor(price_minor):
        return None
    return HowLow.UNDER_COST if price_minor < fair.cost_minor else HowLow.UNDER_FLOOR


def _half_up(amount: int, divisor: int) -> int:
    return (2 * amount + divisor) // (2 * divisor)
