"""Only she says that she has the money: all, less, not yet; locked after two idle minutes."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.agreements.actions import (
    MarkSent,
    OrderAnswer,
    Receive,
    answer_order,
    cancel,
    mark_sent,
    receive,
    settle,
)
from marketplace.agreements.models import Order, Payment
from marketplace.agreements.rules.lists import PaymentState, PayMethod
from marketplace.catalogue.models import Category
from marketplace.kernel.actor import SYSTEM
from tests.actions.linkage import asks, clears, names_in_rotation, offers, typical_cost
from tests.pages.supplier.village import buttons, enter, follow, link, press, seated, words
from tests.support.client import PageClient
from tests.world import World


class Owed:
    """A payment that was sent, and the symbol of who waits for it."""

    def __init__(self, payment: Payment, name: str) -> None:
        self.payment, self.symbol = payment, name.replace("_", "-")

    @property
    def path(self) -> str:
        """Her page of it."""
        return f"/s/money/{self.payment.public_id}"


@pytest.fixture
def due(session: Session, world: World) -> Owed:
    """28,000 owed for 20 kg that were brought and accepted."""
    typical_cost(session, world)
    clears(session, world)
    need = asks(session, world)
    first = names_in_rotation(session, world, need)[0]
    offers(session, world, need, who=first)
    settle(session, SYSTEM, need.id)
    order = session.scalars(select(Order)).one()
    line = Receive(order=order.public_id, brought_milli=20_000, accepted_milli=20_000)
    receive(session, world.neema, [line])
    session.commit()
    return Owed(session.scalars(select(Payment)).one(), first)


@pytest.fixture
def owed(session: Session, world: World, due: Owed) -> Owed:
    """The same, marked as sent by Neema."""
    sent = MarkSent(payment=due.payment.public_id, method=PayMethod.CASH)
    mark_sent(session, world.neema, sent)
    session.commit()
    return due


def state(session: Session, owed: Owed) -> PaymentState:
    session.rollback()
    session.refresh(owed.payment)
    return owed.payment.state


def test_money_that_was_sent_waits_at_home_and_one_tap_closes_it(
    client: PageClient, session: Session, owed: Owed
) -> None:
    seated(client, owed.symbol)
    page = client.get(link(client.get("/s/"), "You have the money?"))
    page = client.get(link(page, "28,000"))
    answers = [press(client, page, "All") for _ in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {owed.path}
    assert "You have it" in words(follow(client, answers[0]))
    assert state(session, owed) is PaymentState.CLOSED


def test_not_yet(client: PageClient, session: Session, owed: Owed) -> None:
    seated(client, owed.symbol)
    page = follow(client, press(client, client.get(owed.path), "Not yet"))
    assert state(session, owed) is PaymentState.NOT_YET
    press(client, page, "All")  # it came after all
    assert state(session, owed) is PaymentState.CLOSED


def test_less_is_counted_note_by_note(client: PageClient, session: Session, owed: Owed) -> None:
    seated(client, owed.symbol)
    page = client.get(link(client.get(owed.path), "Less"))
    for note in ("10,000", "10,000", "500"):
        page = press(client, page, note)
    assert "20,500" in words(page)
    page = follow(client, press(client, page, "Go on"))
    assert "You have less" in words(page)
    assert state(session, owed) is PaymentState.LESS
    assert owed.payment.received_minor == 2_050_000


def test_all_of_it_is_not_less(client: PageClient, session: Session, owed: Owed) -> None:
    seated(client, owed.symbol)
    page = client.get(f"{owed.path}/less")
    for note in ("10,000", "10,000", "10,000"):
        page = press(client, page, note)
    answer = press(client, page, "Go on")
    assert answer.status_code == 422
    assert "Say less, please." in words(answer)
    assert state(session, owed) is PaymentState.SENT


def test_what_is_owed_can_be_confirmed_but_not_denied(client: PageClient, due: Owed) -> None:
    seated(client, due.symbol)
    said = buttons(client.get(due.path))
    assert "All" in said
    assert "Not yet" not in said


def test_nothing_pressed_asks_again(client: PageClient, session: Session, owed: Owed) -> None:
    seated(client, owed.symbol)
    answer = press(client, client.get(owed.path), "All", answer="perhaps")
    assert answer.status_code == 422
    assert state(session, owed) is PaymentState.SENT


def test_two_idle_minutes_lock_the_money_wherever_she_goes(
    client: PageClient, session: Session, owed: Owed, at: time_machine.Traveller
) -> None:
    seated(client, owed.symbol)
    page = client.get(owed.path)
    at.shift(timedelta(minutes=2))
    assert client.get("/s/needs").status_code == 200  # looking on does not open it again
    for path in ("/s/money", owed.path, f"{owed.path}/less", "/s/offers"):
        assert "/s/code" in client.get(path).headers["Location"]
    locked = press(client, page, "All")
    assert state(session, owed) is PaymentState.SENT
    page = follow(client, enter(client, follow(client, locked), keys="1234"))
    press(client, page, "All")
    assert state(session, owed) is PaymentState.CLOSED


def test_what_she_has_stands_at_the_end_of_more(client: PageClient, owed: Owed) -> None:
    seated(client, owed.symbol)
    press(client, client.get(owed.path), "All")
    page = client.get("/s/money")
    assert "28,000" not in words(page)
    assert "28,000" in words(client.get(link(page, "More")))


def test_somebody_elses_money_is_not_there(client: PageClient, owed: Owed) -> None:
    seated(client, "sun-21" if owed.symbol != "sun-21" else "fish-47")
    for path in ("", "/less"):
        assert client.get(f"{owed.path}{path}").status_code == 404
    assert "28,000" not in words(client.get("/s/money"))


def test_sold_to_somebody_else_is_one_picture_and_closes_it(
    client: PageClient, session: Session, world: World, at: time_machine.Traveller
) -> None:
    typical_cost(session, world)
    clears(session, world)
    session.execute(update(Category).values(shelf_life_days=5))
    need = asks(session, world)
    first = names_in_rotation(session, world, need)[0]
    offers(session, world, need, who=first)
    settle(session, SYSTEM, need.id)
    order = session.scalars(select(Order)).one()
    answer_order(session, world.supplier(first), order.public_id, OrderAnswer.yes())
    at.shift(timedelta(days=2, hours=6))
    cancel(session, world.neema, order.public_id)
    session.commit()
    mine = Owed(session.scalars(select(Payment)).one(), first)
    seated(client, mine.symbol)
    page = client.get(mine.path)
    assert "They stopped it" in words(page)
    follow(client, press(client, page, "I sold it"))
    assert state(session, mine) is PaymentState.CLOSED
