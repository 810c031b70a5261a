"""Her fair price: what one unit costs her, and the floor under which she gives work away.

Signal C1 of assessment.md: cash cost = inputs + transport + packing + losses + group fee;
cost = cash cost + labour days × the destination's day rate; floor = 1.10 × cost. A working day
has 480 minutes. Money in minor units per unit, rounded half up.
"""

from dataclasses import dataclass

DAY_MINUTES = 480
FLOOR_PERCENT = 110


@dataclass(frozen=True, slots=True)
class FairPrice:
    """Costs per unit; ``is_default`` where they are the destination's and not her own."""

    cash_minor: int
    labour_minutes: int
    day_rate_minor: int
    is_default: bool

    @property
    def labour_minor(self) -> int:
        """Her work at the destination's day rate."""
        return _half_up(self.labour_minutes * self.day_rate_minor, DAY_MINUTES)

    @property
    def cost_minor(self) -> int:
        """Cash and work."""
        return self.cash_minor + self.labour_minor

    @property
    def floor_minor(self) -> int:
        """The fair price: a tenth above cost."""
        return _half_up(self.cost_minor * FLOOR_PERCENT, 100)

    def under_floor(self, price_minor: int) -> bool:
        """Tell whether a price is under her floor: the red hand."""
        return price_minor < self.floor_minor

    def earns_a_day(self, price_minor: int) -> int | None:
        """Return what a working day earns her at this price; none where no work is known."""
        if not self.labour_minutes:
            return None
        return _half_up((price_minor - self.cash_minor) * DAY_MINUTES, self.labour_minutes)


def cash_cost(*parts: int) -> int:
    """Return the sum of inputs, transport, packing, losses and group fee."""
    return sum(parts)


def _half_up(amount: int, divisor: int) -> int:
    return (2 * amount + divisor) // (2 * divisor)
