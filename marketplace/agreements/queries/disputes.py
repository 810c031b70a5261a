"""What both sides do not agree on, for the desk's first page: notes "not so", and complaints."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, String, cast, func, null, select, union_all
from sqlalchemy.orm import Session, aliased

from marketplace.agreements.models import Delivery, DeliveryObjection, Grievance, Order
from marketplace.agreements.queries.cards import Rows
from marketplace.agreements.queries.desk import in_reach
from marketplace.agreements.queries.grievance_load import at_desk
from marketplace.agreements.queries.grievances import LIVING
from marketplace.agreements.rules.lists import ObjectionState
from marketplace.catalogue.models import Category, Place
from marketplace.db import UTCDateTime
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people.models import Operator, Person, Supplier

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Dispute:
    """One of them; ``wrong`` and ``whom`` are codes of a complaint, none of a delivery note."""

    public_id: str
    since: datetime
    wrong: str | None
    whom: str | None
    leaf_code: str | None
    picture: str | None
    supplier_name: str | None
    operator_name: str | None
    place_name: str
    acknowledge_by: datetime | None
    due_on: date | None
    handler_name: str | None

    @property
    def late(self) -> bool:
        """Tell whether nobody took a complaint up in time."""
        by = self.acknowledge_by
        return by is not None and self.due_on is None and by < clock.now()


def disputes_open(session: Session, actor: Actor) -> tuple[Dispute, ...]:
    """Return all of a facilitator's, the oldest first, in one statement."""
    both = union_all(_notes(actor), _complaints(actor)).subquery()
    rows = session.execute(select(both).order_by(both.c.since, both.c.public_id).limit(AT_ONCE))
    return tuple(Dispute(**row._asdict()) for row in rows)


def _notes(actor: Actor) -> Rows:
    nothing = cast(null(), String)
    return (
        select(
            Delivery.public_id, DeliveryObjection.said_at.label("since"), nothing.label("wrong"),
            nothing.label("whom"), Category.code.label("leaf_code"), Category.picture,
            Supplier.name.label("supplier_name"), Operator.name.label("operator_name"),
            Place.name.label("place_name"),
            cast(null(), UTCDateTime()).label("acknowledge_by"),
            cast(null(), Date).label("due_on"), nothing.label("handler_name"),
        )
        .select_from(DeliveryObjection)
        .join(Delivery, Delivery.id == DeliveryObjection.delivery_id)
        .join(Order, Order.id == Delivery.order_id)
        .join(Category, Category.id == Order.category_id)
        .join(Supplier, Supplier.id == Order.supplier_id)
        .join(Operator, Operator.id == Order.operator_id)
        .join(Place, Place.id == Order.place_id)
        .where(in_reach(actor, Order.place_id), DeliveryObjection.state == ObjectionState.OPEN)
    )  # fmt: skip


_HANDLER = aliased(Person)


def _complaints(actor: Actor) -> Rows:
    nothing = cast(null(), String)
    since = func.coalesce(Grievance.taken_up_at, Grievance.raised_at, type_=UTCDateTime())
    return (
        select(
            Grievance.public_id, since.label("since"), cast(Grievance.kind, String).label("wrong"),
            cast(Grievance.whom, String).label("whom"), nothing.label("leaf_code"),
            nothing.label("picture"), Supplier.name.label("supplier_name"),
            Operator.name.label("operator_name"), Place.name.label("place_name"),
            Grievance.acknowledge_by, Grievance.due_on, _HANDLER.name.label("handler_name"),
        )
        .select_from(Grievance)
        .join(Place, Place.id == Grievance.place_id)
        .outerjoin(Supplier, Supplier.id == Grievance.supplier_id)
        .outerjoin(Operator, Operator.id == Grievance.operator_id)
        .outerjoin(_HANDLER, _HANDLER.id == Grievance.handler_id)
        .where(at_desk(actor), Grievance.state.in_(LIVING))
    )  # fmt: skip
