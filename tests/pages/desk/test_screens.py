"""The desk in a real browser: nothing for axe, nothing sideways, and the check on one sheet."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.people.actions.sessions import open_session
from marketplace.people.rules.lists import SessionKind
from tests.actions.linkage import anna_enters, asks
from tests.pages.desk.room import waiting_check
from tests.support.browser import NewPage, axe_problems, fits_sideways, shot
from tests.world import World

Paths = list[str]


@pytest.fixture
def paths(session: Session, world: World) -> Paths:
    """Every page of the desk, with something on it."""
    need, check = waiting_check(session, world)
    offer = anna_enters(session, world, asks(session, world, days=4), who="hen_33", quantity=5)
    session.commit()
    return [
        "/desk/", "/desk/needs", f"/desk/needs/{need.public_id}",
        f"/desk/needs/{need.public_id}/offer", "/desk/read-back",
        f"/desk/read-back/{offer.public_id}", "/desk/checks", f"/desk/checks/{check.public_id}",
        f"/desk/checks/{check.public_id}/clearance", "/desk/clearances", "/desk/reviews",
        "/desk/calls", "/desk/messages",
    ]  # fmt: skip


@pytest.fixture
def seat(session: Session, world: World, live: str) -> Callable[[Page], Page]:
    """Sit Anna down before a page of a real browser."""

    def sit(page: Page) -> Page:
        token = open_session(
            session, person_id=world.people["anna"].id, kind=SessionKind.STAFF, device_id=None,
            now=clock.now(),
        )  # fmt: skip
        session.commit()
        page.context.add_cookies(
            [
                {
                    "name": "__Host-sid",
                    "value": token,
                    "url": live.replace("http:", "https:"),
                    "secure": True,
                }
            ]
        )
        return page

    return sit


def test_nothing_is_wrong_on_a_wide_screen(
    desk: NewPage, seat: Callable[[Page], Page], paths: Paths
) -> None:
    page, wrong = seat(desk()), []
    for path in paths:
        page.goto(path)
        shot(page, "desk" + path.replace("/", "-"))
        wrong += [f"{path}: {one}" for one in axe_problems(page)]
    assert wrong == []


def test_nothing_is_wrong_on_a_phone(
    phone: NewPage, seat: Callable[[Page], Page], paths: Paths
) -> None:
    page, wrong = seat(phone()), []
    for path in paths:
        page.goto(path)
        wrong += [f"{path}: {one}" for one in axe_problems(page)]
        wrong += [] if fits_sideways(page) else [f"{path}: needs scrolling sideways"]
    assert wrong == []


def test_the_check_prints_on_one_page(
    desk: NewPage, seat: Callable[[Page], Page], paths: Paths
) -> None:
    page = seat(desk())
    page.goto(next(path for path in paths if re.fullmatch(r"/desk/checks/[\w-]+", path)))
    sheet = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", sheet)) == 1
