"""Matters that wait for a facilitator's word, for her first page.

What both sides do not agree on (notes "not so", complaints), and what mediation is stuck with (a
case at a standstill, a price under cost).
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, String, cast, func, null, select, union_all
from sqlalchemy.orm import Session, aliased

from marketplace.agreements.models import Delivery, DeliveryObjection, Grievance, Order
from marketplace.agreements.queries.cards import Rows
from marketplace.agreements.queries.grievance_load import at_desk
from marketplace.agreements.queries.grievances import LIVING
from marketplace.agreements.rules.lists import ObjectionState
from marketplace.catalogue.models import Category, Place
from marketplace.db import UTCDateTime
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.mediation.queries.stuck import Stuck, stuck_statement
from marketplace.people.models import Operator, Person, Supplier
from marketplace.people.queries.reach import in_reach

AT_ONCE = 150


@dataclass(frozen=True, slots=True)
class Matter:
    """One of them, since when it waits.

    ``stuck`` is mediation's; ``wrong`` and ``whom`` are codes of a complaint; a delivery note has
    none of these. ``public_id`` is the delivery's, the complaint's, or what ``Stuck`` says.
    """

    stuck: Stuck | None
    public_id: str
    since: datetime
    wrong: str | None
    whom: str | None
    leaf_code: str | None
    picture: str | None
    supplier_name: str | None
    operator_name: str | None
    place_name: str | None
    acknowledge_by: datetime | None
    due_on: date | None
    handler_name: str | None

    @property
    def late(self) -> bool:
        """Tell whether nobody took a complaint up in time."""
        by = self.acknowledge_by
        return by is not None and self.due_on is None and by < clock.now()


def matters_open(session: Session, actor: Actor) -> tuple[Matter, ...]:
    """Return all of a facilitator's, the oldest first, in one statement."""
    found = union_all(_notes(actor), _complaints(actor), _stuck(actor)).subquery()
    rows = session.execute(select(found).order_by(found.c.since, found.c.public_id).limit(AT_ONCE))
    return tuple(Matter(Stuck(row.stuck) if row.stuck else None, *tuple(row)[1:]) for row in rows)


_NOTHING = cast(null(), String)
_NEVER = cast(null(), UTCDateTime())
_NO_DAY = cast(null(), Date)


def _notes(actor: Actor) -> Rows:
    return (
        select(
            _NOTHING.label("stuck"), Delivery.public_id, DeliveryObjection.said_at.label("since"),
            _NOTHING.label("wrong"), _NOTHING.label("whom"), Category.code.label("leaf_code"),
            Category.picture, Supplier.name.label("supplier_name"),
            Operator.name.label("operator_name"), Place.name.label("place_name"),
            _NEVER.label("acknowledge_by"), _NO_DAY.label("due_on"),
            _NOTHING.label("handler_name"),
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
    since = func.coalesce(Grievance.taken_up_at, Grievance.raised_at, type_=UTCDateTime())
    return (
        select(
            _NOTHING, Grievance.public_id, since, cast(Grievance.kind, String),
            cast(Grievance.whom, String), _NOTHING, _NOTHING, Supplier.name, Operator.name,
            Place.name, Grievance.acknowledge_by, Grievance.due_on, _HANDLER.name,
        )
        .select_from(Grievance)
        .join(Place, Place.id == Grievance.place_id)
        .outerjoin(Supplier, Supplier.id == Grievance.supplier_id)
        .outerjoin(Operator, Operator.id == Grievance.operator_id)
        .outerjoin(_HANDLER, _HANDLER.id == Grievance.handler_id)
        .where(at_desk(actor), Grievance.state.in_(LIVING))
    )  # fmt: skip


def _stuck(actor: Actor) -> Rows:
    found = stuck_statement(actor).subquery()
    return select(
        found.c.kind, found.c.public_id, found.c.since, _NOTHING, _NOTHING, found.c.leaf_code,
        found.c.picture, found.c.supplier_name, found.c.operator_name, _NOTHING, _NEVER, _NO_DAY,
        _NOTHING,
    )  # fmt: skip
