""" "Same as last week": the buyer says it once, the supplier says yes once."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.needs import remaining
from marketplace.agreements.actions.of_her import is_asked, order_of_her
from marketplace.agreements.actions.place import Placing
from marketplace.agreements.models import Delivery, Order
from marketplace.agreements.queries.load import delivery_of_buyer, lock_need, require_right
from marketplace.agreements.rules.days import local_day, next_same_weekday
from marketplace.agreements.rules.lists import OrderOrigin
from marketplace.agreements.rules.refusals import OrderRefusal
from marketplace.agreements.rules.rotation import by_rotation
from marketplace.assessment.actions import Purchase, check_purchase
from marketplace.catalogue.models import Category, Destination, Unit
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.sourcing import actions as sourcing
from marketplace.sourcing.models import Need, Property
from marketplace.sourcing.queries import hours_of
from marketplace.sourcing.queries.ground import repeats_before
from marketplace.sourcing.rules.lists import Lane, NeedState
from marketplace.sourcing.rules.need_check import NeedFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Which delivery to have again; no day is the next same weekday the door is open.

    ``confirmed`` holds the need check's questions that were answered with yes.
    """

    delivery: str
    deliver_on: date | None = None
    client_key: str = ""
    confirmed: frozenset[NeedFinding] = frozenset()


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """The new need; its order, unless it goes by rotation or waits at the desk."""

    need: Need
    order: Order | None
    by_rotation: bool


def again(session: Session, actor: Actor, command: Again) -> AskedAgain:
    """Have a delivery again: the same leaf, quantity, price and supplier, on another day.

    Outside an agreement it is a quick buy: checked as any purchase, and every fourth repeat is
    offered by rotation. Raises what ``sourcing.actions.ask`` raises, or ``OrderRefusal``.
    """
    delivery, order = delivery_of_buyer(session, actor, command.delivery)
    require_right(actor, order.operator_id, OrderRefusal.MAY_NOT_ORDER)
    need = sourcing.ask(session, actor, _ask(session, delivery, order, command))
    rotates = by_rotation(
        repeats_before(
            session, operator_id=need.operator_id, category_id=need.category_id, need_id=need.id
        )
    )
    known = session.scalar(select(Order).where(Order.need_id == need.id).limit(1))
    if known is not None or rotates or need.state is NeedState.DRAFT:  # a colleague approves
        return AskedAgain(need, known, rotates)
    return AskedAgain(need, _order_of_her(session, actor, need, order), by_rotation=False)


def _ask(session: Session, delivery: Delivery, order: Order, command: Again) -> sourcing.AskNeed:
    need, at, leaf, unit, zone = session.execute(
        select(Need, Property, Category.code, Unit.code, Destination.timezone)
        .join(Property, Property.id == Need.property_id)
        .join(Category, Category.id == Need.category_id)
        .join(Unit, Unit.id == Need.unit_id)
        .join(Destination, Destination.id == Need.destination_id)
        .where(Need.id == order.need_id)
    ).one()
    hours = hours_of(session, [at.id])[at.id]
    today = local_day(clock.now(), zone)
    day = command.deliver_on or next_same_weekday(order.deliver_on, today, tuple(hours))
    if day < today:
        raise Refused(OrderRefusal.DAY_IS_PAST)
    return sourcing.AskNeed(
        property_public_id=at.public_id, leaf_code=leaf, unit_code=unit,
        quantity=order.quantity, deliver_on=day, price_minor=order.price_minor,
        lane=Lane.AGAIN, cash_at_door=order.cash_at_door, confirmed=command.confirmed,
        client_key=command.client_key or ids.public_id(), payment_days=order.payment_days,
        repeat_of_id=need.id, same_supplier_id=delivery.supplier_id,
    )  # fmt: skip


def _order_of_her(session: Session, actor: Actor, fresh: Need, before: Order) -> Order | None:
    """Check the repeat and order it of the same supplier; at the desk it waits like any other."""
    need = lock_need(session, fresh.id)
    if not is_asked(session, need.id, before.supplier_id):
        return None
    quantity = remaining(need)
    purchase = Purchase(need.id, before.supplier_id, None, quantity, before.price_minor)
    assessment = check_purchase(session, actor, purchase)
    placing = Placing(need, assessment, quantity, before.price_minor, OrderOrigin.AGAIN)
    return order_of_her(session, actor, placing, before.supplier_id)
