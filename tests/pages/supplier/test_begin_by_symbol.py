"""An answer begun by a symbol alone: the code comes at "send", and nothing said is lost."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.offers.models import AnswerStep, Offer, OfferDraft, SymbolDraft
from marketplace.people.models import Card, SymbolSeat, WebSession
from marketplace.people.rules.private import Wish
from marketplace.sourcing.models import Need
from tests.actions.linkage import PRICE, asks
from tests.pages.porch.people import counting
from tests.pages.supplier.beginning import count, name, prove, rows, say
from tests.pages.supplier.village import (
    buttons,
    enter,
    follow,
    hidden,
    link,
    press,
    seated,
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


@pytest.mark.feature("K1", part=True)
@pytest.mark.feature("K8", part=True)
def test_the_code_is_asked_when_it_is_sent_and_not_before(
    client: PageClient, session: Session, need: Need
) -> None:
    page = name(client, need)
    assert "How many?" in words(page)
    page = say(client, page)
    assert "Right?" in words(page)
    assert count(session, WebSession) == 0, "only a symbol was named"
    code = client.get(link(page, "Send"))
    assert "My four pictures" in words(code)
    page = follow(client, enter(client, code, keys="1234"))
    assert "28,000" in words(page), "now she sees what they say, before it goes out"
    follow(client, press(client, page, "Send"))
    (offer,) = rows(session, Offer)
    assert (offer.quantity, offer.price_minor, offer.at_asked_price) == (20, PRICE, True)
    assert (count(session, SymbolSeat), count(session, SymbolDraft)) == (0, 0)


def test_a_price_of_her_own_is_tapped_before_the_code(
    client: PageClient, session: Session, need: Need
) -> None:
    page = follow(client, press(client, name(client, need), "Half 10"))
    page = client.get(link(page, "Tap the money"))
    for note in ("10,000", "5,000"):
        page = press(client, page, note)
    page = follow(client, press(client, page, "Go on"))
    assert "15,000" in words(page)
    page = prove(client, page)
    assert "15,000" in words(page)
    follow(client, press(client, page, "Send"))
    assert [o.price_minor for o in rows(session, Offer)] == [150_000]


@pytest.mark.parametrize(("tapped", "quantity"), [("20 kg", 20), ("10 kg", 10)])
def test_two_different_answers_are_both_shown_and_one_is_kept(
    client: PageClient, new_client: NewClient, session: Session, need: Need, tapped: str,
    quantity: int,
) -> None:  # fmt: skip
    hers = new_client()
    seated(hers)
    page = hers.get(f"/s/needs/{need.code}/quantity")
    press(hers, follow(hers, press(hers, page, "Half 10")), "Good")
    page = prove(client, say(client, name(client, need)))
    page = follow(client, page) if page.status_code == 303 else page
    assert [text.split(" 1")[0] for text in buttons(page) if "kg" in text]
    chosen = next(text for text in buttons(page) if tapped in text)
    page = follow(client, press(client, page, chosen))
    follow(client, press(client, page, "Send"))
    assert [o.quantity for o in rows(session, Offer)] == [quantity]
    assert count(session, SymbolDraft) == 0


def test_the_same_answer_begun_twice_asks_nothing(
    client: PageClient, new_client: NewClient, session: Session, need: Need
) -> None:
    hers = new_client()
    seated(hers)
    page = hers.get(f"/s/needs/{need.code}/quantity")
    press(hers, page, "All 20")
    page = prove(client, say(client, name(client, need)))
    assert "28,000" in words(page)
    assert count(session, OfferDraft) == 1


def test_a_wrong_code_keeps_the_answer_for_another_try(
    client: PageClient, session: Session, need: Need
) -> None:
    page = say(client, name(client, need), "Half 10")
    wrong = prove(client, page, "9999")
    assert "Not right" in words(wrong)
    page = client.get(link(wrong, "Back"))
    assert "10 kg" in words(page), "Back is where she was"
    page = prove(client, page)
    assert "14,000" in words(page)
    assert count(session, SymbolDraft) == 0


def test_a_code_shown_for_something_else_keeps_the_answer_too(
    client: PageClient, session: Session, need: Need
) -> None:
    say(client, name(client, need), "Half 10")
    page = follow(client, client.get("/s/orders"))
    page = follow(client, enter(client, page, keys="1234"))
    assert "My orders" in words(page)
    assert "14,000" in words(client.get(f"/s/needs/{need.code}/right"))


def test_who_sits_here_goes_on_with_her_own_pages(
    client: PageClient, session: Session, need: Need
) -> None:
    seated(client)
    answer = client.get(f"/s/begin/{need.code}/quantity")
    assert answer.headers["Location"] == f"/s/needs/{need.code}/quantity"
    assert count(session, SymbolSeat) == 0


def test_a_second_need_asks_no_name_again(
    client: PageClient, session: Session, world: World, need: Need
) -> None:
    other = asks(session, world, quantity=8)
    session.commit()
    say(client, name(client, need))
    page = client.get(link(client.get(f"/s/needs/{other.code}"), "I can"))
    page = prove(client, say(client, page, "All 8"))
    assert "11,200" in words(page)
    assert sorted(d.quantity or 0 for d in rows(session, OfferDraft)) == [8, 20]


def test_a_remembered_symbol_begins_with_one_tap(
    client: PageClient, session: Session, world: World, need: Need
) -> None:
    seated(client)
    page = client.get("/s/phone")
    press(client, page, "Remember me", wish=Wish.REMEMBERED.value)
    press(client, client.get("/s/needs"), "Leave")
    page = client.get(link(client.get(f"/s/needs/{need.code}"), "I can"))
    page = follow(client, page)
    page = follow(client, press(client, page, "Fish 47"))
    assert "How many?" in words(page)


def test_a_card_names_the_symbol_too(
    client: PageClient, session: Session, world: World, need: Need
) -> None:
    from marketplace.kernel import ids

    number = ids.card_number()
    her, hers = world.people["fish_47"].id, world.suppliers["fish_47"].id
    session.add(Card(person_id=her, supplier_id=hers, number=number, made_at=clock.now()))
    session.commit()
    page = client.get(f"/s/card?next=/s/begin/{need.code}/quantity")
    page = follow(client, enter(client, page, number=number))
    assert "28,000" in words(prove(client, say(client, page)))


@pytest.mark.parametrize("number", ["0", "21", "-1", "lots", ""])
def test_a_number_that_cannot_be_is_asked_again(
    client: PageClient, session: Session, need: Need, number: str
) -> None:
    page = name(client, need)
    sent = {**hidden(page), "quantity": number}
    answer = client.post(f"/s/begin/{need.code}/quantity", data=sent)
    assert answer.status_code == 422
    assert count(session, SymbolDraft) == 0


def test_each_question_is_counted_once_whether_before_or_after_the_code(
    client: PageClient, session: Session, need: Need
) -> None:
    page = name(client, need)
    say(client, page)
    page = say(client, client.get(f"/s/begin/{need.code}/quantity"), "Half 10")
    follow(client, press(client, prove(client, page), "Send"))
    steps = [one.step.value for one in rows(session, AnswerStep)]
    assert steps == ["need", "quantity", "money", "right"]


def test_a_price_open_need_asks_for_hers_after_the_code(
    client: PageClient, session: Session, world: World
) -> None:
    made = asks(session, world)
    made.price_minor = None
    session.commit()
    page = prove(client, say(client, name(client, made)))
    for _ in range(2):
        page = follow(client, page) if page.status_code == 303 else page
    assert "Tap the money" in words(page)


def test_it_costs_few_statements(client: PageClient, engine: Engine, need: Need) -> None:
    say(client, name(client, need))
    for path in ("quantity", "money", "money/count", "right"):
        with counting(engine) as statements:
            assert client.get(f"/s/begin/{need.code}/{path}").status_code == 200
        assert statements() <= 6, path
