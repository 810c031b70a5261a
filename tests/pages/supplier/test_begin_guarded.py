"""What a symbol alone shows: nothing of anybody, known or unknown, and nothing to the next one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.offers.models import OfferDraft, SymbolDraft
from marketplace.people.actions import sweep_kept
from marketplace.people.models import SymbolSeat
from marketplace.sourcing.models import Need
from tests.actions.linkage import PRICE, asks, typical_cost
from tests.pages.supplier.beginning import count, name, name_on, pages, prove, rows, say
from tests.pages.supplier.village import (
    buttons,
    enter,
    follow,
    hidden,
    link,
    links,
    press,
    seated,
    words,
)
from tests.support.client import PageClient
from tests.world import World, add_destination

NewClient = Callable[[], PageClient]


@pytest.fixture
def need(session: Session, world: World) -> Need:
    """Neema's need: 20 kg of tomatoes in three days, 1,400 shillings a kilogram."""
    made = asks(session, world)
    session.commit()
    return made


def test_known_and_unknown_symbols_look_the_same(
    new_client: NewClient, session: Session, need: Need, world: World
) -> None:
    """She has an answer begun and a cost that makes the price low: neither shows."""
    typical_cost(session, world, cash=120_000, minutes=60)
    session.commit()
    hers = new_client()
    seated(hers)
    press(hers, hers.get(f"/s/needs/{need.code}/quantity"), "Half 10")
    known, unknown = (pages(new_client(), need, number) for number in ("47", "48"))
    assert known == unknown
    assert "Little money" not in "".join(known)


def test_no_asked_price_name_day_or_buyer_stands_before_the_code(
    client: PageClient, session: Session, need: Need, world: World
) -> None:
    for text in pages(client, need, "47"):
        for told in ("28,000", "1,400", "Zuhura", "Kijani", "sleeps", "tomorrow"):
            assert told not in text, told


@pytest.mark.parametrize("path", ["/s/offers", "/s/orders", "/s/money", "/s/me", "/s/quiet"])
def test_before_anything_of_her_own_the_code_is_asked(
    client: PageClient, need: Need, path: str
) -> None:
    name(client, need)
    asked = client.get(path)
    assert asked.headers["Location"].startswith("/s/code?next=")
    assert "My four pictures" in words(follow(client, asked))


def test_another_phone_reads_nothing_of_it(
    client: PageClient, new_client: NewClient, need: Need
) -> None:
    say(client, name(client, need), "Half 10")
    other = new_client()
    for path in ("money", "money/count", "right"):
        asked = other.get(f"/s/begin/{need.code}/{path}")
        assert asked.headers["Location"].startswith("/s/who?next=")
    name(other, need)  # the same symbol, as anybody can
    begun = other.get(f"/s/begin/{need.code}/right")
    assert begun.headers["Location"].endswith("/money")
    assert follow(other, begun).headers["Location"].endswith("/quantity")


def test_nobody_writes_over_what_she_had_begun_before(
    client: PageClient, new_client: NewClient, session: Session, need: Need
) -> None:
    hers = new_client()
    seated(hers)
    page = hers.get(f"/s/needs/{need.code}/quantity")
    press(hers, follow(hers, press(hers, page, "Half 10")), "Good")
    page = say(client, name(client, need))
    for keys in ("9999", "5678"):
        prove(client, page, keys)
    (kept,) = rows(session, OfferDraft)
    assert (kept.quantity, kept.price_minor) == (10, PRICE)
    assert "14,000" in words(hers.get(f"/s/needs/{need.code}/right"))


def test_another_symbols_code_does_not_take_it_over(
    client: PageClient, session: Session, need: Need
) -> None:
    say(client, name(client, need), "Half 10")
    page = client.get("/s/code", query_string={"who": "sun-21", "next": "/s/needs"})
    follow(client, enter(client, page, keys="1234"))
    assert (count(session, SymbolDraft), count(session, OfferDraft)) == (0, 0)
    assert count(session, SymbolSeat) == 0


@pytest.mark.feature("M2", part=True)
def test_leaving_wipes_it(client: PageClient, session: Session, need: Need) -> None:
    page = say(client, name(client, need))
    before = client.get_cookie("__Host-sid")
    answer = press(client, page, "Leave")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get_cookie("__Host-sid") is None
    assert (count(session, SymbolSeat), count(session, SymbolDraft)) == (0, 0)
    assert before is not None
    client.set_cookie("__Host-sid", before.value)
    assert "/s/who" in client.get(f"/s/begin/{need.code}/right").headers["Location"]


@pytest.mark.feature("M2", part=True)
@pytest.mark.parametrize(("idle", "lives"), [(9, True), (10, False)])
def test_ten_idle_minutes_end_it(
    client: PageClient, session: Session, need: Need, at: time_machine.Traveller, idle: int,
    lives: bool,
) -> None:  # fmt: skip
    say(client, name(client, need))
    at.shift(timedelta(minutes=idle))
    page = client.get(f"/s/begin/{need.code}/right")
    assert (page.status_code == 200) is lives
    assert (client.get_cookie("__Host-sid") is not None) is lives
    sweep_kept(session, clock.now())
    session.commit()
    assert (count(session, SymbolDraft) == 1) is lives


def test_use_keeps_it_and_an_hour_ends_it(
    client: PageClient, need: Need, at: time_machine.Traveller
) -> None:
    page = say(client, name(client, need))
    for _ in range(7):
        at.shift(timedelta(minutes=8))
        page = client.get(f"/s/begin/{need.code}/right")
        assert page.status_code == 200
    at.shift(timedelta(minutes=5))
    assert client.get(f"/s/begin/{need.code}/right").status_code == 303


@pytest.mark.feature("M1", part=True)
def test_two_people_on_one_phone_see_nothing_of_each_other(
    client: PageClient, session: Session, need: Need
) -> None:
    say(client, name(client, need), "Half 10")
    first = client.get_cookie("__Host-sid")
    page = client.get(f"/s/begin/{need.code}/right")
    page = name_on(client, client.get(link(page, "Fish 47")), "21", "Sun")
    second = client.get_cookie("__Host-sid")
    assert first is not None
    assert second is not None
    assert first.value != second.value
    assert count(session, SymbolDraft) == 0, "the first one's is gone, not the next one's"
    assert client.get(f"/s/begin/{need.code}/right").status_code == 303
    page = prove(client, say(client, page))
    assert "28,000" in words(page)
    assert [d.person_id for d in rows(session, OfferDraft)] != []


def test_forged_and_foreign_requests_begin_nothing(
    client: PageClient, new_client: NewClient, session: Session, need: Need
) -> None:
    page = name(client, need)
    stranger = hidden(new_client().get(f"/s/who/fish?next=/s/begin/{need.code}/quantity"))
    for token in ("", "x", stranger["csrf"]):
        sent = {"csrf": token, "quantity": "20"}
        assert client.post(f"/s/begin/{need.code}/quantity", data=sent).status_code == 400
    sent = {**hidden(page), "sum": "28000"}
    answer = client.post(f"/s/begin/{need.code}/money", data=sent)
    assert answer.headers["Location"].endswith("/money"), "what was not offered decides nothing"
    assert count(session, SymbolDraft) == 0


def test_a_need_of_another_destination_or_none_is_not_there(
    client: PageClient, session: Session, need: Need, world: World
) -> None:
    add_destination(session, "naivasha", name="Naivasha", currency="KES", country="KE")
    session.commit()
    page = client.get(f"/s/who/fish?d=naivasha&next=/s/begin/{need.code}/quantity")
    answer = enter(client, page, number="47")
    assert follow(client, answer).status_code == 404
    assert client.get("/s/begin/AAAAAA/quantity").status_code == 404


def test_pages_of_a_symbol_are_never_kept(client: PageClient, need: Need) -> None:
    page = say(client, name(client, need))
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "Leave" in buttons(page)
    assert "Help" in links(page)
