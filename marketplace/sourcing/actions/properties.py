"""Properties with their doors, and what an operator pays today."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel import ids
from marketplace.kernel.actor import Actor, Role
from marketplace.people.rules.access import reaches_operator, require
from marketplace.sourcing.models import Incumbent, Property, ReceivingHour


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
class IncumbentFacts:
    """What the operator pays today for a leaf per unit, landed.

    ``in_house``: its own people do it; none leaves what was told before.
    """

    operator_id: int
    category_id: int
    unit_id: int
    price_minor: int
    transport_minor: int = 0
    handling_minor: int = 0
    reject_permille: int = 0
    in_house: bool | None = None


_INCUMBENT = select(Incumbent).where(
    Incumbent.operator_id == bindparam("operator"),
    Incumbent.category_id == bindparam("category"),
    Incumbent.unit_id == bindparam("unit"),
)


def add_property(session: Session, actor: Actor, command: NewProperty) -> Property:
    """Add a property with its receiving hours."""
    require_keeper(actor, command.operator_id)
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


def keep_incumbent(session: Session, actor: Actor, facts: IncumbentFacts) -> Incumbent:
    """Keep what the operator pays today for a leaf in a unit; one figure each."""
    require_keeper(actor, facts.operator_id)
    params = {
        "operator": facts.operator_id, "category": facts.category_id, "unit": facts.unit_id,
    }  # fmt: skip
    row = session.scalars(_INCUMBENT, params).one_or_none()
    if row is None:
        row = Incumbent()
        session.add(row)
    for name, value in asdict(facts).items():
        if value is not None:
            setattr(row, name, value)
    record(session, actor, verb="incumbent.keep", subject=row)
    return row


def require_keeper(actor: Actor, operator_id: int) -> None:
    """Let in an operator's own people, whoever sets the installation up, and the clockwork."""
    clockwork = actor.person_id is None and not actor.is_nobody
    require(clockwork or actor.has(Role.ADMINISTRATOR) or reaches_operator(actor, operator_id))
