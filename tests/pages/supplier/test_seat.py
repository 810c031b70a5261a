"""Who am I, on a shared phone: symbol, four pictures, leave; nothing personal before the code."""

import gzip
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from marketplace.kernel import clock
from marketplace.people.models import Card, WebSession
from marketplace.people.rules.drawings import ALIKE, KEYS
from marketplace.people.rules.picture_codes import decoy_drawings, pepper_of
from marketplace.web import seats
from marketplace.web.pictures import picture_book
from tests.pages.supplier.village import (
    buttons,
    enter,
    follow,
    link,
    links,
    press,
    seated,
    sit,
    words,
)
from tests.support.application import SECRET
from tests.support.client import PageClient
from tests.world import World, add_destination

NewClient = Callable[[], PageClient]
NAME = "Mama Zuhura"


def keypad(client: PageClient, who: str) -> list[str]:
    """The drawings on the twelve keys, in order."""
    page = client.get("/s/code", query_string={"who": who})
    pad = page.get_data(as_text=True).partition('class="pad"')[2]
    return re.findall(r'<use[^>]*#p-([\w-]+)"', pad)[:12]


def heaviest() -> tuple[str, ...]:
    """The twelve drawings that weigh most of all that may lie side by side."""
    book = picture_book()
    chosen: list[str] = []
    for drawing in sorted(KEYS, key=lambda code: -len(gzip.compress(book.symbol(code).encode()))):
        if not any(drawing in row and set(chosen) & row for row in ALIKE):
            chosen.append(drawing)
    return tuple(chosen[:12])


def test_the_heaviest_twelve_keep_a_page_under_eight_kilobytes(
    client: PageClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seats, "keys_of", lambda _claim: heaviest())
    for tongue in ("en", "sw"):
        page = client.get("/s/code", query_string={"who": "fish-47", "lang": tongue})
        assert keypad(client, "fish-47") == list(heaviest())
        assert len(gzip.compress(page.data, compresslevel=6, mtime=0)) <= 8 * 1024 - 256


def tap(client: PageClient, keys: str, who: str = "fish-47") -> TestResponse:
    """Tap pictures one by one; each tap is the button that ends with its key."""
    page = client.get("/s/code", query_string={"who": who, "next": "/s/needs"})
    for key in keys:
        name = next(text for text in buttons(page) if text.endswith(f" {key}"))
        page = press(client, page, name)
    return page


def living(session: Session) -> int:
    session.rollback()
    found = select(func.count()).select_from(WebSession).where(WebSession.ended_at.is_(None))
    return session.scalar(found) or 0


def test_from_the_drawing_to_the_list(client: PageClient, world: World) -> None:
    page = client.get("/s/")
    page = client.get(link(page, "Who are you?"))
    page = client.get(link(page, "Fish"))
    page = follow(client, enter(client, page, number="47"))
    page = follow(client, enter(client, page, keys="1234"))
    assert "Leave" in buttons(page)


def test_four_taps_open_the_seat(client: PageClient, session: Session, world: World) -> None:
    answer = tap(client, "1234")
    assert answer.headers["Location"] == "/s/needs"
    assert living(session) == 1


def test_tapped_keys_stand_nowhere_on_the_page(client: PageClient, world: World) -> None:
    pages = [tap(client, keys).get_data(as_text=True) for keys in ("123", "789")]
    sealed = [page.split('name="taps" value="')[1].split('"')[0] for page in pages]
    assert len({len(marks) for marks in sealed}) == 1
    assert sealed[0].split("~")[1:] != sealed[1].split("~")[1:]
    assert 'class="on"' in pages[0]


def test_taps_of_one_symbol_or_another_day_count_for_nothing(
    client: PageClient, session: Session, world: World, at: time_machine.Traveller
) -> None:
    page = tap(client, "123")
    at.shift(timedelta(minutes=2, seconds=1))
    name = next(text for text in buttons(page) if text.endswith(" 4"))
    assert press(client, page, name).status_code == 200
    assert living(session) == 0


@pytest.mark.parametrize("taps", ["x", "~~~", "a~b~c", "1~2~3~4~5", "é", "~" * 500])
def test_forged_taps_begin_anew(client: PageClient, world: World, taps: str) -> None:
    page = client.get("/s/code?who=fish-47")
    name = next(text for text in buttons(page) if text.endswith(" 4"))
    answer = press(client, page, name, taps=taps)
    assert answer.status_code == 200
    assert answer.get_data(as_text=True).count('class="on"') == 1


def test_a_wrong_code_looks_the_same_for_known_and_unknown_symbols(
    new_client: Callable[[], PageClient], world: World
) -> None:
    said = []
    for who in ("fish-47", "fish-48"):
        client = new_client()
        answer = sit(client, who, keys="5678")
        page = client.get(answer.headers["Location"])
        said.append((answer.status_code, page.status_code, words(page).count("Not right")))
    assert said[0] == said[1] == (303, 200, 1)


def test_an_unknown_symbol_shows_twelve_pictures_always_the_same(
    client: PageClient, world: World
) -> None:
    first, second = keypad(client, "fish-48"), keypad(client, "fish-48")
    assert first == second
    who = f"symbol:{world.destination.id}:fish:48"
    assert tuple(first) == decoy_drawings(who, pepper_of(SECRET))
    assert keypad(client, "fish-47") != first


def test_guessing_is_slowed_down(client: PageClient, session: Session, world: World) -> None:
    for _ in range(8):
        page = follow(client, sit(client, keys="9999"))
    assert "Please wait. Try later." in words(page)
    assert follow(client, sit(client, keys="1234")).status_code == 200
    assert living(session) == 0


def test_nothing_personal_before_the_code(client: PageClient, world: World) -> None:
    for path in ("/s/", "/s/needs", "/s/who", "/s/who/fish", "/s/code?who=fish-47", "/s/help"):
        assert NAME not in words(client.get(path))


@pytest.mark.feature("M2")
def test_leaving_changes_the_cookie_clears_the_browser_and_ends_the_session(
    client: PageClient, session: Session, world: World
) -> None:
    page = seated(client)
    before = client.get_cookie("__Host-sid")
    answer = press(client, page, "Leave")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert before is not None
    assert client.get_cookie("__Host-sid") is None
    assert living(session) == 0
    client.set_cookie("__Host-sid", before.value)
    assert "/s/who" in client.get("/s/offers").headers["Location"]


@pytest.mark.feature("M1")
def test_the_next_person_gets_another_cookie_and_the_last_seat_ends(
    client: PageClient, session: Session, world: World
) -> None:
    seated(client)
    first = client.get_cookie("__Host-sid")
    seated(client, "sun-21")
    second = client.get_cookie("__Host-sid")
    assert first is not None
    assert second is not None
    assert first.value != second.value
    assert living(session) == 1


@pytest.mark.feature("M2")
@pytest.mark.parametrize(("idle", "lives"), [(9, True), (10, False), (61, False)])
def test_ten_idle_minutes_end_the_seat(
    client: PageClient, world: World, at: time_machine.Traveller, idle: int, lives: bool
) -> None:
    seated(client)
    at.shift(timedelta(minutes=idle))
    answer = client.get("/s/orders")
    assert (answer.status_code == 200) is lives


def test_personal_pages_are_never_kept(client: PageClient, world: World) -> None:
    page = seated(client)
    for answer in (page, client.get("/s/"), client.get("/s/offers"), client.get("/s/money")):
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_card_says_who_and_proves_nothing(
    client: PageClient, session: Session, world: World, at: time_machine.Traveller
) -> None:
    from marketplace.kernel import ids

    number = ids.card_number()
    session.add(
        Card(
            person_id=world.people["fish_47"].id, supplier_id=world.suppliers["fish_47"].id,
            number=number, made_at=clock.now(),
        )
    )  # fmt: skip
    session.commit()
    page = client.get("/s/card")
    pairs = f"{number[:2]} {number[2:4]} {number[4:]}"
    page = follow(client, enter(client, page, number=pairs))
    assert "My four pictures" in words(page)
    assert living(session) == 0
    wrong = enter(client, client.get("/s/card"), number="000001")
    assert wrong.status_code == 422


@pytest.mark.parametrize("number", ["4", "", "abc", "123", "4.", "٤٧"])
def test_a_number_is_two_digits(client: PageClient, world: World, number: str) -> None:
    answer = enter(client, client.get("/s/who/fish"), number=number)
    assert answer.status_code == 422
    assert "Not right. Try again." in words(answer)


@pytest.mark.parametrize("who", ["fish-9", "fish-100", "dragon-47", "fish", "-", "fish-47-1"])
def test_what_can_be_no_symbol_leads_back_to_the_drawings(
    client: PageClient, world: World, who: str
) -> None:
    assert client.get(f"/s/code?who={who}").headers["Location"].startswith("/s/who")


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example", "/\\evil", "x"])
def test_next_leads_nowhere_else(client: PageClient, world: World, onward: str) -> None:
    assert sit(client, onward=onward).headers["Location"] == "/s/needs"


def test_where_there_are_two_destinations_the_first_question_is_where(
    client: PageClient, session: Session, world: World
) -> None:
    add_destination(session, "naivasha", name="Naivasha", currency="KES", country="KE")
    session.commit()
    page = client.get("/s/who")
    assert "Where are you?" in words(page)
    page = client.get(link(page, "Mto wa Mbu"))
    assert "Fish" in links(page)


@pytest.mark.feature("L4", part=True)
def test_languages_are_one_tap_away_each_by_its_own_name(client: PageClient, world: World) -> None:
    chosen = client.get(link(client.get("/s/"), "English"))
    page = client.get(link(chosen, "Kiswahili"))
    assert 'lang="sw"' in page.get_data(as_text=True)
    assert "Kiswahili" in links(page), "what is spoken now is named, and leads to the others"
    assert "English" not in links(page)
    assert 'lang="sw"' in client.get("/s/needs").get_data(as_text=True)


def test_every_language_stands_on_the_language_page(client: PageClient, world: World) -> None:
    page = client.get("/language?next=/s/needs")
    assert {"English", "Kiswahili"} <= set(links(page))


def test_help_names_the_facilitator_of_her_own_place(client: PageClient, world: World) -> None:
    seated(client)
    page = client.get("/s/help")
    assert "Anna Mrema" in words(page)
    assert "Theresia" not in words(page)


def test_a_page_that_is_not_there_has_one_way_back(client: PageClient, world: World) -> None:
    page = client.get("/s/needs/XXXXXX")
    assert page.status_code == 404
    assert link(page, "Try again") == "/s/needs"
