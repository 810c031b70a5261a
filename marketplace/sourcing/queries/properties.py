"""Properties and their doors."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination, Place
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Operator
from marketplace.people.queries.reach import at_places
from marketplace.sourcing.models import Property, ReceivingHour
from marketplace.sourcing.queries.cards import PropertyCard
from marketplace.sourcing.rules import receiving

SHOWN_DAYS = 7
_PROPERTIES = (
    select(
        Property.id, Property.public_id, Property.operator_id, Property.name,
        Operator.name.label("operator_name"), Place.name.label("place_name"),
        Operator.payment_days, Destination.currency, Destination.guest_currency,
        Destination.timezone,
    )
    .join(Operator, Operator.id == Property.operator_id)
    .join(Place, Place.id == Property.place_id)
    .join(Destination, Destination.id == Operator.destination_id)
    .where(Property.operator_id.in_(bindparam("operators", expanding=True)))
    .order_by(Operator.name, Property.name, Property.id)
)  # fmt: skip
_HOURS = select(
    ReceivingHour.property_id, ReceivingHour.weekday, ReceivingHour.opens, ReceivingHour.closes
).where(ReceivingHour.property_id.in_(bindparam("properties", expanding=True)))


def property_cards(session: Session, actor: Actor) -> tuple[PropertyCard, ...]:
    """Return the buyer's properties with their door hours and the next open days."""
    operators = sorted(actor.operator_ids)
    rows = session.execute(_PROPERTIES, {"operators": operators}).all()
    hours = hours_of(session, [row.id for row in rows])
    return tuple(_card(row, hours[row.id]) for row in rows)


def property_for_buyer(session: Session, actor: Actor, public_id: str) -> PropertyCard:
    """Return one of the buyer's properties; raises ``NotFound`` for anybody else's."""
    for card in property_cards(session, actor):
        if card.public_id == public_id:
            return card
    raise NotFound


def hours_of(session: Session, property_ids: Sequence[int]) -> dict[int, receiving.Hours]:
    """Return each property's door hours by weekday; an empty mapping where it never opens."""
    found: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    for row in session.execute(_HOURS, {"properties": list(property_ids)}):
        found[row.property_id][row.weekday] = (row.opens, row.closes)
    return defaultdict(dict, found)


def local_today(timezone: str) -> date:
    """Return today where the door is."""
    return clock.now().astimezone(ZoneInfo(timezone)).date()


def _card(row: Row[*tuple[Any, ...]], hours: receiving.Hours) -> PropertyCard:
    opened = receiving.open_days(hours, local_today(row.timezone), count=SHOWN_DAYS)
    return PropertyCard(**row._asdict(), hours=_flat(hours), next_open_days=opened)


def _flat(hours: receiving.Hours) -> tuple[tuple[int, int, int], ...]:
    items: Iterable[tuple[int, tuple[int, int]]] = sorted(hours.items())
    return tuple((weekday, opens, closes) for weekday, (opens, closes) in items)


def operators_in_reach(session: Session, actor: Actor) -> frozenset[str]:
    """Return the public ids of operators with a door in one of a facilitator's places."""
    if not actor.has(Role.FACILITATOR):
        return frozenset()
    here = at_places(actor, Property.place_id)
    rows = select(Operator.public_id).join(Property, Property.operator_id == Operator.id)
    return frozenset(session.scalars(rows.where(here)))
