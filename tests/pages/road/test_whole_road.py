"""The whole road, seen by everybody on it: nobody's missing phone, paper or patience ends it."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import (
    Again,
    MarkSent,
    OrderAnswer,
    PaymentAnswer,
    Receive,
    again,
    answer_order,
    answer_payment,
    mark_sent,
    receive,
    settle,
)  # fmt: skip
from marketplace.agreements.models import Order, Payment
from marketplace.agreements.rules.lists import OrderOrigin, OrderState, PaymentState, PayMethod
from marketplace.journal.queries import check_chain
from marketplace.kernel.actor import SYSTEM
from marketplace.offers.actions import read_back
from marketplace.people.actions import register_supplier
from marketplace.people.models import Consent, SupplierLeaf
from marketplace.people.queries import supplier_card
from marketplace.people.rules.lists import Purpose
from marketplace.sourcing.queries import supplier_list
from tests.actions.linkage import anna_enters, asks, morning
from tests.actions.test_people_registration import form
from tests.pages.buyer.lodge import lodge, ordered, signed_in
from tests.pages.desk.room import sit_down
from tests.pages.supplier.village import follow, press, seated, words
from tests.support.client import PageClient
from tests.world import World, supplier_actor
from tests.world.codes import give_codes

NewClient = Callable[[], PageClient]


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    return lodge(session)


def orders_of(session: Session, need_id: int) -> list[Order]:
    return list(session.scalars(select(Order).where(Order.need_id == need_id)))


@pytest.mark.feature("C6")
@pytest.mark.feature("L6")
@pytest.mark.paper(10)
@pytest.mark.paper(18)
@pytest.mark.paper(98)
def test_without_number_phone_or_mail_she_is_found_sells_and_is_paid(
    session: Session, world: World
) -> None:
    session.execute(delete(SupplierLeaf))
    made = register_supplier(session, world.anna, form(world))
    session.commit()
    card = supplier_card(session, world.anna, made.supplier.public_id)
    assert (card.phone, card.consents, card.terms_version) == (None, {Purpose.TRADING}, 1)
    consent = session.scalars(select(Consent).where(Consent.person_id == made.person.id)).one()
    assert (consent.heard, consent.witness_id) == (True, world.people["anna"].id)
    need = asks(session, world, quantity=5)
    shown = supplier_list(session, made.supplier.id)
    assert [one.code for one in shown.needs] == [need.code], "what she can make found the need"
    world.suppliers["asha"], world.people["asha"] = made.supplier, made.person
    offer = anna_enters(session, world, need, who="asha", quantity=5)
    settle(session, SYSTEM, need.id)
    assert orders_of(session, need.id) == [], "not ordered before she said yes"
    read_back(session, world.anna, offer.public_id, yes=True)
    settle(session, SYSTEM, need.id)
    (order,) = orders_of(session, need.id)
    answer_order(session, world.anna, order.public_id, OrderAnswer.yes())
    brought = Receive(order=order.public_id, brought_milli=5000, accepted_milli=5000)
    payment = receive(session, world.neema, [brought])[0].payment
    assert payment is not None
    mark_sent(session, world.neema, MarkSent(payment=payment.public_id, method=PayMethod.CASH))
    her = supplier_actor(made.person, made.supplier)
    answer_payment(session, her, payment.public_id, PaymentAnswer.all())
    session.commit()
    assert (order.state, payment.state) == (OrderState.DELIVERED, PaymentState.CLOSED)
    assert payment.received_minor == payment.amount_minor
    assert check_chain(session).whole


@pytest.mark.feature("H2")
@pytest.mark.paper(47, part=True)
def test_one_order_is_called_off_again_and_again_at_its_price(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    order = ordered(session, world, quantity=10)
    first, price = order, order.price_minor
    for turn in range(3):
        brought = Receive(order=order.public_id, brought_milli=10_000, accepted_milli=10_000)
        at.shift(timedelta(days=3))
        made = receive(session, world.neema, [brought])[0].delivery
        session.commit()
        if turn < 2:
            command = Again(delivery=made.public_id)
            need = again(session, world.neema, command).need
            (order,) = orders_of(session, need.id)
            assert (order.origin, order.price_minor) == (OrderOrigin.AGAIN, price)
            assert order.supplier_id == first.supplier_id
            her = next(n for n, s in world.suppliers.items() if s.id == order.supplier_id)
            answer_order(session, world.supplier(her), order.public_id, OrderAnswer.yes())
            session.commit()
    owed = session.scalars(select(Payment.amount_minor)).all()
    assert owed == [10 * price] * 3


@pytest.mark.feature("J2")
def test_late_money_is_seen_by_both_and_reaches_the_desk(
    session: Session, new_client: NewClient, world: World, at: time_machine.Traveller
) -> None:
    give_codes(session, world)
    session.commit()
    order = ordered(session, world)
    brought = Receive(order=order.public_id, brought_milli=20_000, accepted_milli=20_000)
    receive(session, world.neema, [brought])
    session.commit()
    her = next(n for n, s in world.suppliers.items() if s.id == order.supplier_id)

    def seen() -> tuple[str, str, str]:
        buyer = signed_in(session, new_client(), world.people["neema"]).get("/buyer/")
        supplier = new_client()
        seated(supplier, her.replace("_", "-"))
        money = supplier.get("/s/money")
        desk = sit_down(session, new_client(), world.people["anna"]).get("/desk/calls")
        return words(buyer), words(money), words(desk)

    buyer, supplier, desk = seen()
    assert "days late" not in buyer + desk
    at.shift(timedelta(days=12))
    buyer, supplier, desk = seen()
    assert "5 days late" in buyer
    assert "Late 5 sleeps" in supplier, supplier
    assert "5 days late" in desk


@pytest.mark.feature("K8")
def test_a_session_that_broke_goes_on_where_it_stopped(
    session: Session, new_client: NewClient, world: World
) -> None:
    """The phone died, the browser is another one: on the same channel nothing is asked twice."""
    give_codes(session, world)
    session.commit()
    need = asks(session, world)
    session.commit()
    first = new_client()
    seated(first)
    page = follow(first, press(first, first.get(f"/s/needs/{need.code}/quantity"), "Half 10"))
    assert "14,000" in words(page)
    second = new_client()
    seated(second)
    money = second.get(f"/s/needs/{need.code}/money")
    assert "14,000" in words(money), "how many was not asked again"
    follow(second, press(second, money, "Good"))
    third = new_client()
    seated(third)
    right = third.get(f"/s/needs/{need.code}/right")
    sent = follow(third, press(third, right, "Send"))
    assert sent.status_code == 200
    assert "10" in words(sent)
