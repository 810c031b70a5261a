"""What buyer page tests share: a lodge, its buyer signed in, orders and deliveries at hand."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.agreements.actions import OrderAnswer, Receive, answer_order, receive, settle
from marketplace.agreements.models import Delivery, Order, Payment
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM
from marketplace.people.actions.sessions import open_session
from marketplace.people.models import Person, SupplierLeaf
from marketplace.people.rules.lists import SessionKind
from marketplace.sourcing.models import Need
from tests.actions.linkage import asks, clears, names_in_rotation, offers, today, typical_cost
from tests.support.client import PageClient
from tests.world import World, small_world
from tests.world.goods import add_price

MEDIAN = 120_000  # 1,200 shillings a kilogram
SignIn = Callable[[Person], PageClient]


def lodge(session: Session) -> World:
    """The small world with a market, a clearance for tomatoes, and typical costs."""
    world = small_world(session)
    typical_cost(session, world)
    clears(session, world)
    add_price(
        session, world.goods.leaves["veg.tomato"], prices=(80_000, MEDIAN, 160_000),
        last_month=date(2026, 10, 1),
    )  # fmt: skip
    session.execute(update(SupplierLeaf).values(weekly_amount=500, weekly_proven=500))
    session.commit()
    return world


def signed_in(session: Session, client: PageClient, person: Person) -> PageClient:
    """Put somebody of the staff before a browser."""
    token = open_session(
        session, person_id=person.id, kind=SessionKind.STAFF, device_id=None, now=clock.now()
    )
    session.commit()
    client.set_cookie("__Host-sid", token, secure=True, path="/")
    return client


def in_days(count: int) -> str:
    """A day as a form sends it."""
    return (today() + timedelta(days=count)).isoformat()


def ordered(
    session: Session, world: World, *, quantity: int = 20, days: int = 3, cash: bool = False
) -> Order:
    """An order whose supplier said yes."""
    need = asks(session, world, quantity=quantity, days=days, cash=cash)
    her = names_in_rotation(session, world, need)[0]
    offers(session, world, need, who=her, quantity=quantity)
    settle(session, SYSTEM, need.id)
    order = session.scalars(select(Order).where(Order.need_id == need.id)).one()
    answer_order(session, world.supplier(her), order.public_id, OrderAnswer.yes())
    session.commit()
    return order


def delivered(session: Session, world: World, *, quantity: int = 20) -> Delivery:
    """A delivery accepted in full; money is due in seven days."""
    order = ordered(session, world, quantity=quantity)
    line = Receive(
        order=order.public_id, brought_milli=quantity * 1000, accepted_milli=quantity * 1000
    )
    made = receive(session, world.neema, [line])[0].delivery
    session.commit()
    return made


def owed(session: Session, world: World) -> Payment:
    """The payment of a delivery."""
    delivery = delivered(session, world)
    found = session.scalars(select(Payment).where(Payment.delivery_id == delivery.id)).one()
    session.commit()
    return found


def afresh(session: Session) -> None:
    """Forget what was read: what a browser did since is seen."""
    session.rollback()
    session.expire_all()


def newest(session: Session) -> Need:
    """The need that was made last."""
    afresh(session)
    return session.scalars(select(Need).order_by(Need.id.desc()).limit(1)).one()
