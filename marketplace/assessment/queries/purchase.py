"""The linkage under the check, with every row its facts start from."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Self
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.queries.facts import Value
from marketplace.catalogue.models import Category, Destination, Place, Unit
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel.money import currency
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Supplier
from marketplace.sourcing.models import Need, Tender
from marketplace.sourcing.rules.lists import Lane


@dataclass(frozen=True, slots=True)
class Purchase:
    """What would be bought of whom: whole units, price per unit in minor units."""

    need_id: int
    supplier_id: int
    offer_id: int | None
    quantity: int
    price_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Guests:
    """How it reaches the guest: where, when, for how much (guest currency), how many a month."""

    route: Route
    segment: str | None = None
    slot: str | None = None
    zone: str | None = None
    guest_price_minor: int | None = None
    users: int | None = None
    operator_income_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkage:
    """Any linkage with an operator on explicit terms: of a need, or of a proposal, never both.

    ``price_minor`` per unit in ``currency``; ``guest_price_minor`` and ``operator_income_minor``
    (from each guest) in the destination's guest currency; ``users`` guests a month; ``season``
    the months it is for where it has no single day. ``None`` always means "not known".
    """

    operator_id: int
    supplier_id: int
    place_id: int
    category_id: int
    unit_id: int
    route: Route
    quantity: int
    price_minor: int
    currency: str
    payment_days: int
    cash_at_door: bool = False
    need_id: int | None = None
    offer_id: int | None = None
    proposal_id: int | None = None
    deliver_on: date | None = None
    season: tuple[int, ...] = ()
    segment: str | None = None
    slot: str | None = None
    zone: str | None = None
    guest_price_minor: int | None = None
    users: int | None = None
    operator_income_minor: int | None = None

    def __post_init__(self) -> None:
        """A linkage is of one need or of one proposal; the table's CHECK says the same."""
        if (self.need_id is None) == (self.proposal_id is None):
            raise ValueError("a linkage is of a need or of a proposal, never both or neither")

    def for_guests(self, guests: Guests) -> Self:
        """Return the same linkage as it reaches these guests."""
        return replace(self, **asdict(guests))


@dataclass(frozen=True, slots=True)
class Deal:
    """A linkage with its rows loaded once; ``today`` is the local day of the destination."""

    terms: Linkage
    destination: Destination
    category: Category
    unit: Unit
    supplier: Supplier
    today: date

    @property
    def day(self) -> date:
        """The day of delivery; today where the linkage has none."""
        return self.terms.deliver_on or self.today

    @property
    def months(self) -> tuple[int, ...]:
        """The months of the year it is for."""
        return self.terms.season or (self.day.month,)

    def major(self, minor: int) -> Fraction:
        """Return an amount in major units of the linkage's currency, exactly."""
        return Fraction(minor, currency(self.terms.currency).minor_per_major)

    def guest_major(self, minor: int) -> Fraction:
        """Return an amount in major units of the currency guests pay in, exactly."""
        return Fraction(minor, currency(self.destination.guest_currency).minor_per_major)

    def minor(self, major: Value) -> int:
        """Return an amount of the facts, in major units, as minor units."""
        return round(Fraction(str(major)) * currency(self.terms.currency).minor_per_major)

    def in_unit(self, per: Unit, minor: int) -> int:
        """Return a price per another unit of the same kind as a price per the linkage's unit."""
        scaled = Decimal(minor) * self.unit.factor_milli / per.factor_milli
        return int(scaled.quantize(Decimal(1)))

    def converts(self, other: Unit) -> bool:
        """Tell whether another unit measures the same thing."""
        return other.id == self.unit.id or other.base == self.unit.base


def explicit_terms() -> frozenset[str]:
    """Return the key paths of what a linkage itself may say of its guests."""
    names = ("segment", "slot", "zone", "guest_price", "users", "op_income")
    return frozenset(f"offer.{name}" for name in names)


def linkage_of(session: Session, purchase: Purchase) -> Linkage:
    """Return a purchase with the terms its need says; raise ``NotFound`` for no such need."""
    need = session.get(Need, purchase.need_id)
    if need is None:
        raise NotFound
    made = Linkage(
        operator_id=need.operator_id, supplier_id=purchase.supplier_id, place_id=need.place_id,
        category_id=need.category_id, unit_id=need.unit_id, route=need.route,
        quantity=purchase.quantity, price_minor=purchase.price_minor, currency=need.currency,
        payment_days=need.payment_days, cash_at_door=need.cash_at_door, need_id=need.id,
        offer_id=purchase.offer_id, deliver_on=need.deliver_on,
    )  # fmt: skip
    guests = _tendered_guests(session, need)
    return made if guests is None else made.for_guests(guests)


def _tendered_guests(session: Session, need: Need) -> Guests | None:
    """What a tender says of its guests; a call-off of what grew out of it reaches the same."""
    root = need.id if need.lane is Lane.TENDER else need.repeat_of_id
    if root is None:
        return None
    row = session.execute(
        select(
            Need.route, Tender.segment, Tender.slot, Tender.zone, Tender.guest_price_minor,
            Tender.users_month.label("users"),
        )
        .join(Tender, Tender.need_id == Need.id)
        .where(Need.id == root)
    ).one_or_none()  # fmt: skip
    return None if row is None else Guests(**row._asdict())


_DEAL = (
    select(Destination, Category, Unit, Supplier)
    .select_from(Place)
    .join(Destination, Destination.id == Place.destination_id)
)


def load_deal(session: Session, terms: Linkage, now: datetime) -> Deal:
    """Load what the facts of a linkage start from; raise ``NotFound`` for ids of nothing."""
    row = session.execute(
        _DEAL.join(Category, Category.id == terms.category_id)
        .join(Unit, Unit.id == terms.unit_id)
        .join(Supplier, Supplier.id == terms.supplier_id)
        .where(Place.id == terms.place_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    destination, category, unit, supplier = row
    today = now.astimezone(ZoneInfo(destination.timezone)).date()
    return Deal(terms, destination, category, unit, supplier, today)
