"""The quick buy: a picture, a number, a day; what must change is said beside its field."""

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from marketplace.sourcing.models import Asked, Need, ReceivingHour
from marketplace.sourcing.rules.lists import Lane, NeedState
from tests.actions.linkage import today
from tests.pages.buyer.lodge import MEDIAN, afresh, in_days, newest
from tests.pages.supplier.village import buttons, follow, link, press, words
from tests.support.client import PageClient
from tests.world import World

TOMATO = "/buyer/needs/new?leaf=veg.tomato"


def needs(session: Session) -> int:
    afresh(session)
    return session.scalar(select(func.count(Need.id))) or 0


@pytest.mark.feature("J1")
@pytest.mark.paper(113)
def test_three_taps_and_a_number_ask_for_tomatoes(
    neema: PageClient, session: Session, world: World
) -> None:
    tiles = neema.get("/buyer/needs/new")
    form = neema.get(link(tiles, "Tomatoes"))
    assert "Market: TZS 1,200 for one kilogram" in words(form)
    assert "October 2026" in words(form)
    shown = follow(neema, neema.submit(form, {"quantity": "20", "day": in_days(2)},
                                       action="/buyer/needs/new"))  # fmt: skip
    need = newest(session)
    assert (need.quantity, need.price_minor, need.price_from) == (20, MEDIAN, "market")
    assert (need.state, need.lane, need.payment_days) == (NeedState.PUBLISHED, Lane.QUICK, 7)
    assert need.deliver_on.isoformat() == in_days(2)
    assert session.scalar(select(func.count(Asked.id))) == 3
    assert "3 suppliers were asked in turn" in words(shown)
    assert "7 days after delivery" in words(shown)
    assert not any(one.name in words(shown) for one in world.suppliers.values())


def test_what_was_asked_before_comes_first_with_the_price_paid(
    neema: PageClient, session: Session, world: World
) -> None:
    from tests.pages.buyer.lodge import ordered

    ordered(session, world)
    assert "What you usually ask for" in words(neema.get("/buyer/needs/new"))
    assert "What you paid last" in words(neema.get(TOMATO))


def test_a_wrong_form_keeps_everything_that_was_typed(neema: PageClient, session: Session) -> None:
    typed = {"quantity": "many", "price": "a lot", "other_day": "soon", "pay": "door"}
    again = neema.submit(neema.get(TOMATO), typed, action="/buyer/needs/new")
    assert again.status_code == 422
    source = again.get_data(as_text=True)
    assert all(f'value="{value}"' in source for value in ("many", "a lot", "soon"))
    assert 'value="door" checked' in source
    assert needs(session) == 0


def test_a_day_is_needed(neema: PageClient, session: Session) -> None:
    again = neema.submit(neema.get(TOMATO), {"quantity": "20"}, action="/buyer/needs/new")
    assert again.status_code == 422
    assert "Please fill this in." in words(again)
    assert needs(session) == 0


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30"])
def test_an_impossible_day_is_answered_kindly(neema: PageClient, day: str) -> None:
    typed = {"quantity": "20", "other_day": day}
    again = neema.submit(neema.get(TOMATO), typed, action="/buyer/needs/new")
    assert again.status_code == 422


def test_a_shut_day_is_questioned_and_can_be_confirmed(neema: PageClient, session: Session) -> None:
    shut = today().weekday() + 3
    session.execute(delete(ReceivingHour).where(ReceivingHour.weekday == shut % 7))
    session.commit()
    typed = {"quantity": "20", "other_day": in_days(3)}
    asked = neema.submit(neema.get(TOMATO), typed, action="/buyer/needs/new")
    assert asked.status_code == 422
    assert "Your door is shut on Friday." in words(asked)
    assert "Take Sat 28 Nov" in buttons(asked)
    follow(neema, press(neema, asked, "Yes, somebody will be there"))
    assert newest(session).deliver_on.isoformat() == in_days(3)


def test_a_number_over_99_proposes_a_bigger_unit_with_its_price(
    neema: PageClient, session: Session
) -> None:
    typed = {"quantity": "140", "day": in_days(3), "price": "200"}
    asked = neema.submit(neema.get(TOMATO), typed, action="/buyer/needs/new")
    assert asked.status_code == 422
    form = press(neema, asked, "7 crates instead")
    assert form.status_code == 200
    assert needs(session) == 0
    source = form.get_data(as_text=True)
    assert 'name="price" type="text"' in source
    assert 'value="24000"' in source, "twenty times the price of a kilogram"
    assert f'value="{in_days(3)}" checked' in source


def test_within_36_hours_is_urgent_and_says_so(neema: PageClient, session: Session) -> None:
    form = neema.get(TOMATO)
    assert "urgent" in words(form)
    typed = {"quantity": "20", "day": in_days(1)}
    asked = neema.submit(form, typed, action="/buyer/needs/new")
    assert asked.status_code == 422
    assert "paid in cash at the door" in words(asked)
    follow(neema, press(neema, asked, "Pay at the door and ask"))
    need = newest(session)
    assert (need.lane, need.cash_at_door, need.payment_days) == (Lane.URGENT, True, 0)


def test_urgent_pays_at_least_the_middle_of_the_market(neema: PageClient, session: Session) -> None:
    typed = {"quantity": "20", "day": in_days(1), "pay": "door", "price": "1000"}
    asked = neema.submit(neema.get(TOMATO), typed, action="/buyer/needs/new")
    assert asked.status_code == 422
    follow(neema, press(neema, asked, "Offer TZS 1,200"))
    assert newest(session).price_minor == MEDIAN


def test_advice_stops_nobody_and_is_read_on_the_next_page(
    neema: PageClient, session: Session
) -> None:
    typed = {"quantity": "20", "day": in_days(3), "price": "700"}
    sent = neema.submit(neema.get(TOMATO), typed, action="/buyer/needs/new")
    assert "Nine of ten on the market pay more" in words(follow(neema, sent))
    assert newest(session).price_minor == 70_000


def test_too_much_money_for_a_quick_buy_proposes_less(neema: PageClient, session: Session) -> None:
    typed = {"quantity": "90", "day": in_days(3), "price": "2000"}
    asked = neema.submit(neema.get(TOMATO), typed, action="/buyer/needs/new")
    assert asked.status_code == 422
    follow(neema, press(neema, asked, "Ask for 75 kg now"))
    assert newest(session).quantity == 75


def test_one_page_asks_once_however_often_it_is_sent(neema: PageClient, session: Session) -> None:
    form = neema.get(TOMATO)
    typed = {"quantity": "20", "day": in_days(3)}
    first = neema.submit(form, typed, action="/buyer/needs/new")
    second = neema.submit(form, typed, action="/buyer/needs/new")
    places = {answer.headers["Location"].partition("?")[0] for answer in (first, second)}
    assert len(places) == 1
    other = neema.submit(form, {**typed, "quantity": "30"}, action="/buyer/needs/new")
    assert other.status_code == 422
    assert "what it asked for stands" in words(other)
    assert needs(session) == 1


def test_what_guests_meet_needs_a_tender(neema: PageClient, session: Session) -> None:
    form = neema.get("/buyer/needs/new?leaf=guide.village")
    typed = {"quantity": "2", "day": in_days(3), "price": "5000"}
    asked = neema.submit(form, typed, action="/buyer/needs/new")
    assert asked.status_code == 422
    assert "needs a tender" in words(asked)
    assert needs(session) == 0


@pytest.mark.parametrize("address", ["?leaf=veg.gold", "?leaf=veg.tomato&property=nobodys"])
def test_what_is_not_there_is_not_found(neema: PageClient, address: str) -> None:
    assert neema.get("/buyer/needs/new" + address).status_code == 404
