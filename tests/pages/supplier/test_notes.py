"""Her word on the note: so it was, or not so; then the door, one picture a question."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import Receive, door_says, receive, settle
from marketplace.agreements.models import Delivery, DeliveryObjection, Order, SupplierFeedback
from marketplace.agreements.rules.answers import KeptPhoto
from marketplace.agreements.rules.lists import DoorSays, ObjectionAbout, RejectReason
from marketplace.kernel.actor import SYSTEM
from marketplace.media import Store, redraw
from tests.actions.linkage import asks, clears, names_in_rotation, offers, typical_cost
from tests.pages.photographs import picture
from tests.pages.supplier.village import buttons, follow, hidden, link, press, seated, words
from tests.support.client import PageClient
from tests.world import World


class Brought:
    """An order of hers that came to the door, fifteen of twenty taken, with a photograph."""

    def __init__(self, order: Order, name: str) -> None:
        self.order, self.symbol = order, name.replace("_", "-")

    @property
    def note(self) -> str:
        """Her page of the note."""
        return f"/s/orders/{self.order.public_id}/note"


@pytest.fixture
def brought(session: Session, world: World, app: Flask) -> Brought:
    typical_cost(session, world)
    clears(session, world)
    need = asks(session, world)
    first = names_in_rotation(session, world, need)[0]
    offers(session, world, need, who=first)
    settle(session, SYSTEM, need.id)
    order = session.scalars(select(Order)).one()
    drawn = redraw(picture())
    file = Store(app.extensions["mkeka"].media_dir).keep(drawn)
    photo = KeptPhoto(file=file, size=len(drawn.data), width=drawn.width, height=drawn.height)
    line = Receive(
        order=order.public_id, brought_milli=20_000, accepted_milli=15_000,
        reject_reason=RejectReason.UNRIPE, photo=photo,
    )  # fmt: skip
    receive(session, world.neema, [line])
    session.commit()
    return Brought(order, first)


@pytest.fixture
def phone(client: PageClient, brought: Brought) -> PageClient:
    seated(client, brought.symbol)
    return client


def only(session: Session) -> Delivery:
    session.rollback()
    session.expire_all()
    return session.scalars(select(Delivery)).one()


@pytest.mark.feature("I1", part=True)
def test_she_sees_what_the_door_wrote_with_its_photograph(
    phone: PageClient, brought: Brought
) -> None:
    order = phone.get(f"/s/orders/{brought.order.public_id}")
    shown = phone.get(link(order, "Right?"))
    said = words(shown)
    for text in ("Right?", "You brought", "20 kg", "They took", "15 kg", "Not ripe"):
        assert text in said
    photo = phone.get(link(shown, "Photo"))
    assert (photo.status_code, photo.mimetype) == (200, "image/jpeg")
    assert photo.headers["Content-Disposition"].startswith("inline; filename=")


@pytest.mark.feature("I1")
@pytest.mark.feature("I2")
def test_so_it_was_is_one_tap_and_leads_to_the_door(
    phone: PageClient, session: Session, brought: Brought
) -> None:
    door = follow(phone, press(phone, phone.get(brought.note), "Yes"))
    assert only(session).supplier_confirmed_at is not None
    for question, answer in (
        ("They took it soon?", "Yes"), ("Weighed right?", "Yes"), ("Were they kind?", "No"),
    ):  # fmt: skip
        assert question in words(door)
        door = follow(phone, press(phone, door, answer))
    session.rollback()
    said = session.scalars(select(SupplierFeedback.good).order_by(SupplierFeedback.id)).all()
    assert said == [True, True, False]
    after = follow(phone, phone.get(f"/s/orders/{brought.order.public_id}/door"))
    assert "It is right" in words(after)
    assert "Yes" not in buttons(after)


def test_a_second_tap_is_harmless(phone: PageClient, brought: Brought) -> None:
    page = phone.get(brought.note)
    follow(phone, press(phone, page, "Yes"))
    assert press(phone, page, "Yes").status_code == 303


def test_not_so_asks_what_in_pictures(
    phone: PageClient, session: Session, brought: Brought
) -> None:
    asked = phone.get(link(phone.get(brought.note), "No"))
    assert "What is wrong?" in words(asked)
    after = follow(phone, press(phone, asked, "The amount"))
    assert "They look now" in words(after)
    only(session)
    said = session.scalars(select(DeliveryObjection)).one()
    assert said.about is ObjectionAbout.HOW_MUCH


def test_a_forged_reason_is_asked_again(phone: PageClient, brought: Brought) -> None:
    page = phone.get(brought.note)
    path = f"/s/orders/{brought.order.public_id}/objection"
    answer = phone.post(path, data={**hidden(page), "reason": "nonsense"})
    assert "What is wrong?" in words(answer)
    door = phone.post(
        f"/s/orders/{brought.order.public_id}/door", data={**hidden(page), "asks": "?"}
    )
    assert door.status_code == 303


@pytest.mark.feature("I2")
@pytest.mark.paper(21, part=True)
def test_she_sees_how_her_goods_were(
    phone: PageClient, session: Session, world: World, brought: Brought
) -> None:
    said = dict.fromkeys(DoorSays, True) | {DoorSays.SIZE: False}
    door_says(session, world.neema, only(session).public_id, said)
    session.commit()
    shown = words(phone.get(brought.note))
    assert "Fresh · Good" in shown
    assert "Size · Better next time" in shown


def test_swahili_keeps_within_the_same_bounds(phone: PageClient, brought: Brought) -> None:
    for path in (brought.note, brought.note.replace("/note", "/objection"),
                 brought.note.replace("/note", "/door")):  # fmt: skip
        assert phone.get(path, query_string={"lang": "sw"}).status_code == 200


def test_nobody_else_sees_it(
    client: PageClient, other_client: PageClient, world: World, brought: Brought
) -> None:
    other = next(
        n for n in ("fish_47", "sun_21", "hen_33") if n.replace("_", "-") != brought.symbol
    )
    seated(other_client, other.replace("_", "-"))
    for tail in ("note", "objection", "door", "photo"):
        path = f"/s/orders/{brought.order.public_id}/{tail}"
        assert other_client.get(path).status_code == 404
        assert client.get(path).status_code == 303  # nobody sits here: first who, then the code
