"""Lost pictures: two people, a link shown once, new pictures shown once to her."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.models import JournalEntry
from marketplace.people.models import Person, PictureKey
from tests.pages.desk.room import Desk, look_again, words
from tests.support.client import PageClient
from tests.support.markup import parse
from tests.world import World
from tests.world.codes import give_codes


@pytest.fixture
def her(session: Session, world: World) -> Person:
    """Mama Zuhura, who forgot her four pictures."""
    person = world.people["fish_47"]
    give_codes(session, world, "fish_47")
    session.commit()
    return person


def start(desk: Desk, world: World) -> str:
    """Return the address of the witness's page."""
    file = desk.get(f"/desk/suppliers/{world.suppliers['fish_47'].public_id}")
    shown = desk.send(file, action="/code-reset")
    assert shown.status_code == 200
    assert parse(shown.get_data(as_text=True)).all("kbd") == [], "the starter learns nothing"
    found = re.search(r"/code-reset/[\w-]+", words(shown))
    assert found
    return found[0]


def keys(page: object) -> list[str]:
    tree = parse(page.get_data(as_text=True))  # type: ignore[attr-defined]  # a response
    return ["".join(one.itertext()) for one in tree.all("kbd")]


def test_a_second_person_witnesses_and_she_alone_gets_new_pictures(
    session: Session, world: World, her: Person, anna: Desk, theresia: Desk
) -> None:
    old = session.scalars(select(PictureKey.drawing).where(PictureKey.person_id == her.id)).all()
    path = start(anna, world)
    refused = anna.send(anna.get(path), action=path)
    assert refused.status_code == 422
    assert "Somebody else must be the witness" in words(refused)
    asked = theresia.get(path)
    assert "Mama Zuhura" in words(asked)
    shown = theresia.send(asked, action=path)
    assert len(keys(shown)) == 4
    twice = theresia.send(asked, action=path)
    assert keys(twice) == keys(shown), "a second tap loses nothing"
    look_again(session)
    new = session.scalars(select(PictureKey.drawing).where(PictureKey.person_id == her.id)).all()
    assert new != old
    (facts,) = session.scalars(
        select(JournalEntry.facts).where(JournalEntry.verb == "person.reset_code")
    )
    assert str(world.people["theresia"].id) in facts
    assert anna.get(path).status_code == 404, "used up"


def test_a_stranger_is_told_to_say_who_he_is_first(
    world: World, her: Person, anna: Desk, client: PageClient
) -> None:
    path = start(anna, world)
    page = client.get(path)
    assert "Say who you are first" in words(page)
    assert client.get("/code-reset/no-such").status_code == 404


def test_only_her_own_facilitator_starts(world: World, her: Person, theresia: Desk) -> None:
    path = f"/desk/suppliers/{world.suppliers['fish_47'].public_id}/code-reset"
    token = theresia.token(theresia.get("/desk/suppliers/new"))
    assert theresia.client.post(path, data={"csrf": token}).status_code == 404


def test_a_page_sent_twice_registers_her_once_and_shows_her_pictures_again(
    session: Session, world: World, anna: Desk, sit: Callable[[Person], Desk]
) -> None:
    told = {"name": "Mama Rehema", "0-amount": "40", "adult": "y", "notice_heard": "y",
            "consent": "y", "place": world.places["majengo"].public_id}  # fmt: skip
    form = anna.get("/desk/suppliers/new")
    first, second = (anna.client.submit(form, told, action="/new") for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert keys(first) == keys(second)
    assert len(keys(first)) == 4
    other = anna.client.submit(form, {**told, "name": "Mama Pili"}, action="/new")
    assert other.status_code == 422
    assert "This page was sent before" in words(other)
    anew = anna.client.submit(other, {}, action="/new")
    assert anew.status_code == 200
    assert "Mama Pili" in words(anew)
