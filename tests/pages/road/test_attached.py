"""A photograph and a voice with a need and with an offer: whose, when, and who has looked."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from marketplace.journal.models import JournalEntry
from marketplace.media import Store
from marketplace.offers.models import Offer, OfferAttachment
from marketplace.sourcing.models import Need, NeedAttachment
from tests.actions import tendering
from tests.actions.linkage import asks, morning, offers
from tests.pages.buyer.lodge import afresh, lodge, signed_in
from tests.pages.photographs import picture, post_file
from tests.pages.supplier.village import seated, words
from tests.support.client import PageClient
from tests.support.markup import parse
from tests.support.spoken import wave
from tests.world import World, add_specs
from tests.world.codes import give_codes

NewClient = Callable[[], PageClient]


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    made = lodge(session)
    add_specs(session)
    give_codes(session, made)
    session.commit()
    return made


@pytest.fixture
def neema(session: Session, world: World, new_client: NewClient) -> PageClient:
    return signed_in(session, new_client(), world.people["neema"])


@pytest.fixture
def anna(session: Session, world: World, new_client: NewClient) -> PageClient:
    return signed_in(session, new_client(), world.people["anna"])


@pytest.fixture
def zuhura(world: World, new_client: NewClient) -> PageClient:
    phone = new_client()
    seated(phone)
    return phone


@pytest.fixture
def need(session: Session, world: World) -> Need:
    made = asks(session, world)
    session.commit()
    return made


@pytest.fixture
def offer(session: Session, world: World, need: Need) -> Offer:
    made = offers(session, world, need)
    session.commit()
    return made


def sends(client: PageClient, path: str, data: bytes, name: str, **typed: str) -> TestResponse:
    fields = parse(client.get(path).get_data(as_text=True)).all("input")
    token = next(one.get("value", "") for one in fields if one.get("name") == "csrf")
    return post_file(client, path, {"csrf": token, **typed}, file=(BytesIO(data), name))


def looks(anna: PageClient, public_id: str, said: str = "fine") -> TestResponse:
    return anna.submit(anna.get("/desk/attached"), action=f"{public_id}/look", press=f"look={said}")


def store(app: Flask) -> Store:
    return Store(app.extensions["mkeka"].media_dir)


def newest(session: Session, table: type[NeedAttachment] | type[OfferAttachment]) -> str:
    afresh(session)
    found = session.scalars(select(table.public_id).order_by(table.id.desc()).limit(1))
    return found.one()


def over(session: Session, need: Need, at: time_machine.Traveller) -> None:
    """Let the time for answers end; whoever was signed in must sign in again."""
    afresh(session)
    closes = session.scalars(select(Need.closes_at).where(Need.id == need.id)).one()
    assert closes is not None
    at.move_to(closes)


def with_place() -> bytes:
    """A photograph with a place and a comment inside, as phones take it."""
    exif = Image.Exif()
    exif[0x010E] = "a secret place"
    out = BytesIO()
    Image.effect_noise((900, 700), 60).convert("RGB").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_suppliers_have_a_needs_photo_and_voice_after_the_facilitator_has_looked(
    session: Session, need: Need, neema: PageClient, anna: PageClient, zuhura: PageClient
) -> None:
    beside = f"/buyer/needs/{need.public_id}/attached"
    for kind, data in (("photo", with_place()), ("voice", wave(2))):
        assert sends(neema, beside, data, "file.bin", kind=kind).status_code == 303
        public_id = newest(session, NeedAttachment)
        assert "a facilitator looks first" in words(neema.get(beside))
        assert neema.get(f"{beside}/{public_id}").status_code == 200
        hers = f"/s/needs/{need.code}/attached/{kind}"
        assert zuhura.get(hers).status_code == 404
        assert anna.get(f"/desk/attached/{public_id}").status_code == 200
        assert looks(anna, public_id).status_code == 303
        found = zuhura.get(hers)
        assert found.status_code == 200
        assert b"a secret place" not in found.data
        assert found.headers["Cache-Control"] == "private, no-store"
    page = zuhura.get(f"/s/needs/{need.code}")
    assert {"See it", "Hear it"} <= {one for one in ("See it", "Hear it") if one in words(page)}
    assert "Nothing waits." in words(anna.get("/desk/attached"))


@pytest.mark.feature("C4")
def test_a_lodge_has_her_photo_and_voice_when_released_looked_at_and_agreed(
    session: Session, world: World, need: Need, offer: Offer, neema: PageClient,
    anna: PageClient, zuhura: PageClient, at: time_machine.Traveller,
) -> None:  # fmt: skip
    beside = f"/buyer/needs/{need.public_id}/attached"
    named = []
    for kind, data in (("photo", with_place()), ("voice", wave(2))):
        mine = f"/s/offers/{offer.public_id}/attached/{kind}"
        answer = sends(zuhura, mine, data, "from-phone", who="lodge")
        assert answer.status_code == 303
        assert "Helper looks first" in words(zuhura.get(mine))
        assert b"a secret place" not in zuhura.get(f"{mine}/file").data
        named.append(newest(session, OfferAttachment))
    for public_id in named:
        assert neema.get(f"{beside}/{public_id}").status_code == 404
        looks(anna, public_id)
        assert neema.get(f"{beside}/{public_id}").status_code == 404  # looked at, not released
    over(session, need, at)
    neema = signed_in(session, neema, world.people["neema"])
    for public_id in named:
        assert neema.get(f"{beside}/{public_id}").status_code == 200
    assert "Zuhura" in words(neema.get(beside))


def test_what_is_for_the_helper_only_never_reaches_the_lodge(
    session: Session, world: World, need: Need, offer: Offer, neema: PageClient,
    anna: PageClient, zuhura: PageClient, at: time_machine.Traveller,
) -> None:  # fmt: skip
    sends(zuhura, f"/s/offers/{offer.public_id}/attached/photo", picture(), "p.jpg", who="helper")
    public_id = newest(session, OfferAttachment)
    assert "For you only" in words(anna.get("/desk/attached"))
    looks(anna, public_id)
    over(session, need, at)
    neema = signed_in(session, neema, world.people["neema"])
    assert neema.get(f"/buyer/needs/{need.public_id}/attached/{public_id}").status_code == 404
    assert "Nothing you may see yet" in words(neema.get(f"/buyer/needs/{need.public_id}/attached"))


def test_a_sealed_tenders_files_are_sealed_for_the_facilitator_too(
    session: Session, world: World, anna: PageClient, zuhura: PageClient,
    at: time_machine.Traveller,
) -> None:  # fmt: skip
    need = tendering.publishes(session, world)
    offer = tendering.offers(session, world, need)
    session.commit()
    sends(zuhura, f"/s/offers/{offer.public_id}/attached/voice", wave(1), "v.wav", who="lodge")
    public_id = newest(session, OfferAttachment)
    assert "Nothing waits." in words(anna.get("/desk/attached"))
    assert anna.get(f"/desk/attached/{public_id}").status_code == 404
    over(session, need, at)
    anna = signed_in(session, anna, world.people["anna"])
    assert anna.get(f"/desk/attached/{public_id}").status_code == 200


def test_a_recognisable_child_is_seen_by_nobody_and_the_file_is_gone(
    session: Session, need: Need, app: Flask, neema: PageClient, anna: PageClient,
    zuhura: PageClient,
) -> None:  # fmt: skip
    beside = f"/buyer/needs/{need.public_id}/attached"
    sends(neema, beside, picture(), "p.jpg", kind="photo")
    public_id = newest(session, NeedAttachment)
    assert looks(anna, public_id, "child").status_code == 303
    assert store(app).names() == frozenset()
    for client, path in (
        (zuhura, f"/s/needs/{need.code}/attached/photo"), (neema, f"{beside}/{public_id}"),
        (anna, f"/desk/attached/{public_id}"),
    ):  # fmt: skip
        assert client.get(path).status_code == 404


def test_a_newer_one_takes_the_place_of_the_older(
    session: Session, need: Need, app: Flask, neema: PageClient
) -> None:
    beside = f"/buyer/needs/{need.public_id}/attached"
    for _ in range(2):
        sends(neema, beside, picture(), "p.jpg", kind="photo")
    afresh(session)
    states = session.scalars(select(NeedAttachment.state).order_by(NeedAttachment.id)).all()
    assert states == ["removed", "waiting"]
    assert len(store(app).names()) == 1


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [("photo", b"<svg/>", "Not right. Try again."), ("voice", b"no sound", "Not right. Try again."),
     ("voice", wave(22), "Say less, please."), ("photo", b"", "Nothing is here."),
     ("photo", b"\xff\xd8" + b"\0" * (2 * 1024 * 1024), "This is too big.")],
    ids=["svg", "junk", "long", "none", "large"],
)  # fmt: skip
def test_what_is_no_file_of_ours_is_said_in_one_sentence(
    session: Session, offer: Offer, app: Flask, zuhura: PageClient, kind: str, data: bytes,
    said: str,
) -> None:  # fmt: skip
    mine = f"/s/offers/{offer.public_id}/attached/{kind}"
    answer = sends(zuhura, mine, data, "x" if data else "", who="lodge")
    assert answer.status_code == 422
    assert said in words(answer)
    afresh(session)
    assert session.scalars(select(OfferAttachment)).all() == []
    assert store(app).names() == frozenset()


def test_another_supplier_and_another_facilitator_have_nothing(
    session: Session, world: World, offer: Offer, zuhura: PageClient, new_client: NewClient,
) -> None:  # fmt: skip
    mine = f"/s/offers/{offer.public_id}/attached/photo"
    sends(zuhura, mine, picture(), "p.jpg", who="lodge")
    public_id = newest(session, OfferAttachment)
    other = new_client()
    seated(other, "sun-21")
    assert other.get(mine).status_code == 404
    assert other.get(f"{mine}/file").status_code == 404
    afresh(session)
    theresia = signed_in(session, new_client(), world.people["theresia"])
    assert theresia.get(f"/desk/attached/{public_id}").status_code == 404
    assert "Nothing waits." in words(theresia.get("/desk/attached"))


def test_the_journal_tells_who_looked_and_holds_no_name_of_a_file(
    session: Session, need: Need, app: Flask, neema: PageClient, anna: PageClient
) -> None:
    sends(neema, f"/buyer/needs/{need.public_id}/attached", picture(), "p.jpg", kind="photo")
    looks(anna, newest(session, NeedAttachment), "private_word")
    afresh(session)
    like = JournalEntry.verb.like("need_attachment.%")
    rows = session.scalars(select(JournalEntry).where(like).order_by(JournalEntry.id)).all()
    assert [row.verb for row in rows] == ["need_attachment.add", "need_attachment.refuse"]
    assert all(".jpg" not in row.facts for row in rows)
    assert '"why":"private_word"' in rows[1].facts


@pytest.mark.feature("R4", part=True)
def test_her_photographs_and_voice_go_with_her(
    session: Session, world: World, app: Flask, offer: Offer, zuhura: PageClient,
    anna: PageClient,
) -> None:  # fmt: skip
    sends(zuhura, f"/s/offers/{offer.public_id}/attached/voice", wave(1), "v.wav", who="lodge")
    assert len(store(app).names()) == 1
    her = world.suppliers["fish_47"].public_id
    page = anna.get(f"/desk/suppliers/{her}/word")
    answer = anna.submit(page, {"sure": "y"}, action="/erasure")
    assert answer.status_code == 303
    afresh(session)
    assert session.scalars(select(OfferAttachment.state)).all() == ["removed"]
    assert store(app).names() == frozenset()
