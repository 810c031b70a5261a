"""Every page at the widths people have: axe finds nothing, and nothing scrolls sideways.

Axe looks at the width that most of its people have; ``make screens`` at every other.
"""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.sourcing.models import Asked, Need
from marketplace.sourcing.rules.lists import Answer, NeedState
from tests.journeys.hands import LAND, Hand
from tests.journeys.test_other_roads import FISH, UMOJA, zuhura
from tests.journeys.walk import Walk
from tests.journeys.world import DEMO
from tests.support.browser import NewPage, axe_problems, fits_sideways

pytestmark = DEMO
PHONES, DESKS = (320, 360, 240), (360, 1280)  # axe looks at the last
TALL = 800
WHO = tuple(
    f"/s/{path}d={LAND}" for path in ("who?", "who/fish?", "card?", f"code?who={FISH}&", "help?")
)
Hold = Callable[[Page], Hand]


def look(page: Page, address: str, widths: tuple[int, ...]) -> list[str]:
    """Return what is wrong with the open page at each width."""
    found: list[str] = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": TALL})
        if not fits_sideways(page):
            found.append(f"{address} at {width}: scrolls sideways")
    return found + [f"{address} at {widths[-1]}: {problem}" for problem in axe_problems(page)]


def at(hand: Hand, address: str) -> Page:
    """Open a page and return the browser it is in."""
    hand.open(address)
    return hand.page


def walk(
    app: Flask, page: Page, within: tuple[str, ...], widths: tuple[int, ...],
    first: tuple[str, ...] = (),
) -> set[str]:  # fmt: skip
    """Look at every page; return the endpoints that were seen, all without a fault."""
    way = Walk(app, page, within, first)
    found = [problem for address in way.pages() for problem in look(page, address, widths)]
    assert found == [], "\n".join(found)
    return way.seen


@pytest.fixture
def open_need(session: Session) -> Need:
    """A need Fish 47 was asked about and has not answered."""
    waiting = (
        select(Need)
        .join(Asked, Asked.need_id == Need.id)
        .where(
            Asked.supplier_id == zuhura(session).id, Asked.answer == Answer.WAITING,
            Need.state == NeedState.PUBLISHED,
        )
    )  # fmt: skip
    return session.scalars(waiting).first() or pytest.fail("no need waits for her")


def test_supplier_screens(app: Flask, desk: NewPage, hold: Hold, open_need: Need) -> None:
    her = hold(desk())
    found = [problem for address in WHO for problem in look(at(her, address), address, PHONES)]
    assert found == []
    walk(app, her.page, ("/s/", "/language"), PHONES)
    her.sit(FISH)
    her.open(f"/s/needs/{open_need.code}/quantity")
    her.tap("button[name=quantity]")
    her.tap("button[name=sum][value=asked]")
    steps = ("", "/quantity", "/money", "/money/other", "/money/count", "/right", "/not-me")
    begun = tuple(f"/s/needs/{open_need.code}{step}" for step in steps)
    after = walk(app, her.page, ("/s/",), PHONES, begun)
    her.leave()
    her.sit(UMOJA)
    after |= walk(app, her.page, ("/s/offers", "/s/orders", "/s/money"), PHONES)
    assert {
        "answer.quantity",
        "answer.money",
        "answer.right",
        "supplier_orders.order",
        "supplier_money.payment",
    } <= after


@pytest.mark.parametrize(
    ("name", "home"),
    [("neema", "/buyer/"), ("anna", "/desk/"), ("admin", "/admin/"),
     ("usafi", "/support/"), ("observer", "/observer/")],
)  # fmt: skip
def test_staff_pages(app: Flask, desk: NewPage, hold: Hold, name: str, home: str) -> None:
    person = hold(desk())
    person.sign_in(name, f"{home}?lang=en")
    assert len(walk(app, person.page, (home, "/account"), DESKS)) >= 2


def test_public_pages(app: Flask, desk: NewPage) -> None:
    within = ("/needs/", "/about/", "/sign-in", "/password/")
    page = desk()
    page.goto("/")
    assert look(page, "/", DESKS) == []
    assert "people.sign_in" in walk(app, page, within, DESKS)
