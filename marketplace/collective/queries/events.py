"""Events, guests and leads as cards."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from marketplace.agreements.queries.cards import Rows
from marketplace.catalogue.models import Category, Place
from marketplace.collective.models import (
    Event,
    EventGuest,
    EventLead,
    EventLeaf,
)
from marketplace.collective.rules.events import (
    EventKind,
    EventState,
    GuestSays,
    LeadFound,
)
from marketplace.db import typed
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.models import HiddenSupplier, Operator, Supplier
from marketplace.people.queries.reach import in_reach

MOST = 60


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event with how many were invited, are coming, came."""

    id: int
    public_id: str
    kind: EventKind
    state: EventState
    title: str
    held_on: date
    place_name: str
    host_name: str | None
    invited: int
    coming: int
    came: int
    says: GuestSays | None = None


_GUESTS = (
    select(
        EventGuest.event_id, func.count().label("invited"),
        func.count().filter(EventGuest.says == GuestSays.COMING).label("coming"),
        func.count().filter(EventGuest.came.is_(True)).label("came"),
    )
    .group_by(EventGuest.event_id)
    .subquery()
)  # fmt: skip
EVENTS: Rows = (
    select(
        Event.id, Event.public_id, Event.kind, Event.state, typed(Event.title), Event.held_on,
        Place.name.label("place_name"), Operator.name.label("host_name"),
        func.coalesce(_GUESTS.c.invited, 0).label("invited"),
        func.coalesce(_GUESTS.c.coming, 0).label("coming"),
        func.coalesce(_GUESTS.c.came, 0).label("came"),
    )
    .select_from(Event)
    .join(Place, Place.id == Event.place_id)
    .outerjoin(Operator, Operator.id == Event.host_id)
    .outerjoin(_GUESTS, _GUESTS.c.event_id == Event.id)
)  # fmt: skip


def _events(session: Session, *where: ColumnElement[bool]) -> tuple[EventCard, ...]:
    found = EVENTS.where(*where).order_by(Event.held_on.desc(), Event.id.desc()).limit(MOST)
    return tuple(EventCard(**row._asdict()) for row in session.execute(found))


def events_at_desk(session: Session, actor: Actor) -> tuple[EventCard, ...]:
    """Return the events of her places, the latest day first."""
    return _events(session, in_reach(actor, Event.place_id))


def event_for_desk(session: Session, actor: Actor, public_id: str) -> EventCard:
    """Return one of them."""
    found = _events(session, Event.public_id == public_id, in_reach(actor, Event.place_id))
    if not found:
        raise NotFound
    return found[0]


def events_for_buyer(session: Session, actor: Actor) -> tuple[EventCard, ...]:
    """Return the events of a buyer's destinations that are not called off."""
    here = select(Place.id).where(Place.destination_id.in_(actor.destination_ids))
    return _events(session, Event.place_id.in_(here), Event.state != EventState.CALLED_OFF)


def events_for_supplier(session: Session, actor: Actor) -> tuple[EventCard, ...]:
    """Return what she is invited to and what she said, the latest day first."""
    rows = session.execute(
        EVENTS.add_columns(EventGuest.says)
        .join(EventGuest, EventGuest.event_id == Event.id)
        .where(EventGuest.supplier_id.in_(actor.supplier_ids), Event.state == EventState.PLANNED)
        .order_by(Event.held_on, Event.id)
        .limit(MOST)
    )
    return tuple(EventCard(**row._asdict()) for row in rows)


@dataclass(frozen=True, slots=True)
class GuestCard:
    """An invited supplier."""

    public_id: str
    code: str
    name: str
    place_name: str
    says: GuestSays
    came: bool | None


def guests_of(session: Session, event_id: int) -> tuple[GuestCard, ...]:
    """Return who is invited, by name; who hides stands under her pseudonym."""
    rows = session.execute(
        select(
            Supplier.public_id, Supplier.code,
            func.coalesce(HiddenSupplier.pseudonym, Supplier.name).label("name"),
            Place.name.label("place_name"), EventGuest.says, EventGuest.came,
        )
        .join(Supplier, Supplier.id == EventGuest.supplier_id)
        .join(Place, Place.id == Supplier.place_id)
        .outerjoin(HiddenSupplier, HiddenSupplier.supplier_id == Supplier.id)
        .where(EventGuest.event_id == event_id)
        .order_by(Supplier.name, Supplier.id)
        .limit(5 * MOST)
    )  # fmt: skip
    return tuple(GuestCard(**row._asdict()) for row in rows)


def leaves_of(session: Session, event_id: int) -> tuple[tuple[str, str], ...]:
    """Return what was asked for, as code and picture."""
    rows = session.execute(
        select(Category.code, Category.picture)
        .join(EventLeaf, EventLeaf.category_id == Category.id)
        .where(EventLeaf.event_id == event_id)
        .order_by(Category.code)
    )
    return tuple((row.code, row.picture) for row in rows)


@dataclass(frozen=True, slots=True)
class LeadCard:
    """Two who met; ``look`` is the day it is to be looked at next."""

    public_id: str
    event_title: str
    supplier_name: str
    operator_name: str
    first_look_on: date
    second_look_on: date
    first_found: LeadFound | None
    second_found: LeadFound | None

    @property
    def look(self) -> date | None:
        """The day of the next look; none after the second."""
        if self.first_found is None:
            return self.first_look_on
        return None if self.second_found else self.second_look_on


_LEADS: Rows = (
    select(
        EventLead.public_id, typed(Event.title, name="event_title"),
        Supplier.name.label("supplier_name"),
        Operator.name.label("operator_name"), EventLead.first_look_on, EventLead.second_look_on,
        EventLead.first_found, EventLead.second_found,
    )
    .select_from(EventLead)
    .join(Event, Event.id == EventLead.event_id)
    .join(Supplier, Supplier.id == EventLead.supplier_id)
    .join(Operator, Operator.id == EventLead.operator_id)
    .order_by(EventLead.first_look_on, EventLead.id)
    .limit(MOST)
)  # fmt: skip


def leads_at_desk(session: Session, actor: Actor) -> tuple[LeadCard, ...]:
    """Return the leads of her events, the earliest first."""
    rows = session.execute(_LEADS.where(in_reach(actor, Event.place_id)))
    return tuple(LeadCard(**row._asdict()) for row in rows)


def invitation(session: Session, actor: Actor, public_id: str) -> EventCard:
    """Return one event she is invited to, whatever became of it."""
    row = session.execute(
        EVENTS.add_columns(EventGuest.says)
        .join(EventGuest, EventGuest.event_id == Event.id)
        .where(Event.public_id == public_id, EventGuest.supplier_id.in_(actor.supplier_ids))
    ).one_or_none()
    if row is None:
        raise NotFound
    return EventCard(**row._asdict())
