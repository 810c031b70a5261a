"""What the check is told. ``None`` always means "not known", never zero."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from marketplace.catalogue.rules.lists import Route
from marketplace.sourcing.rules.lists import MarginBand


class Safety(StrEnum):
    """What the papers and a look at the place say."""

    OK = "ok"
    GAP = "gap"
    HIGH = "high"
    ILLEGAL = "illegal"


class Children(StrEnum):
    """Whether children take part, and how."""

    NONE = "none"
    GUARDED = "guarded"
    HARM = "harm"


class CostSource(StrEnum):
    """Whose cost build-up is used."""

    OWN = "own"
    TYPICAL = "typical"


@dataclass(frozen=True, kw_only=True)
class Core:
    """One product an operator lives from. Private to the operator and the facilitator.

    ``price`` per guest in guest currency; ``margin`` and ``util`` are shares of one
    (``margin_band`` where no share is given); ``capacity``
    in guests a month (``rooms`` stands in for it); ``included``: already paid in the package.
    """

    name: str | None = None
    role: str | None = None
    category: str | None = None
    segment: str | None = None
    slot: str | None = None
    zone: str | None = None
    price: Fraction | None = None
    margin: Fraction | None = None
    margin_band: MarginBand | None = None
    capacity: Fraction | None = None
    rooms: Fraction | None = None
    util: Fraction | None = None
    included: bool | None = None
    must_stay_ours: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Side:
    """What one source costs per unit, until it is usable in the operator's store."""

    price: Fraction | None = None
    transport: Fraction | None = None
    handling: Fraction | None = None
    risk_saving: Fraction | None = None
    reject: Fraction | None = None


@dataclass(frozen=True, kw_only=True)
class Landed:
    """Local against incumbent; ``gop_share`` = extra yearly cost ÷ gross operating profit."""

    local: Side | None = None
    incumbent: Side | None = None
    gop_share: Fraction | None = None


@dataclass(frozen=True, kw_only=True)
class PriceReference:
    """A market reading for the place, month and trade level, in the unit of the price."""

    p10: Fraction | None = None
    p90: Fraction | None = None
    n: int | None = None
    age_months: Fraction | None = None


@dataclass(frozen=True, kw_only=True)
class PriceSpread:
    """Median of opened offers and paid prices in the leaf over 90 days (sealed never count)."""

    median: Fraction | None = None
    suppliers: int | None = None


@dataclass(frozen=True, kw_only=True)
class Linkage:
    """The offer's side: what would be traded, by which route, on which terms.

    ``guest_price`` and ``op_income`` (operator income per user) in guest currency, ``users``
    guests a month; ``price``, ``cash_cost``, ``cost`` per unit in the supplier's currency.
    """

    category: str | None = None
    route: Route | None = None
    segment: str | None = None
    slot: str | None = None
    zone: str | None = None
    guest_price: Fraction | None = None
    users: Fraction | None = None
    op_income: Fraction | None = None
    quantity: Fraction | None = None
    unit: str | None = None
    season: tuple[int, ...] | None = None
    safety: Safety | None = None
    safety_text: str | None = None
    children: Children | None = None
    existing_similar: int | None = None
    staged: bool | None = None
    secrecy: bool | None = None
    exclusivity: bool | None = None
    exclusivity_minimum: bool | None = None
    exclusivity_months: Fraction | None = None
    capacity_share: Fraction | None = None
    capacity_proven: bool | None = None
    landed: Landed | None = None
    single_source: bool | None = None
    daily_need: bool | None = None
    shelf_life_days: Fraction | None = None
    csr_only: bool | None = None
    months_to_spec: Fraction | None = None
    price: Fraction | None = None
    cash_cost: Fraction | None = None
    cost: Fraction | None = None
    cost_source: CostSource | None = None
    one_off_reason: str | None = None
    price_reference: PriceReference | None = None
    price_spread: PriceSpread | None = None
    payment_days: Fraction | None = None
    measured_payment_days: Fraction | None = None
    cash_at_door: bool | None = None
    prepaid: bool | None = None
    micro_supplier: bool | None = None
    perishable: bool | None = None
    buyer_share: Fraction | None = None
    sales_months: Fraction | None = None
    sales_count: int | None = None
    guest_share: Fraction | None = None


@dataclass(frozen=True)
class Inputs:
    """Everything one check looks at: the operator's core products and the offer."""

    cores: tuple[Core, ...]
    offer: Linkage

    def each_core(self, change: Callable[[Core], Core]) -> "Inputs":
        """Return the same linkage against changed core products."""
        return replace(self, cores=tuple(change(core) for core in self.cores))


def guest_route(offer: Linkage) -> Route | None:
    """Return the route branch A works with: a thing used or resold counts as embedded."""
    return Route.EMBEDDED if offer.route is Route.INPUT_OR_RESALE else offer.route
