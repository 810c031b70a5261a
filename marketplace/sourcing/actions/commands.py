"""What can be asked of sourcing, as frozen commands."""

from dataclasses import dataclass, field
from datetime import date

from marketplace.sourcing.rules.lists import Lane
from marketplace.sourcing.rules.need_check import NeedFinding
from marketplace.sourcing.rules.price_fill import PriceFrom


@dataclass(frozen=True, slots=True)
class AskNeed:
    """One need as its buyer says it.

    ``price_minor`` is per unit; none takes the proposal. ``price_from`` is what the form showed:
    it is kept only where the price is still the proposed one. ``payment_days`` none takes the
    operator's habit. ``confirmed`` holds the questions answered with yes. An "again" names the
    need it repeats and the supplier who is asked first; ``alone`` asks nobody else (a call-off
    under an agreement) until she gives it back.
    """

    property_public_id: str
    leaf_code: str
    unit_code: str
    quantity: int
    deliver_on: date
    price_minor: int | None = None
    price_from: str = PriceFrom.TYPED
    lane: Lane = Lane.QUICK
    cash_at_door: bool = False
    confirmed: frozenset[NeedFinding] = field(default=frozenset())
    client_key: str = ""
    payment_days: int | None = None
    repeat_of_id: int | None = None
    same_supplier_id: int | None = None
    alone: bool = False

    def request(self) -> tuple[object, ...]:
        """Return what makes two sends the same request: all but key and confirmations."""
        return (
            self.property_public_id, self.leaf_code, self.unit_code, self.quantity,
            self.deliver_on.isoformat(), self.price_minor, self.lane.value, self.cash_at_door,
            self.payment_days, self.repeat_of_id, self.same_supplier_id, self.alone,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of an order list."""

    leaf_code: str
    unit_code: str
    quantity: int
    price_minor: int | None = None
    price_from: str = PriceFrom.TYPED


@dataclass(frozen=True, slots=True)
class AskList:
    """Many lines with one door, one day and one set of terms."""

    property_public_id: str
    deliver_on: date
    lines: tuple[ListLine, ...]
    cash_at_door: bool = False
    confirmed: frozenset[NeedFinding] = field(default=frozenset())
    client_key: str = ""

    def needs(self) -> tuple[AskNeed, ...]:
        """Return the lines as needs."""
        return tuple(
            AskNeed(
                self.property_public_id, line.leaf_code, line.unit_code, line.quantity,
                self.deliver_on, line.price_minor, line.price_from, Lane.QUICK,
                self.cash_at_door, self.confirmed,
            )
            for line in self.lines
        )  # fmt: skip
