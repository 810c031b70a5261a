"""Steps after the door, for tests: an order with a yes, a delivery, its note."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.agreements.actions import OrderAnswer, Receive, answer_order, receive, settle
from marketplace.agreements.models import Delivery, Order
from marketplace.agreements.rules.lists import RejectReason
from marketplace.kernel.actor import SYSTEM
from marketplace.people.models import SupplierLeaf
from tests.actions.linkage import (
    DAYS_AHEAD,
    asks,
    clears,
    names_in_rotation,
    offers,
    typical_cost,
)
from tests.world import World, small_world


def village(session: Session) -> World:
    """The small world with a clearance for tomatoes and room in everybody's week."""
    made = small_world(session)
    typical_cost(session, made)
    clears(session, made)
    session.execute(update(SupplierLeaf).values(weekly_amount=500, weekly_proven=500))
    session.commit()
    return made


def promised(
    session: Session, world: World, *, quantity: int = 20, days: int = DAYS_AHEAD
) -> tuple[Order, str]:
    """An order she said yes to, and her name."""
    need = asks(session, world, quantity=quantity, days=days)
    her = names_in_rotation(session, world, need)[0]
    offers(session, world, need, who=her, quantity=quantity)
    settle(session, SYSTEM, need.id)
    order = session.scalars(select(Order).where(Order.need_id == need.id)).one()
    answer_order(session, world.supplier(her), order.public_id, OrderAnswer.yes())
    session.commit()
    return order, her


def taken(
    session: Session, world: World, order: Order, *, accepted: int = 20_000,
    why: RejectReason | None = None, brought: int = 20_000,
) -> Delivery:  # fmt: skip
    """What the door wrote of an order."""
    line = Receive(
        order=order.public_id, brought_milli=brought, accepted_milli=accepted,
        reject_reason=why,
    )  # fmt: skip
    (done,) = receive(session, world.neema, [line])
    session.commit()
    return done.delivery


def part_taken(session: Session, world: World) -> tuple[Delivery, Order, str]:
    """Fifteen of twenty kilograms taken, the rest unripe."""
    order, her = promised(session, world)
    delivery = taken(session, world, order, accepted=15_000, why=RejectReason.UNRIPE)
    return delivery, order, her
