"""Who pays a service: she, the giver, and from outside; and how the outside share falls."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

WEEKS_A_YEAR = 50


@dataclass(frozen=True, slots=True)
class Cost:
    """A price in minor units and what the giver and outside money bear of it.

    ``shared`` is one visit for all who take it: what is left is divided by them.
    """

    price: int
    giver: int = 0
    outside: int = 0
    shared: bool = False

    @property
    def fits(self) -> bool:
        """Tell whether nobody bears more than there is."""
        return self.giver >= 0 and self.outside >= 0 and self.giver + self.outside <= self.price

    @property
    def left(self) -> int:
        """What the suppliers bear, together where it is shared."""
        return self.price - self.giver - self.outside

    def for_one(self, takers: int = 1) -> "Cost":
        """Return one supplier's own cost where so many take it; her part is rounded up."""
        if not self.shared:
            return self
        many = max(1, takers)
        giver, outside, hers = self.giver // many, self.outside // many, -(-self.left // many)
        return Cost(giver + outside + hers, giver, outside)


def for_each_unit(hers: int, weekly: int) -> int | None:
    """Return her part over a year's sales of so many a week, per unit, rounded up."""
    return -(-hers // (weekly * WEEKS_A_YEAR)) if weekly > 0 else None


@dataclass(frozen=True, slots=True)
class Served:
    """One service that was given: when, its price, and what came from outside."""

    on: date
    price: int
    outside: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """How many services were given in a quarter, and the outside share of their price."""

    year: int
    number: int
    services: int
    outside_permille: int | None


def quarters(served: Iterable[Served]) -> tuple[Quarter, ...]:
    """Return every quarter in which something was given, the oldest first."""
    known: dict[tuple[int, int], list[Served]] = {}
    for one in served:
        known.setdefault((one.on.year, (one.on.month + 2) // 3), []).append(one)
    return tuple(_quarter(*key, known[key]) for key in sorted(known))


def _quarter(year: int, number: int, rows: list[Served]) -> Quarter:
    price, outside = sum(one.price for one in rows), sum(one.outside for one in rows)
    return Quarter(year, number, len(rows), 1000 * outside // price if price else None)


def falls(known: tuple[Quarter, ...]) -> bool | None:
    """Tell whether the outside share fell from the first quarter to the last; none: too early."""
    shares = [one.outside_permille for one in known if one.outside_permille is not None]
    return shares[-1] < shares[0] if len(shares) > 1 else None
