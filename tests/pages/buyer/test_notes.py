"""The delivery note for the buyer: a photograph beside what was agreed, and how the goods were."""

from io import BytesIO

import pytest
import time_machine
from flask import Flask
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, stream_encode_multipart

from marketplace import media
from marketplace.agreements.actions import confirm_note, object_to_note
from marketplace.agreements.models import Delivery, DeliveryPhoto, Order
from marketplace.agreements.rules.lists import ObjectionAbout
from marketplace.blueprints.agreements import receiving
from marketplace.kernel.refused import Refused
from marketplace.kernel.states import WrongState
from marketplace.media import Store
from marketplace.web import photos
from tests.pages.buyer.lodge import SignIn, afresh, delivered, ordered
from tests.pages.desk.room import words
from tests.pages.photographs import sent
from tests.pages.supplier.village import follow
from tests.support.client import PageClient, _filled
from tests.support.markup import parse
from tests.world import World, add_buyer, add_operator

SHEET = "/buyer/receiving"


@pytest.fixture
def order(session: Session, world: World, at: time_machine.Traveller) -> Order:
    """An order on the morning of its day."""
    from datetime import timedelta

    made = ordered(session, world)
    at.shift(timedelta(days=3))
    return made


@pytest.fixture
def door(order: Order, world: World, sign_in: SignIn) -> PageClient:
    return sign_in(world.people["neema"])


def store(app: Flask) -> Store:
    return Store(app.extensions["mkeka"].media_dir)


def take(door: PageClient, order: Order, photo: tuple[BytesIO, str], **values: str) -> TestResponse:
    """Send the sheet with a photograph, as a browser does, all of it in memory."""
    forms = parse(door.get(SHEET).get_data(as_text=True)).all("form")
    form = next(one for one in forms if one.get("action") == SHEET)
    typed = {f"{order.public_id}-{name}": value for name, value in values.items()}
    fields = {**_filled(form), **typed, f"{order.public_id}-photo": FileStorage(*photo)}
    body, _, boundary = stream_encode_multipart(fields, use_tempfile=False)
    kind = f'multipart/form-data; boundary="{boundary}"'
    return door.post(SHEET, data=body.read(), content_type=kind)


def only(session: Session) -> Delivery:
    afresh(session)
    return session.scalars(select(Delivery)).one()


@pytest.mark.feature("I1")
def test_a_photograph_stands_beside_what_was_agreed(
    door: PageClient, session: Session, app: Flask, order: Order
) -> None:
    follow(door, take(door, order, sent(), outcome="part", brought="20", accepted="15",
                      reason="unripe"))  # fmt: skip
    delivery = only(session)
    shown = door.get(f"/buyer/deliveries/{delivery.public_id}")
    said = words(shown)
    for text in ("Agreed", "20 kg", "What came", "15 kg", "Not ripe", "She has not said yet"):
        assert text in said
    photo = door.get(f"/buyer/deliveries/{delivery.public_id}/photo")
    assert photo.status_code == 200
    assert photo.mimetype == "image/jpeg"
    assert photo.headers["Content-Disposition"] == 'inline; filename="delivery.jpg"'
    assert photo.headers["X-Content-Type-Options"] == "nosniff"
    assert photo.headers["Cache-Control"] == "private, no-store"
    assert Image.open(BytesIO(photo.data)).format == "JPEG"
    assert len(store(app).names()) == 1


def test_without_a_photograph_it_is_written_down_as_well(
    door: PageClient, session: Session, order: Order
) -> None:
    follow(door, take(door, order, (BytesIO(b""), ""), outcome="all"))
    delivery = only(session)
    assert "No picture was taken." in words(door.get(f"/buyer/deliveries/{delivery.public_id}"))
    assert door.get(f"/buyer/deliveries/{delivery.public_id}/photo").status_code == 404


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"<svg/>", "This is no picture we can read."), (b"\0" * (media.MOST_BYTES + 5), "over 2 MB")],
    ids=["svg", "large"],
)
def test_what_is_no_photograph_is_said_beside_it_and_nothing_is_lost(
    door: PageClient, session: Session, app: Flask, order: Order, data: bytes, said: str
) -> None:
    answer = take(door, order, sent(data), outcome="all", brought="19.5")
    assert answer.status_code == 422
    assert said in words(answer)
    assert 'value="19.5"' in answer.get_data(as_text=True)
    afresh(session)
    assert session.scalars(select(Delivery)).all() == []
    assert store(app).names() == frozenset()


def test_a_full_disk_asks_for_no_picture_but_takes_the_delivery(
    door: PageClient, session: Session, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media.store, "FLOOR_BYTES", 2**62)
    answer = take(door, order, sent(), outcome="all")
    assert "There is no room for pictures just now." in words(answer)
    follow(door, take(door, order, (BytesIO(b""), ""), outcome="all"))
    assert only(session)


def test_a_person_takes_so_many_photographs_a_day(
    door: PageClient, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "A_DAY", 0)
    answer = take(door, order, sent(), outcome="all")
    assert answer.status_code == 422
    assert "You took very many pictures today." in words(answer)


def test_a_refused_sheet_leaves_no_file_behind(
    door: PageClient, app: Flask, session: Session, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*_args: object) -> None:
        raise Refused(WrongState.NOT_NOW, field=order.public_id)

    monkeypatch.setattr(receiving, "receive", meanwhile)
    answer = take(door, order, sent(), outcome="all")
    assert "This was received or called off meanwhile." in words(answer)
    assert store(app).names() == frozenset()
    assert session.scalars(select(DeliveryPhoto)).all() == []


def test_far_too_much_is_turned_away_before_it_is_read(door: PageClient, order: Order) -> None:
    answer = take(door, order, sent(b"\0" * (photos.LARGEST_SHEET + 1)), outcome="all")
    assert answer.status_code == 413


def test_she_confirms_and_the_buyer_sees_it(
    session: Session, world: World, sign_in: SignIn
) -> None:
    delivery = delivered(session, world)
    order = session.get_one(Order, delivery.order_id)
    her = next(n for n, s in world.suppliers.items() if s.id == order.supplier_id)
    neema = sign_in(world.people["neema"])
    confirm_note(session, world.supplier(her), order.public_id)
    session.commit()
    said = words(neema.get(f"/buyer/deliveries/{delivery.public_id}"))
    assert "Both sides confirm this note." in said


def test_he_sees_that_she_objects(session: Session, world: World, sign_in: SignIn) -> None:
    delivery = delivered(session, world)
    order = session.get_one(Order, delivery.order_id)
    her = next(n for n, s in world.suppliers.items() if s.id == order.supplier_id)
    object_to_note(session, world.supplier(her), order.public_id, ObjectionAbout.WHY)
    session.commit()
    neema = sign_in(world.people["neema"])
    said = words(neema.get(f"/buyer/deliveries/{delivery.public_id}"))
    assert "She says “not so”: The reason." in said


def test_how_the_goods_were_is_tapped_in_pictures(
    session: Session, world: World, sign_in: SignIn
) -> None:
    delivery = delivered(session, world)
    neema = sign_in(world.people["neema"])
    path = f"/buyer/deliveries/{delivery.public_id}"
    typed = {"fresh": "good", "size": "better", "clean": "nonsense"}
    shown = follow(neema, neema.submit(neema.get(path), typed, action="feedback"))
    assert "Written down. She sees the same pictures." in words(shown)
    source = shown.get_data(as_text=True)
    assert source.count(" checked") == 2


def test_another_house_does_not_see_it(session: Session, world: World, sign_in: SignIn) -> None:
    delivery = delivered(session, world)
    other = add_operator(session, world.destination, "Heroe")
    joseph = sign_in(add_buyer(session, other, "Joseph", destination=world.destination))
    for tail in ("", "/photo"):
        assert joseph.get(f"/buyer/deliveries/{delivery.public_id}{tail}").status_code == 404
    anna = sign_in(world.people["anna"])
    assert anna.get(f"/buyer/deliveries/{delivery.public_id}").status_code == 403
