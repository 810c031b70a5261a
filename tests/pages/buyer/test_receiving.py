"""At the door: all, a part with its picture, or none; cash changes hands; one sheet, many lines."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Delivery, Order, Payment
from marketplace.agreements.rules.lists import DeliveryState, PaymentState, RejectReason
from tests.pages.buyer.lodge import SignIn, afresh, in_days, ordered
from tests.pages.supplier.village import follow, words
from tests.support.client import PageClient
from tests.world import World

SHEET = "/buyer/receiving"


@pytest.fixture
def two(session: Session, world: World, at: time_machine.Traveller) -> tuple[Order, Order]:
    """Two orders, and the morning of their day."""
    orders = ordered(session, world), ordered(session, world, quantity=10)
    at.shift(timedelta(days=3))
    return orders


@pytest.fixture
def door(two: tuple[Order, Order], world: World, sign_in: SignIn) -> PageClient:
    return sign_in(world.people["neema"])


def send(door: PageClient, typed: dict[str, str]) -> object:
    return door.submit(door.get(SHEET), typed, action=SHEET)


def line(order: Order, **values: str) -> dict[str, str]:
    return {f"{order.public_id}-{name}": value for name, value in values.items()}


def came(session: Session, order: Order) -> Delivery | None:
    afresh(session)
    return session.scalars(select(Delivery).where(Delivery.order_id == order.id)).one_or_none()


def owed(session: Session, order: Order) -> Payment | None:
    return session.scalars(
        select(Payment).join(Delivery).where(Delivery.order_id == order.id)
    ).one_or_none()


def test_two_taps_write_down_what_came_in_full(
    door: PageClient, session: Session, two: tuple[Order, Order]
) -> None:
    shown = follow(door, send(door, line(two[0], outcome="all")))
    assert "Written down." in words(shown)
    assert "Came already" in words(shown)
    found = came(session, two[0])
    assert found is not None
    assert (found.state, found.accepted_milli) == (DeliveryState.ACCEPTED, 20_000)
    payment = owed(session, two[0])
    assert payment is not None
    assert (payment.state, payment.amount_minor) == (PaymentState.DUE, 2_800_000)
    assert came(session, two[1]) is None, "the other line is not here yet"


@pytest.mark.feature("I1", part=True)
def test_a_sheet_of_several_lines_is_one_form(
    door: PageClient, session: Session, two: tuple[Order, Order]
) -> None:
    part = line(two[0], outcome="part", brought="20", accepted="17.5", reason="unripe")
    none = line(two[1], outcome="none", brought="10", reason="broken")
    follow(door, send(door, {**part, **none}))
    first, second = came(session, two[0]), came(session, two[1])
    assert first is not None
    assert second is not None
    assert (first.state, first.accepted_milli) == (DeliveryState.PART, 17_500)
    assert first.reject_reason is RejectReason.UNRIPE
    assert (second.state, owed(session, two[1])) == (DeliveryState.REJECTED, None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"outcome": "part", "brought": "20", "accepted": "10"}, "Please tap why."),
        ({"outcome": "none", "brought": "20"}, "Please tap why."),
        ({"outcome": "part", "brought": "9", "accepted": "9", "reason": "late"}, "A part is less"),
        ({"outcome": "all", "brought": "0"}, "Please write what was brought."),
        ({"outcome": "all", "brought": "5000"}, "Is it a slip?"),
        ({"outcome": "all", "brought": "plenty"}, "Please write a whole number"),
    ],
)  # fmt: skip
def test_what_cannot_stand_is_said_beside_its_line(
    door: PageClient, session: Session, two: tuple[Order, Order], typed: dict[str, str], said: str
) -> None:
    answer = send(door, {**line(two[0], **typed), **line(two[1], outcome="all", brought="9.75")})
    assert answer.status_code == 422
    assert said in words(answer)
    assert 'value="9.75"' in answer.get_data(as_text=True)
    assert came(session, two[0]) is None
    assert came(session, two[1]) is None, "nothing is written where one line is wrong"


def test_cash_at_the_door_is_money_on_its_way(
    session: Session, world: World, at: time_machine.Traveller, sign_in: SignIn
) -> None:
    paid, unpaid = (ordered(session, world, quantity=5, cash=True) for _ in range(2))
    at.shift(timedelta(days=3))
    door = sign_in(world.people["neema"])
    assert "Paid in cash at the door" in words(door.get(SHEET))
    follow(
        door, send(door, {**line(paid, outcome="all"), **line(unpaid, outcome="all", unpaid="y")})
    )
    afresh(session)
    first, second = owed(session, paid), owed(session, unpaid)
    assert first is not None
    assert second is not None
    assert (first.state, second.state) == (PaymentState.SENT, PaymentState.DUE)
    assert second.due_on == second.delivered_on


def test_a_line_received_twice_is_received_once(
    door: PageClient, session: Session, two: tuple[Order, Order]
) -> None:
    page = door.get(SHEET)
    follow(door, door.submit(page, line(two[0], outcome="all"), action=SHEET))
    follow(door, door.submit(page, line(two[0], outcome="all"), action=SHEET))
    assert came(session, two[0]) is not None


def test_another_day_shows_what_is_due_then(
    neema: PageClient, session: Session, world: World
) -> None:
    ordered(session, world)
    assert "Nothing is due here on this day." in words(neema.get(SHEET))
    assert "20 kg · Tomatoes" in words(neema.get(SHEET, query_string={"day": in_days(3)}))
    assert neema.get(SHEET, query_string={"day": "9999-99-99"}).status_code == 200
    assert neema.get(SHEET, query_string={"property": "nobodys"}).status_code == 404
