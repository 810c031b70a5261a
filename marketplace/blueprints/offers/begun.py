"""An answer begun, as the pages of the answer need it."""

from dataclasses import dataclass
from datetime import date

from marketplace.offers.rules.lists import Bringing
from marketplace.sourcing.queries import NeedCard
from marketplace.web.hand import sum_of


@dataclass(frozen=True, slots=True)
class Begun:
    """An answer begun: the need, and what she has said so far."""

    need: NeedCard
    supplier_id: int
    key: str
    quantity: int | None
    price_minor: int | None
    bringing: Bringing
    starts_on: date | None

    def sum(self, price_minor: int | None) -> int:
        """Return what a price per unit makes for her quantity, as cash can pay it."""
        return sum_of(price_minor or 0, self.need.currency, self.quantity or 0)

    @property
    def begins(self) -> date:
        """From when: the need's own day until she says a later one."""
        return self.starts_on or self.need.deliver_on

    @property
    def asked(self) -> int:
        """What the asked price makes for her quantity."""
        return self.sum(self.need.price_minor)

    @property
    def hers(self) -> int:
        """What her own price makes."""
        return self.sum(self.price_minor)
