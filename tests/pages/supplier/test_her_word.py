"""Who else buys: one question a page, in pictures; and whom she can call."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.people.actions import keep_staff_phone
from marketplace.people.models import StatedSale
from tests.pages.supplier.village import buttons, follow, link, press, seated, words
from tests.support.client import PageClient
from tests.world import World


def stones(session: Session) -> list[int]:
    session.rollback()
    return list(session.scalars(select(StatedSale.stones).order_by(StatedSale.buyer)))


def test_three_taps_say_who_else_buys(client: PageClient, session: Session, world: World) -> None:
    seated(client, "fish-47")
    page = client.get(link(client.get("/s/money"), "Who else buys?"))
    assert len(buttons(page)) == 5, "four heaps, and the door"
    for answer in ("Half", "A little", "Nothing"):
        page = follow(client, press(client, page, answer))
    assert "Thank you" in words(page)
    assert stones(session) == [0, 5, 2]


def test_more_than_all_is_asked_again(client: PageClient, session: Session, world: World) -> None:
    seated(client, "fish-47")
    page = client.get("/s/sales")
    page = follow(client, press(client, page, "Much"))
    page = press(client, page, "Half")
    assert page.status_code == 422
    assert "Too much. Start again." in words(page)
    assert stones(session) == []
    assert client.get("/s/sales?said=nonsense.9").status_code == 200


@pytest.mark.parametrize("number", ["+255754123456", None])
def test_help_is_a_person_with_a_number_to_call(
    client: PageClient, session: Session, world: World, number: str | None
) -> None:
    if number:
        keep_staff_phone(session, world.anna, world.people["anna"].id, number)
        session.commit()
    page = client.get("/s/help", follow_redirects=True)
    assert "Anna Mrema" in words(page)
    assert ('href="tel:+255754123456"' in page.get_data(as_text=True)) is bool(number)
    assert ("07 54 12 34 56" in words(page)) is bool(number)
