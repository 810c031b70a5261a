"""What calling an order off would cost at this moment."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Order
from marketplace.agreements.queries.load import opens_at
from marketplace.agreements.rules.calling_off import owed_for_calling_off, permille_owed
from marketplace.agreements.rules.lists import OrderState
from marketplace.agreements.rules.money import amount_due
from marketplace.catalogue.models import Category
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import Money
from marketplace.people.rules.access import reaches_operator, require
from marketplace.sourcing.rules.need_check import PERISHABLE_SHELF_LIFE_DAYS


def cost_of_calling_off(session: Session, order: Order) -> Money | None:
    """Return what the default clause makes calling an order off cost now; none where nothing."""
    shelf_life = session.scalar(
        select(Category.shelf_life_days).where(Category.id == order.category_id)
    )
    permille = permille_owed(
        placed_at=order.placed_at, opens_at=opens_at(session, order), now=clock.now(),
        perishable=shelf_life is not None and shelf_life <= PERISHABLE_SHELF_LIFE_DAYS,
        promised=order.state is OrderState.CONFIRMED,
    )  # fmt: skip
    price = Money(order.price_minor, order.currency)
    expected = (order.confirmed_quantity or order.quantity) * 1000
    return owed_for_calling_off(amount_due(price, expected), permille)


def cost_for_buyer(session: Session, actor: Actor, order_id: int) -> Money | None:
    """Return what calling one of his orders off would cost him now."""
    order = session.get_one(Order, order_id)
    require(reaches_operator(actor, order.operator_id))
    return cost_of_calling_off(session, order)
