"""The purchase under the check, with every row its facts start from."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.queries.facts import Value
from marketplace.catalogue.models import Category, Destination, Unit
from marketplace.kernel.money import currency
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Supplier
from marketplace.sourcing.models import Need


@dataclass(frozen=True, slots=True)
class Purchase:
    """What would be bought of whom: whole units, price per unit in minor units."""

    need_id: int
    supplier_id: int
    offer_id: int | None
    quantity: int
    price_minor: int


@dataclass(frozen=True, slots=True)
class Deal:
    """A purchase with its rows loaded once; ``today`` is the local day of the destination."""

    purchase: Purchase
    need: Need
    destination: Destination
    category: Category
    unit: Unit
    supplier: Supplier
    today: date

    def major(self, minor: int) -> Fraction:
        """Return an amount in major units of the need's currency, exactly."""
        return Fraction(minor, currency(self.need.currency).minor_per_major)

    def minor(self, major: Value) -> int:
        """Return an amount of the facts, in major units, as minor units."""
        return round(Fraction(str(major)) * currency(self.need.currency).minor_per_major)

    def in_unit(self, per: Unit, minor: int) -> int:
        """Return a price per another unit of the same kind as a price per the need's unit."""
        scaled = Decimal(minor) * self.unit.factor_milli / per.factor_milli
        return int(scaled.quantize(Decimal(1)))

    def converts(self, other: Unit) -> bool:
        """Tell whether another unit measures the same thing."""
        return other.id == self.unit.id or other.base == self.unit.base


_DEAL = (
    select(Need, Destination, Category, Unit)
    .join(Destination, Destination.id == Need.destination_id)
    .join(Category, Category.id == Need.category_id)
    .join(Unit, Unit.id == Need.unit_id)
)


def load_deal(session: Session, purchase: Purchase, now: datetime) -> Deal:
    """Load what the facts of a purchase start from; raise ``NotFound`` for ids of nothing."""
    row = session.execute(_DEAL.where(Need.id == purchase.need_id)).one_or_none()
    supplier = session.get(Supplier, purchase.supplier_id)
    if row is None or supplier is None:
        raise NotFound
    need, destination, category, unit = row
    today = now.astimezone(ZoneInfo(destination.timezone)).date()
    return Deal(purchase, need, destination, category, unit, supplier, today)
