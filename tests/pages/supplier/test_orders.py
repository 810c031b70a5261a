"""Her word on an order: yes, less or cannot with a picture why; then "I bring it"."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import Receive, receive, settle
from marketplace.agreements.models import Order
from marketplace.agreements.rules.lists import CannotReason, OrderState, RejectReason
from marketplace.kernel.actor import SYSTEM
from tests.actions.linkage import asks, clears, names_in_rotation, offers, typical_cost
from tests.pages.supplier.village import follow, hidden, link, links, press, seated, words
from tests.support.client import PageClient
from tests.world import World


class Ordered:
    """An order and the symbol of who got it."""

    def __init__(self, order: Order, name: str) -> None:
        self.order, self.symbol = order, name.replace("_", "-")

    @property
    def path(self) -> str:
        """Her page of it."""
        return f"/s/orders/{self.order.public_id}"


@pytest.fixture
def ordered(session: Session, world: World) -> Ordered:
    """20 kg ordered of whoever was first in rotation."""
    typical_cost(session, world)
    clears(session, world)
    need = asks(session, world)
    first = names_in_rotation(session, world, need)[0]
    offers(session, world, need, who=first)
    settle(session, SYSTEM, need.id)
    session.commit()
    return Ordered(session.scalars(select(Order)).one(), first)


def fresh(session: Session, ordered: Ordered) -> Order:
    session.rollback()
    session.refresh(ordered.order)
    return ordered.order


def test_an_order_waits_at_home_and_one_tap_says_yes(
    client: PageClient, session: Session, ordered: Ordered
) -> None:
    seated(client, ordered.symbol)
    page = client.get(link(client.get("/s/"), "Bring this?"))
    page = client.get(link(page, "Tomatoes"))
    assert {"20", "28,000"} <= set(words(page).split())
    page = follow(client, press(client, page, "Yes"))
    assert fresh(session, ordered).state is OrderState.CONFIRMED
    assert "You bring" in words(page)


def test_a_second_tap_shows_the_same_page(
    client: PageClient, session: Session, ordered: Ordered
) -> None:
    seated(client, ordered.symbol)
    page = client.get(ordered.path)
    answers = [press(client, page, "Yes") for _ in range(3)]
    assert {answer.headers["Location"] for answer in answers} == {ordered.path}
    assert fresh(session, ordered).version == 2


def test_less_is_stepped_and_never_all(
    client: PageClient, session: Session, ordered: Ordered
) -> None:
    seated(client, ordered.symbol)
    page = client.get(link(client.get(ordered.path), "Less"))
    assert "19 kg" in words(page)
    page = client.get(f"{ordered.path}/less?quantity=12")
    follow(client, press(client, page, "Go on"))
    order = fresh(session, ordered)
    assert (order.state, order.confirmed_quantity) == (OrderState.CONFIRMED, 12)


@pytest.mark.parametrize("number", ["0", "20", "x", ""])
def test_less_must_be_less(
    client: PageClient, session: Session, ordered: Ordered, number: str
) -> None:
    seated(client, ordered.symbol)
    page = client.get(f"{ordered.path}/less")
    answer = client.post(page.request.path, data={**hidden(page), "quantity": number})
    assert answer.status_code == 422
    assert fresh(session, ordered).state is OrderState.PLACED


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("Nothing now", CannotReason.NONE_LEFT),
        ("Sick", CannotReason.SICK),
        ("I sold it", CannotReason.SOLD),
        ("No transport", CannotReason.TRANSPORT),
    ],
)
def test_cannot_is_said_with_a_picture_why(
    client: PageClient, session: Session, ordered: Ordered, said: str, reason: CannotReason
) -> None:
    seated(client, ordered.symbol)
    page = client.get(link(client.get(ordered.path), "I cannot"))
    page = follow(client, press(client, page, said))
    assert "You said no" in words(page)
    order = fresh(session, ordered)
    assert (order.state, order.cannot_reason) == (OrderState.DECLINED, reason)


def test_i_bring_it_is_said_once(client: PageClient, session: Session, ordered: Ordered) -> None:
    seated(client, ordered.symbol)
    page = follow(client, press(client, client.get(ordered.path), "Yes"))
    answers = [press(client, page, "On the way") for _ in range(2)]
    shown = [words(follow(client, answer)) for answer in answers]
    assert shown[0] == shown[1]
    assert "On the way" in shown[0]
    assert fresh(session, ordered).on_the_way_at is not None


def test_what_the_door_said_is_shown_with_its_reason(
    client: PageClient, session: Session, world: World, ordered: Ordered
) -> None:
    seated(client, ordered.symbol)
    press(client, client.get(ordered.path), "Yes")
    session.rollback()
    line = Receive(
        order=ordered.order.public_id, brought_milli=20_000, accepted_milli=15_000,
        reject_reason=RejectReason.UNRIPE,
    )  # fmt: skip
    receive(session, world.neema, [line])
    session.commit()
    said = words(client.get(ordered.path))
    assert "They took less" in said
    assert "Not ripe" in said


def test_what_is_over_stands_at_the_end_of_more(
    client: PageClient, session: Session, ordered: Ordered
) -> None:
    seated(client, ordered.symbol)
    page = client.get(f"{ordered.path}/cannot")
    press(client, page, "Sick")
    page = client.get("/s/orders")
    assert [name for name in links(page) if "Tomatoes" in name] == []
    assert "You said no" in words(client.get(link(page, "More")))


def test_somebody_elses_order_is_not_there(client: PageClient, ordered: Ordered) -> None:
    other = "sun-21" if ordered.symbol != "sun-21" else "fish-47"
    seated(client, other)
    for path in ("", "/less", "/cannot"):
        assert client.get(f"{ordered.path}{path}").status_code == 404


def test_without_a_seat_an_order_asks_who_it_is(client: PageClient, ordered: Ordered) -> None:
    assert client.get(ordered.path).headers["Location"].startswith("/s/who?next=")
