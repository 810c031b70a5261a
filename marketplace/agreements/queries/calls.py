"""Whom to call now: those who were asked, and those with an order nobody asked them about first."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, exists, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Order
from marketplace.agreements.queries.desk import AT_ONCE, Call, call_sheet
from marketplace.agreements.rules.lists import OrderState
from marketplace.catalogue.models import Category, Place, Unit
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people.models import Operator, Phone, Supplier
from marketplace.people.queries.contacts import SAFE
from marketplace.people.queries.reach import in_reach
from marketplace.sourcing.models import Asked, Need
from marketplace.sourcing.rules.lists import Lane

_UNASKED = (
    select(
        Need.id.label("need_id"), Need.code.label("need_code"), Need.lane,
        Operator.name.label("operator_name"), Category.code.label("leaf_code"),
        Category.picture, Order.quantity, Unit.code.label("unit_code"),
        Unit.picture.label("unit_picture"), Order.price_minor, Order.currency, Order.deliver_on,
        Supplier.id.label("supplier_id"), Supplier.public_id.label("supplier_public_id"),
        Supplier.code.label("supplier_code"), Supplier.name.label("supplier_name"),
        Place.name.label("place_name"), Supplier.language, Supplier.phone_arrangement,
        Phone.number.label("phone_number"), Supplier.found_at, Supplier.found_when,
        *SAFE, Order.answer_by.label("until"), Order.code.label("order_code"),
        Order.public_id.label("order_public_id"),
    )
    .select_from(Order)
    .join(Need, Need.id == Order.need_id)
    .join(Supplier, Supplier.id == Order.supplier_id)
    .join(Place, Place.id == Supplier.place_id)
    .join(Operator, Operator.id == Order.operator_id)
    .join(Category, Category.id == Order.category_id)
    .join(Unit, Unit.id == Order.unit_id)
    .outerjoin(Phone, Phone.id == Supplier.phone_id)
    .where(
        Order.state == OrderState.PLACED,
        ~exists().where(Asked.need_id == Order.need_id, Asked.supplier_id == Order.supplier_id),
    )
    .order_by(Order.answer_by, Order.id)
    .limit(AT_ONCE)
)  # fmt: skip


def calls_now(session: Session, actor: Actor) -> tuple[Call, ...]:
    """Return whom to call, urgent needs first, then by the time that is left; two statements.

    "Again" orders go to a supplier whom no wave asked, so the call sheet of the waves has none.
    """
    unasked = session.execute(_UNASKED.where(in_reach(actor, Order.place_id)))
    found = [*call_sheet(session, actor), *map(_call, unasked)]
    return tuple(sorted(found, key=_by_haste))


def _call(row: Row[*tuple[Any, ...]]) -> Call:
    return Call(**row._asdict())


def _by_haste(call: Call) -> tuple[bool, datetime]:
    return call.lane is not Lane.URGENT, call.until or clock.now()
