"""Calling off: the amount stands on the button before it is done, and under payments after."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.agreements.models import Order, Payment
from marketplace.agreements.rules.lists import OrderState, PaymentReason, PaymentState
from marketplace.catalogue.models import Category
from tests.pages.buyer.lodge import SignIn, afresh, ordered
from tests.pages.desk.room import words
from tests.pages.supplier.village import follow
from tests.support.client import PageClient
from tests.world import World


@pytest.fixture
def order(session: Session, world: World) -> Order:
    """Twenty kilograms that spoil, promised for Friday."""
    session.execute(update(Category).values(shelf_life_days=5))
    return ordered(session, world)


def test_early_it_costs_nothing_and_says_when_it_would(
    session: Session, order: Order, neema: PageClient
) -> None:
    path = f"/buyer/orders/{order.public_id}"
    page = neema.get(path)
    assert "Now it costs nothing." in words(page)
    follow(neema, neema.submit(page, action="cancellation"))
    afresh(session)
    assert session.scalars(select(Payment)).all() == []


def test_late_the_amount_is_said_first_and_owed_after(
    session: Session, world: World, order: Order, at: time_machine.Traveller, sign_in: SignIn
) -> None:
    at.shift(timedelta(days=2, hours=6))
    neema = sign_in(world.people["neema"])
    page = neema.get(f"/buyer/orders/{order.public_id}")
    assert "Call it off and owe TZS 28,000" in words(page)
    done = follow(neema, neema.submit(page, action="cancellation"))
    assert "What you owe for it stands under payments." in words(done)
    afresh(session)
    payment = session.scalars(select(Payment)).one()
    assert (payment.reason, payment.state) == (PaymentReason.CANCELLATION, PaymentState.DUE)
    shown = words(neema.get(f"/buyer/payments/{payment.public_id}"))
    assert "Called off late" in shown
    assert "Called off late" in words(neema.get("/buyer/payments/statement"))


def test_an_amount_that_grew_while_the_page_lay_open_is_asked_again(
    session: Session, world: World, order: Order, at: time_machine.Traveller, sign_in: SignIn
) -> None:
    at.shift(timedelta(days=1, hours=20))
    neema = sign_in(world.people["neema"])
    fresh = neema.get(f"/buyer/orders/{order.public_id}")
    answer = neema.submit(fresh, {"agreed": "0"}, action="cancellation")
    assert answer.status_code == 422
    assert "calling it off costs more now" in words(answer)
    afresh(session)
    assert session.get_one(Order, order.id).state is OrderState.CONFIRMED
