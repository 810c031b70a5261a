"""Events: suppliers invited by what they make, who came, who may trade."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.grievance_ground import today_in
from marketplace.catalogue.models import Category, Place
from marketplace.collective.models import Event, EventGuest, EventLead, EventLeaf
from marketplace.collective.queries.load import event_at_desk
from marketplace.collective.rules.events import (
    EVENT,
    EventKind,
    EventRefusal,
    EventState,
    EventVerb,
    GuestSays,
    LeadFound,
    look_days,
)
from marketplace.journal.actions import record, step
from marketplace.journal.outbox import DESK, Message, post
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.kernel.text import tidy
from marketplace.people.models import Operator, Supplier, SupplierLeaf
from marketplace.people.rules.access import reaches_place, require
from marketplace.people.rules.lists import SupplierState

INVITED = "event_invited"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEvent:
    """An event to be: where, when, hosted by whom (public ids), for makers of which leaves."""

    place: str
    kind: EventKind
    title: str
    held_on: date
    leaves: Collection[str]
    host: str | None = None


def plan_event(session: Session, actor: Actor, command: PlanEvent) -> Event:
    """Plan an event and invite everybody of the destination who makes one of its leaves."""
    place = session.scalar(select(Place).where(Place.public_id == command.place))
    if place is None:
        raise NotFound
    require(reaches_place(actor, place.id))
    if command.held_on < today_in(session, place.id):
        raise Refused(EventRefusal.DAY_IS_PAST)
    leaves = session.scalars(select(Category.id).where(Category.code.in_(command.leaves))).all()
    if not leaves:
        raise Refused(EventRefusal.NO_LEAF)
    makers = _makers(session, place.destination_id, leaves)
    if not makers:
        raise Refused(EventRefusal.NOBODY_TO_INVITE)
    row = _planned(session, actor, command, place.id)
    session.add_all(EventLeaf(event_id=row.id, category_id=leaf) for leaf in leaves)
    _invite(session, row, makers)
    return row


def _makers(session: Session, destination_id: int, leaves: Sequence[int]) -> Sequence[int]:
    return session.scalars(
        select(Supplier.id)
        .join(SupplierLeaf, SupplierLeaf.supplier_id == Supplier.id)
        .where(
            Supplier.destination_id == destination_id,
            Supplier.state == SupplierState.ACTIVE, SupplierLeaf.category_id.in_(leaves),
        )
        .distinct()
        .order_by(Supplier.id)
    ).all()  # fmt: skip


def _invite(session: Session, row: Event, makers: Iterable[int]) -> None:
    now, told = clock.now(), []
    for one in makers:
        guest = EventGuest(event_id=row.id, supplier_id=one, says=GuestSays.WAITING, invited_at=now)
        session.add(guest)
        told.append(Message(
            kind=INVITED, subject_type=row.__tablename__, subject_id=row.id, channel=DESK,
            to_supplier_id=one, place_id=row.place_id,
        ))  # fmt: skip
    session.flush()
    post(session, told)


def _planned(session: Session, actor: Actor, command: PlanEvent, place_id: int) -> Event:
    host = select(Operator.id).where(Operator.public_id == command.host)
    row = Event(
        public_id=ids.public_id(), place_id=place_id, kind=command.kind, state=EventState.PLANNED,
        host_id=session.scalar(host) if command.host else None,
        title=tidy(command.title).strip(), held_on=command.held_on, made_by_id=actor.person_id,
        made_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"to": row.state.value, "kind": row.kind.value}
    record(session, actor, verb="event.plan", subject=row, facts=facts)
    return row


def answer_invitation(session: Session, actor: Actor, public_id: str, *, comes: bool) -> None:
    """Take her word on an invitation, until the event was held."""
    row = session.execute(
        select(Event, EventGuest)
        .join(EventGuest, EventGuest.event_id == Event.id)
        .where(Event.public_id == public_id, EventGuest.supplier_id.in_(actor.supplier_ids))
    ).one_or_none()
    if row is None:
        raise NotFound
    if row.Event.state is not EventState.PLANNED:
        raise Refused(WrongState.NOT_NOW)
    row.EventGuest.says = GuestSays.COMING if comes else GuestSays.NOT
    session.flush()
    record(session, actor, verb="event_guest.answer", subject=row.EventGuest,
           facts={"says": row.EventGuest.says.value})  # fmt: skip


def hold_event(session: Session, actor: Actor, public_id: str, came: Collection[str]) -> Event:
    """Write down who came (public ids of suppliers): the event was held."""
    event = event_at_desk(session, actor, public_id)
    here = set(session.scalars(select(Supplier.id).where(Supplier.public_id.in_(came))))
    for guest in session.scalars(select(EventGuest).where(EventGuest.event_id == event.id)):
        guest.came = guest.supplier_id in here
    step(session, actor, event, machine=EVENT, verb=EventVerb.HOLD)
    session.flush()
    return event


def note_lead(
    session: Session, actor: Actor, public_id: str, *, supplier: str, operator: str
) -> EventLead:
    """Note that two who met may trade: looked at again 30 and 90 days after the event."""
    event = event_at_desk(session, actor, public_id)
    guest = session.scalar(
        select(EventGuest.supplier_id)
        .join(Supplier, Supplier.id == EventGuest.supplier_id)
        .where(
            EventGuest.event_id == event.id,
            EventGuest.came.is_(True),
            Supplier.public_id == supplier,
        )
    )
    buyer = session.scalar(select(Operator.id).where(Operator.public_id == operator))
    if guest is None or buyer is None:
        raise Refused(EventRefusal.NOT_A_GUEST)
    same = select(EventLead).where(
        EventLead.event_id == event.id, EventLead.supplier_id == guest,
        EventLead.operator_id == buyer,
    )  # fmt: skip
    known = session.scalar(same)
    if known is not None:
        return known
    first, second = look_days(event.held_on)
    row = EventLead(
        public_id=ids.public_id(), event_id=event.id, supplier_id=guest, operator_id=buyer,
        first_look_on=first, second_look_on=second, noted_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(session, actor, verb="event_lead.note", subject=row, facts={"event": event.id})
    return row


def look_at_lead(session: Session, actor: Actor, public_id: str, found: LeadFound) -> EventLead:
    """Write down what came of a lead at its 30 or 90 days."""
    lead = session.scalar(select(EventLead).where(EventLead.public_id == public_id))
    if lead is None:
        raise NotFound
    event = session.get_one(Event, lead.event_id)
    require(reaches_place(actor, event.place_id))
    today = today_in(session, event.place_id)
    if lead.first_found is None and today >= lead.first_look_on:
        lead.first_found = found
    elif lead.first_found is not None and today >= lead.second_look_on:
        lead.second_found = found
    else:
        raise Refused(EventRefusal.NOT_DUE)
    session.flush()
    record(session, actor, verb="event_lead.look", subject=lead, facts={"found": found.value})
    return lead
