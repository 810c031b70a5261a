"""Properties with their doors, core products, and what an operator pays today."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.access import reaches_operator, require
from marketplace.sourcing.models import CoreProduct, Incumbent, Property, ReceivingHour
from marketplace.sourcing.rules.lists import MarginBand, ProductRole


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProperty:
    """A property with its door: weekday (Monday 0) to opening and closing minute."""

    operator_id: int
    place_id: int
    name: str
    hours: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    rooms: int = 0
    beds: int = 0
    cold_room: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreProductFacts:
    """What is known about a core product (assessment.md); missing figures stay missing."""

    operator_id: int
    name: str
    category_code: str
    picture: str
    role: ProductRole
    segment: str
    slot: str
    zone: str
    currency: str
    property_id: int | None = None
    price_minor: int | None = None
    margin_band: MarginBand | None = None
    capacity_month: int | None = None
    utilisation_percent: int | None = None
    in_package: bool = False
    must_stay_ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IncumbentFacts:
    """What the operator pays today for a leaf per unit, landed."""

    operator_id: int
    category_id: int
    unit_id: int
    price_minor: int
    transport_minor: int = 0
    handling_minor: int = 0
    reject_permille: int = 0


_CORE = select(CoreProduct).where(CoreProduct.public_id == bindparam("public_id"))
_INCUMBENT = select(Incumbent).where(
    Incumbent.operator_id == bindparam("operator"),
    Incumbent.category_id == bindparam("category"),
    Incumbent.unit_id == bindparam("unit"),
)


def add_property(session: Session, actor: Actor, command: NewProperty) -> Property:
    """Add a property with its receiving hours."""
    _require(actor, command.operator_id)
    row = Property(
        public_id=ids.public_id(), operator_id=command.operator_id, place_id=command.place_id,
        name=command.name, rooms=command.rooms, beds=command.beds, cold_room=command.cold_room,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add_all(
        ReceivingHour(property_id=row.id, weekday=weekday, opens=opens, closes=closes)
        for weekday, (opens, closes) in command.hours.items()
    )
    record(session, actor, verb="property.add", subject=row)
    return row


def keep_core_product(
    session: Session, actor: Actor, facts: CoreProductFacts, *, public_id: str | None = None
) -> CoreProduct:
    """Add a core product, or change the one with ``public_id`` (its operator's own only)."""
    _require(actor, facts.operator_id)
    row = _core(session, facts.operator_id, public_id)
    for name, value in asdict(facts).items():
        setattr(row, name, value)
    record(session, actor, verb="core_product.keep", subject=row)
    return row


def retire_core_product(session: Session, actor: Actor, public_id: str) -> None:
    """Retire a core product: history is never deleted."""
    row = session.scalars(_CORE, {"public_id": public_id}).one_or_none()
    if row is None:
        raise NotFound
    _require(actor, row.operator_id)
    row.retired_at = clock.now()
    record(session, actor, verb="core_product.retire", subject=row)


def keep_incumbent(session: Session, actor: Actor, facts: IncumbentFacts) -> Incumbent:
    """Keep what the operator pays today for a leaf in a unit; one figure each."""
    _require(actor, facts.operator_id)
    params = {
        "operator": facts.operator_id, "category": facts.category_id, "unit": facts.unit_id,
    }  # fmt: skip
    row = session.scalars(_INCUMBENT, params).one_or_none()
    if row is None:
        row = Incumbent()
        session.add(row)
    for name, value in asdict(facts).items():
        setattr(row, name, value)
    record(session, actor, verb="incumbent.keep", subject=row)
    return row


def _core(session: Session, operator_id: int, public_id: str | None) -> CoreProduct:
    if public_id is None:
        row = CoreProduct(public_id=ids.public_id())
        session.add(row)
        return row
    found = session.scalars(_CORE, {"public_id": public_id}).one_or_none()
    if found is None or found.operator_id != operator_id:
        raise NotFound
    return found


def _require(actor: Actor, operator_id: int) -> None:
    """An operator's own people, whoever sets the installation up, and the clockwork."""
    clockwork = actor.person_id is None and not actor.is_nobody
    require(clockwork or actor.has(Role.ADMINISTRATOR) or reaches_operator(actor, operator_id))
