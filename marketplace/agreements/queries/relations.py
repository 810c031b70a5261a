"""Who trades with whom, how often and how well: the repeated relation, for the facilitator."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Delivery, Order, Payment
from marketplace.agreements.rules.lists import OrderState, PaymentState
from marketplace.kernel.actor import Actor
from marketplace.people.models import Operator, Supplier
from marketplace.people.queries.reach import in_reach
from marketplace.sourcing.models import Property

MOST = 60
_UNPAID = (PaymentState.DUE, PaymentState.NOT_YET, PaymentState.LESS)


@dataclass(frozen=True, slots=True)
class BuyerHere:
    """An operator with a door in the facilitator's places."""

    id: int
    name: str


def buyers_here(session: Session, actor: Actor) -> tuple[BuyerHere, ...]:
    """Return the operators that buy in her places, by name; one statement."""
    rows = session.execute(
        select(Operator.id, Operator.name)
        .join(Property, Property.operator_id == Operator.id)
        .where(in_reach(actor, Property.place_id))
        .group_by(Operator.id, Operator.name)
        .order_by(Operator.name, Operator.id)
        .limit(MOST)
    )
    return tuple(BuyerHere(ident, name) for ident, name in rows)


@dataclass(frozen=True, slots=True)
class Relation:
    """One buyer and one supplier: how their orders ended, and how the money came."""

    operator_name: str
    supplier_name: str
    supplier_public_id: str
    orders: int
    delivered: int
    sent_back: int
    missed: int
    cancelled: int
    paid_late: int
    unpaid: int
    last_on: date


def relations(session: Session, actor: Actor) -> tuple[Relation, ...]:
    """Return the pairs that trade in her places, those who traded last first; one statement."""
    sent_back = Delivery.accepted_milli < Delivery.brought_milli
    last_on = func.max(Order.deliver_on)
    rows = session.execute(
        select(
            Operator.name, Supplier.name, Supplier.public_id, func.count(Order.id),
            _count(Order.state == OrderState.DELIVERED), _count(sent_back),
            _count(Order.state == OrderState.MISSED), _count(Order.state == OrderState.CANCELLED),
            _count(Payment.late_days > 0), _count(Payment.state.in_(_UNPAID)), last_on,
        )
        .select_from(Order)
        .join(Operator, Operator.id == Order.operator_id)
        .join(Supplier, Supplier.id == Order.supplier_id)
        .outerjoin(Delivery, Delivery.order_id == Order.id)
        .outerjoin(Payment, Payment.delivery_id == Delivery.id)
        .where(in_reach(actor, Order.place_id))
        .group_by(Operator.id, Operator.name, Supplier.id, Supplier.name, Supplier.public_id)
        .order_by(last_on.desc(), Operator.id, Supplier.id)
        .limit(MOST)
    )  # fmt: skip
    return tuple(Relation(*row) for row in rows)


def _count(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
