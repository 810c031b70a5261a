"""An order list: lines added by taps, one day and door; one line that cannot be keeps the rest."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.sourcing.models import Need, OrderList
from tests.pages.buyer.lodge import afresh, in_days
from tests.pages.supplier.village import follow, press, words
from tests.support.client import PageClient
from tests.world import World

NEW = "/buyer/needs/list/new"


def with_lines(neema: PageClient, *codes: str) -> object:
    page = neema.get(NEW)
    for code in codes:
        page = neema.submit(page, {"pick": code, "add": ""}, action=NEW)
        assert page.status_code == 200
    return page


def every(session: Session) -> list[Need]:
    afresh(session)
    return list(session.scalars(select(Need).order_by(Need.id)))


def test_two_lines_are_asked_with_one_day_and_door(neema: PageClient, session: Session) -> None:
    page = with_lines(neema, "veg.tomato:kg", "protein.egg:tray30")
    typed = {
        "0-quantity": "20", "1-quantity": "4", "1-price": "10000", "day": in_days(3),
    }  # fmt: skip
    shown = follow(neema, neema.submit(page, typed, action=NEW))
    assert "Order list for Fri 27 Nov" in words(shown)
    lists = session.scalars(select(OrderList)).all()
    needs = every(session)
    assert [(n.quantity, n.price_minor) for n in needs] == [(20, 120_000), (4, 1_000_000)]
    assert {n.order_list_id for n in needs} == {lists[0].id}


def test_adding_and_dropping_keep_what_was_typed(neema: PageClient, session: Session) -> None:
    page = with_lines(neema, "veg.tomato:kg", "veg.onion:kg")
    more = neema.submit(
        page, {"0-quantity": "20", "1-quantity": "7", "day": in_days(3),
               "pick": "craft.basket:piece", "add": ""}, action=NEW,
    )  # fmt: skip
    source = more.get_data(as_text=True)
    assert all(f'value="{value}"' in source for value in ("20", "7"))
    less = press(neema, more, "Take off Tomatoes")
    source = less.get_data(as_text=True)
    assert "Take off Tomatoes" not in words(less)
    assert 'name="0-quantity" type="text" class="short" inputmode="numeric"' in source
    assert 'value="7"' in source
    assert 'value="20"' not in source
    assert every(session) == []


def test_one_line_that_cannot_be_asks_for_nothing(neema: PageClient, session: Session) -> None:
    page = with_lines(neema, "veg.tomato:kg", "guide.village:trip")
    typed = {"0-quantity": "20", "1-quantity": "1", "1-price": "5000", "day": in_days(3)}
    again = neema.submit(page, typed, action=NEW)
    assert again.status_code == 422
    assert "needs a tender" in words(again)
    assert every(session) == []


def test_a_bigger_unit_is_put_into_its_own_line(neema: PageClient, session: Session) -> None:
    page = with_lines(neema, "veg.onion:kg", "veg.tomato:kg")
    typed = {"0-quantity": "5", "0-price": "900", "1-quantity": "140", "day": in_days(3),
             "1-price": "200"}  # fmt: skip
    asked = neema.submit(page, typed, action=NEW)
    assert asked.status_code == 422
    form = press(neema, asked, "7 crates instead")
    source = form.get_data(as_text=True)
    assert form.status_code == 200
    assert 'name="1-unit" value="crate"' in source
    assert 'value="24000"' in source
    assert 'value="900"' in source


def test_an_empty_list_and_an_urgent_day_are_answered(neema: PageClient, session: Session) -> None:
    empty = neema.submit(neema.get(NEW), {"day": in_days(3)}, action=NEW)
    assert (empty.status_code, "add something" in words(empty)) == (422, True)
    page = with_lines(neema, "veg.tomato:kg")
    typed = {"0-quantity": "20", "other_day": in_days(1)}
    urgent = neema.submit(page, typed, action=NEW)
    assert (urgent.status_code, "is urgent" in words(urgent)) == (422, True)
    assert every(session) == []


def test_forged_lines_are_no_error_of_ours(neema: PageClient, world: World) -> None:
    page = with_lines(neema, "veg.tomato:kg")
    for forged in ({"0-leaf": "veg.gold"}, {"lines": "-1"}, {"lines": "9999"}):
        answer = neema.submit(page, {"0-quantity": "1", "day": in_days(3), **forged}, action=NEW)
        assert answer.status_code in {404, 422}
    odd = neema.submit(page, {"0-unit": "trip", "0-quantity": "1", "day": in_days(3)}, action=NEW)
    assert odd.status_code in {303, 422}
