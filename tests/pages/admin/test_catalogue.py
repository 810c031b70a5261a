"""Places, market days, goods and units before an administrator."""

import re

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.actions import load_catalogue
from marketplace.catalogue.models import Category, MarketDay, Place
from marketplace.catalogue.queries import leaf_by_code
from marketplace.journal.models import JournalEntry
from tests.pages.desk.room import Desk, words
from tests.world import World


def new(world: World) -> str:
    return f"/admin/destinations/{world.destination.public_id}/places/new"


def add(world: World) -> str:
    return f"/admin/destinations/{world.destination.public_id}/places"


def told(session: Session, verb: str) -> int:
    session.rollback()
    return session.scalar(
        select(func.count(JournalEntry.id)).where(JournalEntry.verb == verb)
    ) or 0  # fmt: skip


def test_a_town_of_the_gazetteer_becomes_a_place(
    tumsifu: Desk, session: Session, world: World
) -> None:
    assert "Add a place" in tumsifu.read("/admin/places")
    found = tumsifu.get(f"{new(world)}?q=makuyuni")
    assert "Makuyuni" in words(found)
    number = re.search(
        r'name="town" value="(\d+)"><button>Add<span class="hide"> Makuyuni,',
        found.get_data(as_text=True),
    )
    assert number
    data = {"town": number.group(1), "csrf": tumsifu.token(found)}
    shown = tumsifu.client.post(add(world), data=data, follow_redirects=True)
    assert "No market day is known here." in words(shown)
    session.rollback()
    place = session.scalars(select(Place).where(Place.name == "Makuyuni")).one()
    assert (place.code, place.destination_id) == ("makuyuni", world.destination.id)
    assert told(session, "place.add") == 1


def test_a_village_no_gazetteer_knows_is_written(
    tumsifu: Desk, session: Session, world: World
) -> None:
    assert "The gazetteer knows no such town" in tumsifu.read(f"{new(world)}?q=Qwertyville")
    typed = {"name": "Kwa Mhina", "kind": "village", "position": "-3.37, 35.85"}
    tumsifu.send(tumsifu.get(new(world)), typed, action=add(world))
    session.rollback()
    place = session.scalars(select(Place).where(Place.name == "Kwa Mhina")).one()
    assert (place.lat_e6, place.lon_e6) == (-3_370_000, 35_850_000)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"name": "Majengo"}, "A place of this name is here already."),
        ({"position": "somewhere"}, "Please write it like -3.37, 35.85."),
        ({"position": "nan, 3"}, "Please write it like -3.37, 35.85."),
        ({"position": "95, 3"}, "Latitude is at most 90"),
        ({"position": "48.8, 2.3"}, "more than 300 km away"),
    ],
)
def test_what_cannot_be_is_answered_beside_the_field_and_kept(
    tumsifu: Desk, session: Session, world: World, typed: dict[str, str], said: str
) -> None:
    whole = {"name": "Kwa Mhina", "kind": "village", "position": "-3.37, 35.85", **typed}
    page = tumsifu.get(new(world))
    data = {**whole, "csrf": tumsifu.token(page)}
    answer = tumsifu.client.post(add(world), data=data)
    assert answer.status_code == 422
    assert said in words(answer)
    assert f'value="{whole["position"]}"' in answer.get_data(as_text=True)
    assert told(session, "place.add") == 0


def test_market_days_are_added_and_removed(tumsifu: Desk, session: Session, world: World) -> None:
    place = f"/admin/places/{world.places['majengo'].public_id}"
    for day, said in (("w0", "Every Monday"), ("m15", "On day 15 of the month")):
        shown = tumsifu.send(tumsifu.get(place), {"day": day}, action=f"{place}/market-days")
        assert said in words(shown)
    for day in ("w0", "", "w7", "m32", "x", "w٣"):
        page = tumsifu.get(place)
        again = tumsifu.client.post(
            f"{place}/market-days", data={"day": day, "csrf": tumsifu.token(page)}
        )
        assert again.status_code == 422, day
    first = session.scalars(select(MarketDay.id).order_by(MarketDay.id)).first()
    gone = tumsifu.send(tumsifu.get(place), action=f"{place}/market-days/{first}/removal")
    assert "Remove Every Monday" not in words(gone)
    assert (told(session, "market_day.add"), told(session, "market_day.remove")) == (2, 1)


def test_goods_out_of_use_cannot_be_asked_for_and_come_back(
    tumsifu: Desk, session: Session, world: World
) -> None:
    page = tumsifu.get("/admin/goods")
    after = tumsifu.send(page, action="/admin/goods/veg.tomato/retirement")
    assert "out of use" in words(after)
    session.rollback()
    assert leaf_by_code(session, "veg.tomato") is None
    load_catalogue(session)
    session.commit()
    assert leaf_by_code(session, "veg.tomato") is None, "a new version keeps what was decided"
    tumsifu.send(tumsifu.get("/admin/goods"), action="/admin/goods/veg.tomato/return")
    session.rollback()
    assert leaf_by_code(session, "veg.tomato") is not None
    assert (told(session, "leaf.retire"), told(session, "leaf.take_up")) == (1, 1)


def test_units_stand_with_steps_and_codes(tumsifu: Desk, session: Session) -> None:
    load_catalogue(session)
    session.commit()
    said = tumsifu.read("/admin/units")
    assert "kilogram kg 1 kg 1 · 5 · 10 · 20" in said
    assert "KGM" in said
    assert "nominal" in said


def test_a_group_is_no_leaf_and_strangers_find_nothing(
    tumsifu: Desk, anna: Desk, session: Session, world: World
) -> None:
    group = session.scalars(select(Category.code).where(Category.parent_id.is_(None))).first()
    token = {"csrf": tumsifu.token(tumsifu.get("/admin/goods"))}
    gone = ("no.such", group)
    for code in gone:
        assert tumsifu.client.post(f"/admin/goods/{code}/retirement", data=token).status_code == 404
    for path in ("/admin/places/nowhere", "/admin/destinations/nowhere/places/new"):
        assert tumsifu.client.get(path).status_code == 404
    place = world.places["majengo"].public_id
    for path in ("/admin/goods", "/admin/units", f"/admin/places/{place}", new(world)):
        assert anna.client.get(path).status_code == 403
