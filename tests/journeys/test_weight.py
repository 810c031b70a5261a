"""Bytes and requests of the supplier's screens, on the wire of a real browser (rules 29 and 30)."""

import re
from collections.abc import Callable

import brotli
import pytest
from flask import Flask
from playwright.sync_api import Page, Request

from marketplace.i18n import LANGUAGES
from marketplace.sourcing.models import Need
from marketplace.web.squeeze import QUALITY, SMALL_WINDOW
from tests.journeys import steps
from tests.journeys.hands import LAND, Hand
from tests.journeys.test_looks import FISH, open_need
from tests.journeys.walk import Walk
from tests.journeys.world import DEMO
from tests.support.browser import NewPage
from tests.support.spoken import speak_everything

__all__ = ["open_need"]
pytestmark = DEMO
KILO = 1024
LIST_MOST, PAGE_MOST, ANSWER_MOST, SCRIPTS_MOST = 4 * KILO, 8 * KILO, 40 * KILO, 6 * KILO
Hold = Callable[[Page], Hand]
SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL)


class Wire:
    """Counts what a browser asks for and what comes back, headers and all."""

    def __init__(self, page: Page) -> None:
        self.asked: list[Request] = []
        page.on("request", self._asked)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith("data:"):
            self.asked.append(request)

    @property
    def octets(self) -> int:
        """What came back for all of it."""
        sizes = [one.sizes() for one in self.asked]
        return sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)


def seated(hold: Hold, page: Page) -> Hand:
    her = hold(page)
    her.sit(FISH)
    return her


@pytest.mark.feature("K9")
def test_the_whole_answer_is_40_kilobytes_and_one_request_a_screen(
    phone: NewPage, hold: Hold, open_need: Need
) -> None:
    """From the list of needs to sent, everything that goes over the line."""
    her = seated(hold, phone(width=240, height=320, language="sw"))
    wire = Wire(her.page)
    her.open("/s/needs")
    steps.answer(her, open_need.code, open_need.quantity)
    assert wire.octets <= ANSWER_MOST
    screens = [one for one in wire.asked if one.method == "GET"]
    assert len(screens) == 6  # the list, the need, how many, your money, right, sent
    assert len(wire.asked) == 6 + 3  # and three answers that lead to the next


@pytest.mark.feature("K9")
def test_the_list_of_needs_is_4_kilobytes_of_brotli(app: Flask, phone: NewPage, hold: Hold) -> None:
    """A stranger's list and hers, every card with its speaker, as a real browser gets them.

    All eight languages, and the heaviest goods: `tests/pages/supplier/test_weight.py`.
    """
    speak_everything(app.extensions["mkeka"].data_dir, tuple(LANGUAGES))
    her = hold(phone(width=240, height=320))
    for language in ("ne", "sw"):
        assert packed(her, f"/s/needs?d={LAND}&lang={language}") <= LIST_MOST
    her.sit(FISH)
    assert packed(her, "/s/needs") <= LIST_MOST


def packed(her: Hand, address: str) -> int:
    """Return the weight of a page in brotli, as ``web.squeeze`` makes it.

    Chromium takes brotli over TLS only, so the plain page is compressed here.
    """
    answer = her.page.goto(address)
    assert answer is not None
    assert answer.text().count('class="ear"') > 4
    body = answer.body()
    return len(brotli.compress(body, quality=QUALITY, lgwin=SMALL_WINDOW))


@pytest.mark.feature("K9")
def test_every_screen_is_one_request_8_kilobytes_and_scripts_6(
    app: Flask, phone: NewPage, hold: Hold, open_need: Need
) -> None:
    her = seated(hold, phone(width=240, height=320, language="sw"))
    her.open(f"/s/needs/{open_need.code}/quantity")
    her.tap("button[name=quantity]")
    her.tap("button[name=sum][value=asked]")
    paths = ("", "/quantity", "/money", "/money/other", "/money/count", "/right", "/not-me")
    begun = tuple(f"/s/needs/{open_need.code}{path}" for path in paths)
    wire, seen = Wire(her.page), 0
    for address in Walk(app, her.page, ("/s/",), begun).pages():
        wire.asked.clear()
        her.open(address)
        assert len(wire.asked) == 1, (address, [one.url for one in wire.asked])
        assert wire.octets <= PAGE_MOST, address
        scripts = "".join(SCRIPT.findall(her.page.content()))
        assert len(scripts.encode()) <= SCRIPTS_MOST, address
        seen += 1
    assert seen >= 15
