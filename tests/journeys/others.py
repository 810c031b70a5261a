"""What the others do meanwhile, without a browser: buyer, door and the other grower."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import MarkSent, Receive, mark_sent, receive
from marketplace.agreements.models import Order, Payment
from marketplace.agreements.rules.lists import PayMethod
from marketplace.catalogue.models import Place
from marketplace.db import write_transaction
from marketplace.kernel import ids
from marketplace.kernel.actor import Actor
from marketplace.people.models import Operator, Person, StaffAccount, Supplier
from marketplace.sourcing.actions import AskNeed, ask, not_me
from marketplace.sourcing.models import Asked, Need, Property
from marketplace.sourcing.rules.lists import NotMe
from marketplace.sourcing.rules.need_check import NeedFinding
from tests.journeys import steps
from tests.world.small import buyer, facilitator

ZUHURA = "Mama Zuhura Bakari"  # Fish 47
KG, PRICE, DAYS = 20, 150_000, 2  # 1,500 shillings a kilogram, the day after tomorrow


@contextmanager
def one_deed(session: Session) -> Iterator[None]:
    """Do all of it in one writing transaction, as a page of theirs does: the worker runs beside."""
    session.rollback()
    with write_transaction():
        yield
        session.commit()


def neema(session: Session) -> tuple[Actor, Operator]:
    """The buyer of Kijani Ridge Lodges."""
    house = session.scalars(select(Operator).where(Operator.name == "Kijani Ridge Lodges")).one()
    return buyer(_staff(session, "neema"), house), house


def tomatoes_asked(session: Session) -> Need:
    """Let Neema ask for 20 kg, and everybody but Fish 47 be unable."""
    with one_deed(session):
        return _asked(session)


def _asked(session: Session) -> Need:
    actor, house = neema(session)
    door = select(Property.public_id).where(Property.operator_id == house.id).limit(1)
    command = AskNeed(
        property_public_id=session.scalars(door).one(), leaf_code="veg.tomato", unit_code="kg",
        quantity=KG, deliver_on=steps.in_days(DAYS), price_minor=PRICE,
        confirmed=frozenset(NeedFinding), client_key=ids.public_id(),
    )  # fmt: skip
    need = ask(session, actor, command)
    asked = select(Asked.supplier_id).where(Asked.need_id == need.id)
    known = select(Supplier).where(Supplier.id.in_(asked), Supplier.name != ZUHURA)
    others = session.scalars(known).all()
    writes = anna(session, {one.place_id for one in others})
    for other in others:
        not_me(session, writes, need.code, other.id, NotMe.NONE_NOW)
    return need


def anna(session: Session, places: Iterable[int]) -> Actor:
    """The facilitator, who writes down what suppliers of these places tell her."""
    return facilitator(_staff(session, "anna"), *(session.get_one(Place, one) for one in places))


def _staff(session: Session, name: str) -> Person:
    account = select(StaffAccount.person_id).where(StaffAccount.email == f"{name}@demo.example")
    return session.scalars(select(Person).where(Person.id == account.scalar_subquery())).one()


def paid_at_the_door(session: Session, order: Order) -> Payment:
    """Let all of it be taken at the door, and its money be sent in cash."""
    actor, _ = neema(session)
    brought = order.quantity * 1000
    line = Receive(order=order.public_id, brought_milli=brought, accepted_milli=brought)
    with one_deed(session):
        (came,) = receive(session, actor, [line])
        assert came.payment is not None
        sent = MarkSent(payment=came.payment.public_id, method=PayMethod.CASH)
        return mark_sent(session, actor, sent)
