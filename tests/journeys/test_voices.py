"""A real browser hears a page in place, sends her voice from its microphone, records a prompt."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, Request, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Recording
from marketplace.media.reencode import encoded
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import OfferState
from tests.journeys.hands import Hand
from tests.journeys.world import DEMO
from tests.support.browser import NewPage, fits_sideways
from tests.support.spoken import record, speak_everything, tone

pytestmark = DEMO
Hold = Callable[[Page], Hand]
# What a page's microphone and loudspeaker do, where a test's browser has neither.
PRETEND = """
window.heard = [];
window.Audio = function () {
  var a = {play: function () { window.heard.push(a.src) }, pause: function () {},
           canPlayType: function () { return '' }};
  return a;
};
navigator.mediaDevices.getUserMedia = function () {
  var context = new AudioContext(), made = context.createMediaStreamDestination();
  var hum = context.createOscillator(); hum.connect(made); hum.start();
  return Promise.resolve(made.stream);
};
"""


@pytest.fixture
def spoken(app: Flask) -> None:
    """Every clip is there, each a hum."""
    shelf = speak_everything(app.extensions["mkeka"].data_dir)
    hum = encoded(tone(0.2)).mp3
    for language in ("en", "sw"):
        record(shelf, language, dict.fromkeys(shelf.voices(language).made, hum))


def test_a_speaker_is_heard_in_place_and_nothing_before(
    phone: NewPage, hold: Hold, spoken: None
) -> None:
    page = phone()
    page.add_init_script(PRETEND)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(_path(request)))
    hand = hold(page)
    hand.sit("fish-47")
    hand.open("/s/needs?lang=en")
    assert page.evaluate("window.heard") == []
    assert not any(path.startswith("/voice/") for path in asked)
    page.locator("a.ear").nth(1).click()
    (heard,) = page.evaluate("window.heard")
    assert re.search(r"/voice/en/[0-9a-f]{8}/leaf:", heard)
    assert page.url.endswith("/s/needs?lang=en")


def _path(request: Request) -> str:
    return re.sub(r"^https?://[^/]+", "", request.url)


def test_without_a_script_the_speaker_is_a_link_to_a_sound(
    phone: NewPage, hold: Hold, spoken: None
) -> None:
    page = phone(script=False)
    hand = hold(page)
    hand.sit("fish-47")
    hand.open("/s/needs?lang=sw")
    address = page.locator("a.ear").first.get_attribute("href") or ""
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "audio/mpeg"
    assert len(answer.body()) > 500
    for width in (240, 320):
        page.set_viewport_size({"width": width, "height": 320})
        assert fits_sideways(page)


def test_her_voice_goes_with_her_offer_from_the_microphone(
    phone: NewPage, hold: Hold, session: Session
) -> None:
    page = phone()
    page.add_init_script(PRETEND)
    hand = hold(page)
    hand.sit("fish-47")
    waiting = select(Offer.public_id).where(Offer.state == OfferState.SUBMITTED)
    for public_id in session.scalars(waiting):
        hand.open(f"/s/offers/{public_id}/attached/voice?lang=en")
        if page.locator('button[value="lodge"]').count():
            break
    page.locator("button.card").first.click()
    page.wait_for_timeout(900)
    page.locator("button.card").first.click()
    page.wait_for_function("document.getElementById('file').files.length === 1")
    assert fits_sideways(page)
    page.locator('button[value="lodge"]').click()
    expect(page.get_by_text("Helper looks first")).to_be_visible()


def test_a_facilitator_records_a_prompt_and_keeps_it(anna: Hand, session: Session) -> None:
    page = anna.page
    page.add_init_script(PRETEND)
    anna.open("/desk/voice/sw/p.can_you")
    page.get_by_role("button", name="Record", exact=True).click()
    page.wait_for_timeout(900)
    page.get_by_role("button", name="Stop").click()
    page.wait_for_function("document.getElementById('sound').files.length === 1")
    page.fill("#voice", "Bibi Halima")
    page.check("#agreed")
    page.get_by_role("button", name="Send the recording").click()
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("heard by everybody")).to_be_visible()
    session.rollback()
    kept = session.scalars(select(Recording)).one()
    assert kept.state == "kept"
    assert 500 < kept.ms < 2500
