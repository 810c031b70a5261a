"""Where a grievance belongs: its place, both sides, the order it is of."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Order
from marketplace.agreements.queries.load import is_clockwork
from marketplace.agreements.rules.days import local_day
from marketplace.agreements.rules.grievances import GrievanceRefusal, Raiser, Whom
from marketplace.agreements.rules.grieving import Raise
from marketplace.catalogue.models import Destination, Place
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.models import FacilitatorPlace, Supplier, SupplierMember
from marketplace.people.rules.access import (
    reaches_operator,
    reaches_place,
    reaches_supplier,
    require,
)
from marketplace.sourcing.models import Property


@dataclass(frozen=True, slots=True)
class Ground:
    """What a grievance stands on; ``person_id`` is whose words they are."""

    place_id: int
    person_id: int | None
    supplier_id: int | None = None
    operator_id: int | None = None
    order_id: int | None = None


def ground_of(session: Session, actor: Actor, command: Raise) -> Ground:
    """Return the ground of a grievance; whatever is named must be within reach."""
    _require_helper(session, command)
    if command.order is not None:
        return _of_order(session, actor, command)
    by_side = {Raiser.SUPPLIER: _of_supplier, Raiser.BUYER: _of_buyer, Raiser.ANYBODY: _of_anybody}
    return by_side[command.side](session, actor, command)


def _require_helper(session: Session, command: Raise) -> None:
    """A person named is a facilitator, and the grievance is about a helper."""
    if command.person is None:
        return
    works = select(FacilitatorPlace.id).where(FacilitatorPlace.person_id == command.person)
    if command.whom is not Whom.HELPER or session.scalar(works.limit(1)) is None:
        raise Refused(GrievanceRefusal.WHO_IS_IT)


def _of_order(session: Session, actor: Actor, command: Raise) -> Ground:
    order = session.scalar(select(Order).where(Order.public_id == command.order))
    if order is None:
        raise NotFound
    buyer = command.side is Raiser.BUYER
    own = reaches_operator(actor, order.operator_id) if buyer else reaches_supplier(
        actor, order.supplier_id
    )  # fmt: skip
    require(own or reaches_place(actor, order.place_id) or is_clockwork(actor))
    whose = actor.person_id if own else _member(session, None if buyer else order.supplier_id)
    return Ground(order.place_id, whose, order.supplier_id, order.operator_id, order.id)


def _of_supplier(session: Session, actor: Actor, command: Raise) -> Ground:
    if actor.supplier_ids:
        found = session.get(Supplier, min(actor.supplier_ids))
    else:
        found = session.scalar(select(Supplier).where(Supplier.public_id == command.supplier))
    if found is None:
        raise NotFound
    own = reaches_supplier(actor, found.id)
    require(own or reaches_place(actor, found.place_id))
    return Ground(found.place_id, actor.person_id if own else _member(session, found.id), found.id)


def _member(session: Session, supplier_id: int | None) -> int | None:
    """Return whose words a facilitator writes down: a person of the supplier's."""
    hers = select(SupplierMember.person_id).where(SupplierMember.supplier_id == supplier_id)
    return session.scalar(hers.order_by(SupplierMember.id).limit(1))


def _of_buyer(session: Session, actor: Actor, _command: Raise) -> Ground:
    firm = min(actor.operator_ids, default=None)
    door = select(Property.place_id).where(Property.operator_id == firm)
    place_id = session.scalar(door.order_by(Property.id).limit(1))
    if firm is None or place_id is None:
        raise NotFound
    return Ground(place_id, actor.person_id, None, firm)


def _of_anybody(session: Session, _actor: Actor, command: Raise) -> Ground:
    place_id = session.scalar(select(Place.id).where(Place.public_id == command.place))
    if place_id is None:
        raise NotFound
    return Ground(place_id, None)


def today_in(session: Session, place_id: int) -> date:
    """Return the local day in a place."""
    zone = session.scalars(
        select(Destination.timezone)
        .join(Place, Place.destination_id == Destination.id)
        .where(Place.id == place_id)
    ).one()
    return local_day(clock.now(), zone)
