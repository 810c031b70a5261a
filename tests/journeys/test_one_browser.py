"""Two people, one browser: neither sees anything of the other; pages kept for Back included."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page

from marketplace.config import Config
from tests.journeys.hands import Hand
from tests.journeys.world import DEMO
from tests.support.browser import NewPage, go_back

pytestmark = DEMO
FISH, UMOJA = "fish-47", "drum-31"
HERS = ("/s/offers", "/s/orders", "/s/money")
HREFS = "links => links.map(a => `href=\"${a.getAttribute('href')}\"`)"
Hold = Callable[[Page], Hand]
SHARED = {"did", "__Host-did", "lang"}  # the browser's own, not a person's


@pytest.fixture(params=["insecure-http", "loopback"])
def config(config: Config, request: pytest.FixtureRequest) -> Config:
    """With plain cookies over http, and with ``__Host-`` cookies, which loopback takes."""
    return replace(config, insecure_http=request.param == "insecure-http")


def looks_around(hand: Hand) -> set[str]:
    """Open all that is hers, and one of each; return links and sentences only she may see."""
    found: set[str] = set()
    for path in HERS:
        hand.open(path)
        cards = hand.page.locator(f"main a.card[href^='{path}/']")
        if cards.count():
            found |= {*cards.evaluate_all(HREFS), *cards.all_inner_texts()}
            hand.tap(f"main a.card[href^='{path}/']")
    return found


def seen_going_back(hand: Hand, steps: int) -> str:
    """Press Back again and again; return everything that was shown."""
    shown = ""
    for _ in range(steps):
        go_back(hand.page)
        hand.page.locator("footer").wait_for()
        shown += hand.page.content() + hand.says()
    return shown


@pytest.mark.feature("M1")
@pytest.mark.feature("M2", part=True)
@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_nothing_of_the_other_is_seen(phone: NewPage, hold: Hold, script: bool) -> None:
    hand = hold(phone(script=script, width=320, height=480))
    hand.open("/s/?lang=en")
    hand.sit(FISH)
    hers = looks_around(hand)
    assert hers
    hand.leave()
    assert hand.page.locator("form[action='/s/leave']").count() == 0
    kept = hand.page.context.storage_state()
    assert {cookie["name"] for cookie in kept["cookies"]} <= SHARED
    assert kept["origins"] == []
    shown = seen_going_back(hand, len(HERS) + 1)
    assert [one for one in hers if one in shown] == []
    assert "/s/leave" not in shown
    hand.sit(UMOJA)
    theirs = looks_around(hand)
    assert theirs
    assert theirs.isdisjoint(hers)
    shown = seen_going_back(hand, len(HERS) + 3)
    assert [one for one in hers if one in shown] == []


def test_back_after_signing_out_of_a_desk_shows_no_desk(desk: NewPage, hold: Hold) -> None:
    hand = hold(desk())
    hand.sign_in("anna", "/desk/?lang=en")
    hand.open("/desk/calls")
    hand.tap("form[action='/sign-out'] button")
    shown = seen_going_back(hand, 2)
    assert "/sign-out" not in shown
    assert "Mama Zuhura" not in shown
