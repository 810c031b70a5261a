"""Few answers: what helps is said, and what is missing is asked for again in smaller lots."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.kernel.actor import SYSTEM
from marketplace.sourcing.actions import not_me, unfill
from marketplace.sourcing.models import Need, OrderList
from marketplace.sourcing.rules.lists import NeedState, NotMe, UnfilledReason
from tests.actions.linkage import asks, offers
from tests.pages.desk.room import words
from tests.support.client import PageClient
from tests.world import World

HELPS = (
    "Smaller lots", "Cash at the door instead of payment after 7 days",
    "A later day or a longer hour at the door", "Pictures of good and bad",
)  # fmt: skip


def unfilled(session: Session, world: World) -> Need:
    need = asks(session, world)
    unfill(session, SYSTEM, need, UnfilledReason.NO_ANSWER)
    session.commit()
    return need


@pytest.mark.paper(55)
def test_fewer_than_two_offers_show_the_adaptation_list(
    neema: PageClient, session: Session, world: World
) -> None:
    need = unfilled(session, world)
    text = words(neema.get(f"/buyer/needs/{need.public_id}?lang=en"))
    for said in HELPS:
        assert said in text, said


@pytest.mark.paper(55)
def test_two_offers_need_no_list_and_what_suppliers_said_comes_first(
    neema: PageClient, session: Session, world: World
) -> None:
    need = asks(session, world, price=None, quantity=60)
    for who in ("fish_47", "hen_33"):
        offers(session, world, need, who=who, quantity=20, price=900_000)
    unfill(session, SYSTEM, need, UnfilledReason.NOT_ENOUGH)
    session.commit()
    text = words(neema.get(f"/buyer/needs/{need.public_id}?lang=en"))
    assert "Smaller lots" not in text
    other = asks(session, world, days=4)
    her = world.suppliers["sun_21"].id
    not_me(session, world.supplier("sun_21"), other.code, her, NotMe.TOO_MUCH)
    unfill(session, SYSTEM, other, UnfilledReason.NO_ANSWER)
    session.commit()
    text = words(neema.get(f"/buyer/needs/{other.public_id}?lang=en"))
    assert "1 said it is too much: ask for it in smaller lots." in text


@pytest.mark.paper(101)
def test_a_need_is_offered_again_in_adapted_lots(
    neema: PageClient, session: Session, world: World
) -> None:
    need = unfilled(session, world)
    page = neema.get(f"/buyer/needs/{need.public_id}?lang=en")
    assert "2 lots of 10 kg" in words(page)
    made = neema.submit(page, {"lots": "4", "cash": "y"}, action="/lots", follow_redirects=True)
    assert made.status_code == 200, words(made)
    session.rollback()
    lots = session.scalars(select(Need).where(Need.order_list_id.is_not(None))).all()
    assert [lot.quantity for lot in lots] == [5, 5, 5, 5]
    assert {lot.cash_at_door for lot in lots} == {True}
    assert {lot.state for lot in lots} == {NeedState.PUBLISHED}


def test_wrong_lots_are_answered_and_nothing_is_asked(
    neema: PageClient, session: Session, world: World
) -> None:
    path = f"/buyer/needs/{unfilled(session, world).public_id}"
    page = neema.get(f"{path}?lang=en")
    for typed, said in (
        ({"lots": "9"}, "This number is too large."),
        ({"lots": "1"}, "It cannot be split like this."),
        ({"day": "2020-01-01"}, "Something must be changed first."),
        ({"day": "soon"}, "Please choose a day from the list"),
    ):
        answer = neema.submit(page, typed, action="/lots")
        assert answer.status_code == 422, typed
        assert said in words(answer), typed
    running = asks(session, world, days=5)
    session.commit()
    still = neema.post(
        f"/buyer/needs/{running.public_id}/lots", data=neema_form(neema, page, "2026-12-02")
    )
    assert "This is still being asked" in words(still)
    session.rollback()
    assert session.scalars(select(OrderList)).all() == []


def neema_form(neema: PageClient, page: object, day: str) -> dict[str, str]:
    from tests.support.markup import parse

    fields = parse(page.get_data(as_text=True)).all("input")  # type: ignore[attr-defined]  # a page
    token = next(one.get("value", "") for one in fields if one.get("name") == "csrf")
    return {"csrf": token, "lots": "2", "day": day, "key": "a-key-of-its-own"}
