"""Every screen of a shared phone, looked at: it fits, axe finds nothing, a picture is kept."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.hands import Hand
from tests.journeys.world import DEMO
from tests.support.browser import NewPage, axe_problems, fits_sideways, shot

pytestmark = DEMO
FISH = "fish-47"
Hold = Callable[[Page], Hand]
SCREENS = {
    "home": "/s/", "me": "/s/me", "quiet": "/s/quiet", "when": "/s/quiet/when",
    "through": "/s/quiet/through", "phone": "/s/phone", "alone": "/s/second",
    "second": "/s/second?alone=yes", "beside": "/s/second?alone=no", "looks": "/s/looks",
}  # fmt: skip


def look(hand: Hand, name: str) -> None:
    """Keep a picture and say what is wrong."""
    shot(hand.page, name)
    assert fits_sideways(hand.page), name
    assert axe_problems(hand.page) == [], name


@pytest.mark.parametrize(("width", "language"), [(240, "sw"), (320, "en")])
def test_every_screen_fits(phone: NewPage, hold: Hold, language: str, width: int) -> None:
    hand = hold(phone(width=width, height=320, language=language))
    end = f"{width}-{language}"
    hand.speak(language)
    hand.sit(FISH)
    for name, path in SCREENS.items():
        hand.open(path)
        look(hand, f"shared-{name}-{end}")
    hand.open("/s/second?alone=yes")
    hand.tap("form:has(input[name=key]) button")
    look(hand, f"shared-shown-{end}")
    hand.open("/s/phone")
    hand.tap("button[value=remembered]")
    look(hand, f"shared-kept-{end}")
    hand.open("/s/quiet")
    hand.tap("button[name=covered]")
    look(hand, f"shared-covered-{end}")
    hand.open("/s/needs")
    look(hand, f"shared-needs-covered-{end}")
    hand.open("/s/money")
    look(hand, f"shared-money-covered-{end}")
    hand.leave()
    hand.open("/s/who")
    look(hand, f"shared-remembered-{end}")
