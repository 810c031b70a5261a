"""The answer in five taps, without a script; sent once however often it is pressed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from marketplace.offers.models import Offer, OfferDraft
from marketplace.offers.rules.lists import Bringing, OfferState
from marketplace.people.models import SupplierLeaf
from marketplace.sourcing.models import Asked, Need
from marketplace.sourcing.rules.lists import Answer, NeedState, NotMe
from tests.actions.linkage import PRICE, asks, typical_cost
from tests.pages.supplier.village import (
    buttons,
    enter,
    follow,
    hidden,
    link,
    links,
    press,
    seated,
    sit,
    words,
)
from tests.support.client import PageClient
from tests.world import World

NewClient = Callable[[], PageClient]


@pytest.fixture
def need(session: Session, world: World) -> Need:
    """Neema's need: 20 kg of tomatoes in three days, 1,400 shillings a kilogram."""
    made = asks(session, world)
    session.commit()
    return made


def offers(session: Session) -> list[Offer]:
    session.rollback()  # see what others wrote meanwhile
    return list(session.scalars(select(Offer).order_by(Offer.id)))


def to_right(client: PageClient, need: Need) -> TestResponse:
    """Tap on to the last question: all of it, at that price."""
    page = client.get(f"/s/needs/{need.code}/quantity")
    page = follow(client, press(client, page, "All 20"))
    return follow(client, press(client, page, "Good"))


@pytest.mark.feature("C1")
@pytest.mark.feature("K1")
@pytest.mark.feature("L6", part=True)
def test_five_taps_from_the_list_to_sent(client: PageClient, session: Session, need: Need) -> None:
    taps = 0
    page = seated(client)
    page, taps = client.get(link(page, "Tomatoes")), taps + 1
    page, taps = client.get(link(page, "I can")), taps + 1
    page, taps = follow(client, press(client, page, "All 20")), taps + 1
    page, taps = follow(client, press(client, page, "Good")), taps + 1
    sent, taps = press(client, page, "Send"), taps + 1
    assert taps == 5
    page = follow(client, sent)
    assert "Sent" in words(page)
    (offer,) = offers(session)
    assert (offer.quantity, offer.price_minor) == (20, PRICE)
    assert (offer.state, offer.at_asked_price) == (OfferState.SUBMITTED, True)


def test_pressing_send_again_shows_the_same_receipt(
    client: PageClient, session: Session, need: Need
) -> None:
    seated(client)
    page = to_right(client, need)
    answers = [press(client, page, "Send") for _ in range(3)]
    assert len({answer.headers["Location"] for answer in answers}) == 1
    pages = [follow(client, answer).get_data(as_text=True) for answer in answers]
    shown = {page.partition("<footer")[0] for page in pages}  # the foot carries a fresh token
    assert len(shown) == 1
    assert len(offers(session)) == 1


def test_another_send_with_the_same_key_shows_the_first(
    client: PageClient, session: Session, need: Need
) -> None:
    seated(client)
    page = to_right(client, need)
    first = press(client, page, "Send")
    other = press(client, page, "Send", bringing="collect")
    assert other.headers["Location"] == first.headers["Location"]
    assert [offer.bringing for offer in offers(session)] == [Bringing.BRING]


def test_half_rounds_down_and_a_part_is_stepped(client: PageClient, need: Need) -> None:
    seated(client)
    page = client.get(f"/s/needs/{need.code}/quantity")
    assert "Half 10" in buttons(page)
    assert "Go on" not in buttons(page)  # nothing is chosen beforehand
    page = client.get(f"/s/needs/{need.code}/quantity?quantity=15")
    assert "15 kg" in words(page)
    page = follow(client, press(client, page, "Go on"))
    assert "21,000" in words(page)


def test_half_is_hidden_below_two(client: PageClient, session: Session, world: World) -> None:
    one = asks(session, world, quantity=1)
    session.commit()
    seated(client)
    page = client.get(f"/s/needs/{one.code}/quantity")
    assert [text for text in buttons(page) if "Half" in text] == []


@pytest.mark.parametrize(
    ("number", "told"),
    [
        *((none, "How many?") for none in ("0", "-1", "1.5", "lots", "", "9" * 30)),
        ("21", "Say less, please."),
    ],
)
def test_a_number_that_cannot_be_is_asked_again(
    client: PageClient, session: Session, need: Need, number: str, told: str
) -> None:
    seated(client)
    page = client.get(f"/s/needs/{need.code}/quantity")
    answer = client.post(page.request.path, data={**hidden(page), "quantity": number})
    assert answer.status_code == 422
    assert told in words(answer)
    assert ("Say less" in words(answer)) == told.startswith("Say less")
    assert session.scalar(select(func.count()).select_from(OfferDraft)) == 0


def test_one_of_four_other_piles(client: PageClient, session: Session, need: Need) -> None:
    seated(client)
    page = client.get(f"/s/needs/{need.code}/quantity")
    page = follow(client, press(client, page, "All 20"))
    page = client.get(link(page, "Other price"))
    sums = [text for text in buttons(page) if "," in text]
    assert sums == ["22,000", "25,000", "31,000", "34,000"]
    page = follow(client, press(client, page, "31,000"))
    follow(client, press(client, page, "Send"))
    (offer,) = offers(session)
    assert (offer.price_minor, offer.at_asked_price) == (155_000, False)


def test_money_is_tapped_note_by_note(client: PageClient, session: Session, need: Need) -> None:
    seated(client)
    page = client.get(f"/s/needs/{need.code}/quantity")
    follow(client, press(client, page, "All 20"))
    page = client.get(f"/s/needs/{need.code}/money/count")
    for note in ("10,000", "10,000", "5,000"):
        page = press(client, page, note)
        assert page.status_code == 200
    assert "25,000" in words(page)
    again = press(client, page, "Start again")
    assert "25,000" not in words(again)
    page = follow(client, press(client, page, "Go on"))
    assert "25,000" in words(page)
    assert session.scalars(select(OfferDraft.price_minor)).one() == 125_000


def test_a_price_three_times_as_high_is_asked_again_with_both_piles(
    client: PageClient, session: Session, need: Need
) -> None:
    seated(client)
    page = client.get(f"/s/needs/{need.code}/quantity")
    page = follow(client, press(client, page, "All 20"))
    page = client.get(f"/s/needs/{need.code}/money/count")
    for _ in range(9):
        page = press(client, page, "10,000")
    page = follow(client, press(client, page, "Go on"))
    assert {"28,000", "90,000"} <= set(words(page).split())
    sent = press(client, client.get(f"/s/needs/{need.code}/right"), "Send")
    assert sent.headers["Location"].endswith("/money/far")
    page = client.get(link(page, "Yes"))
    follow(client, press(client, page, "Send"))
    assert [offer.price_minor for offer in offers(session)] == [450_000]


@pytest.mark.feature("K8", part=True)
def test_her_draft_survives_leaving_and_is_hers_alone(
    client: PageClient, session: Session, need: Need
) -> None:
    seated(client)
    page = client.get(f"/s/needs/{need.code}/quantity")
    press(client, page, "Half 10")
    press(client, client.get("/s/needs"), "Leave")
    seated(client, "sun-21")
    other = client.get(f"/s/needs/{need.code}/money")
    assert other.headers["Location"].endswith("/quantity")
    press(client, client.get("/s/needs"), "Leave")
    seated(client)
    assert "14,000" in words(client.get(f"/s/needs/{need.code}/money"))
    assert session.scalar(select(func.count()).select_from(OfferDraft)) == 1


def test_how_it_gets_there_can_be_changed_on_the_last_page(
    client: PageClient, session: Session, need: Need
) -> None:
    seated(client)
    page = to_right(client, need)
    page = follow(client, press(client, page, "They come"))
    follow(client, press(client, page, "Send"))
    assert [offer.bringing for offer in offers(session)] == [Bringing.COLLECT]


def test_the_red_hand_under_her_floor(
    client: PageClient, session: Session, world: World, need: Need
) -> None:
    typical_cost(session, world, cash=120_000, minutes=60)
    session.commit()
    seated(client)
    page = to_right(client, need)
    assert "Too little money" in words(page)
    assert "1,600" in words(page)  # (1,400 - 1,200) × 480 ÷ 60 a day
    page = follow(client, press(client, page, "Send"))
    assert offers(session) == []
    follow(client, press(client, page, "I know, send"))
    assert len(offers(session)) == 1  # a warning, not a refusal


def test_a_need_that_closed_meanwhile_loses_nothing(
    client: PageClient, session: Session, need: Need
) -> None:
    seated(client)
    page = to_right(client, need)
    need.state = NeedState.MATCHED
    session.commit()
    answer = press(client, page, "Send")
    assert answer.status_code == 422
    assert "It is over" in words(answer)
    assert session.scalar(select(func.count()).select_from(OfferDraft)) == 1


def test_what_she_does_not_make_is_refused_kindly(
    client: PageClient, session: Session, need: Need
) -> None:
    seated(client)
    page = to_right(client, need)
    for row in session.scalars(select(SupplierLeaf)):
        session.delete(row)
    session.commit()
    assert "Tell your helper first." in words(press(client, page, "Send"))


def test_two_idle_minutes_ask_for_the_pictures_again_and_keep_the_draft(
    client: PageClient, session: Session, need: Need, at: time_machine.Traveller
) -> None:
    seated(client)
    page = to_right(client, need)
    at.shift(timedelta(minutes=2, seconds=1))
    locked = press(client, page, "Send")
    assert "/s/code?next=" in locked.headers["Location"]
    assert offers(session) == []
    page = follow(client, locked)
    page = follow(client, enter(client, page, keys="1234"))
    follow(client, press(client, page, "Send"))
    assert len(offers(session)) == 1


def test_not_me_is_said_with_a_picture_why(
    client: PageClient, session: Session, world: World, need: Need
) -> None:
    page = seated(client)
    page = client.get(link(client.get(link(page, "Tomatoes")), "Not me"))
    page = follow(client, press(client, page, "Too far"))
    assert [name for name in links(page) if "Tomatoes" in name] == []
    hers = Asked.supplier_id == world.suppliers["fish_47"].id
    asked = session.scalars(select(Asked).where(hers)).one()
    assert (asked.answer, asked.not_me) == (Answer.NOT_ME, NotMe.TOO_FAR)


def test_another_destinations_need_is_not_there(client: PageClient, need: Need) -> None:
    seated(client)
    assert client.get("/s/needs/AAAAAA/quantity").status_code == 404


def test_nobody_answers_without_a_seat(client: PageClient, session: Session, need: Need) -> None:
    for path in ("quantity", "money", "money/count", "right", "not-me"):
        answer = client.get(f"/s/needs/{need.code}/{path}")
        assert answer.headers["Location"].startswith("/s/who?next=")
    assert offers(session) == []
    assert sit(client, keys="9999").headers["Location"].endswith("no=wrong")
