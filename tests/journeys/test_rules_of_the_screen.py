"""The supplier's screens as a thumb and an eye meet them: sizes, contrast, and no word at all."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import OfferState
from marketplace.sourcing.models import Need
from marketplace.web.assets import text_of
from marketplace.web.styles import SHEET
from tests.journeys.eyes import measured, step_to_key, wordless
from tests.journeys.hands import LAND, PICTURES, Hand
from tests.journeys.test_looks import FISH, Hold, open_need
from tests.journeys.walk import Walk
from tests.journeys.world import DEMO
from tests.support.browser import NewPage, fits_sideways, shot
from tests.support.spoken import speak_everything

__all__ = ["open_need"]
pytestmark = DEMO
RESTYLED = (Path(__file__).parent / "restyled.js").read_text(encoding="utf-8")
WIDTHS = (240, 320, 360)
STRANGER = tuple(
    f"/s/{path}d={LAND}" for path in ("?", "who?", "who/fish?", "card?", f"code?who={FISH}&")
)


def at_each_width(page: Page, address: str) -> list[str]:
    """Return what is wrong with the open page at any width."""
    found: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 320})
        found += [f"{address} at {width}: rule {told}" for told in measured(page)]
    return found + [f"{address}: {told}" for told in page.evaluate(RESTYLED, text_of(SHEET))]


def test_rules_21_32_33_pictures_targets_gaps_text_contrast_focus(
    app: Flask, phone: NewPage, hold: Hold, open_need: Need
) -> None:
    speak_everything(app.extensions["mkeka"].data_dir)
    her = hold(phone(script=False, width=240, height=320, language="sw"))
    found: list[str] = []
    for address in STRANGER:
        her.open(address)
        found += at_each_width(her.page, address)
    her.sit(FISH)
    her.open(f"/s/needs/{open_need.code}/quantity")
    her.tap("button[name=quantity]")
    her.tap("button[name=sum][value=asked]")
    steps = ("", "/quantity", "/money", "/money/other", "/money/count", "/right", "/not-me")
    begun = tuple(f"/s/needs/{open_need.code}{step}" for step in steps)
    way = Walk(app, her.page, ("/s/", "/language"), begun)
    found += [told for address in way.pages() for told in at_each_width(her.page, address)]
    assert found == []
    assert {"answer.quantity", "answer.money", "answer.count", "answer.right"} <= way.seen


def test_the_measure_finds_what_is_wrong(phone: NewPage) -> None:
    page = phone(script=False, width=240)
    page.goto("/s/")
    flawed = """<p><a href="/">x<svg class="pic"></svg></a><a href="/">y</a></p><p id="z">z</p>
    <p id="out"><b>words</b></p><p id="cut">words</p>
    <p dir="rtl"><b>Rhotia</b> · 2 ليلتان</p>"""
    page.evaluate("html => { document.body.innerHTML = html }", flawed)
    page.evaluate("""() => {
      const link = document.querySelector('a'), drawn = document.querySelector('svg');
      link.style.fontSize = '12px'; link.style.color = '#999';
      drawn.style.width = drawn.style.height = '9px';
      document.querySelector('#z').style.width = '900px';
      for (const it of document.querySelectorAll('#out,#cut')) it.style.width = '9px';
      document.querySelector('#cut').style.wordBreak = 'break-all';
    }""")
    assert "P null is shown otherwise" in "\n".join(page.evaluate(RESTYLED, "p{color:red}"))
    told = "\n".join(measured(page))
    for complaint in ("33 target", "21 picture", "33 apart", "33 text", "33 contrast", "32 side",
                      "32 sticks out", "32 cut word", "32 torn number"):  # fmt: skip
        assert complaint in told, told


def touch(her: Hand, picture: str) -> None:
    """Touch the one thing that shows this picture, on a page without a word."""
    wordless(her.page)
    acting = her.page.locator(f"a:has(use[*|href='#p-{picture}']), "
                              f"button:has(use[*|href='#p-{picture}'])")  # fmt: skip
    assert acting.first.is_visible(), picture
    with her.page.expect_navigation():
        acting.first.tap()
    assert fits_sideways(her.page)


def press_key(her: Hand, key: str) -> None:
    """Step to the choice with this access key, on a page without a word, and press it."""
    wordless(her.page)
    with her.page.expect_navigation():
        step_to_key(her.page, key)


def type_code(her: Hand) -> None:
    """Touch four pictures of the code, one after the other."""
    for key in PICTURES:
        wordless(her.page)
        with her.page.expect_navigation():
            her.page.locator(f"button[name=key][value='{key}']").tap()


def seated_by_pictures(her: Hand) -> None:
    """Find her drawing, type her two digits, touch her four pictures."""
    drawing, number = FISH.split("-")
    while not her.page.locator(f"main use[*|href='#p-{drawing}']").count():
        touch(her, "more")
    touch(her, drawing)
    her.page.locator("main input[type=tel]").tap()
    her.page.keyboard.type(number)
    touch(her, "yes")
    type_code(her)


def sent_by(session: Session, need: Need) -> Offer:
    session.rollback()
    rows = select(Offer).where(Offer.need_id == need.id, Offer.state == OfferState.SUBMITTED)
    return session.scalars(rows.order_by(Offer.id.desc())).first() or pytest.fail("nothing sent")


@pytest.mark.feature("L1")
@pytest.mark.feature("L3")
@pytest.mark.paper(78)
@pytest.mark.parametrize("language", ["sw", "en"])
def test_an_offer_is_sent_by_pictures_alone(
    phone: NewPage, hold: Hold, session: Session, open_need: Need, language: str
) -> None:
    """No word, no number and no script at 240 by 320: from the phone's first page to sent."""
    her = hold(phone(script=False, width=240, height=320, language=language))
    her.open(f"/s/?d={LAND}&lang={language}")
    touch(her, "me")  # who are you?
    seated_by_pictures(her)
    card = f"a.card[href='/s/needs/{open_need.code}']"
    wordless(her.page)
    with her.page.expect_navigation():
        her.page.locator(card).tap()
    for picture in ("thumb-up", "all", "thumb-up", "yes"):
        touch(her, picture)
    wordless(her.page)
    assert her.page.locator("use[*|href='#p-done']").count()
    shot(her.page, f"wordless-sent-{language}")
    offer = sent_by(session, open_need)
    assert (offer.quantity, offer.price_minor) == (open_need.quantity, open_need.price_minor)


def test_rule_33_an_offer_is_sent_by_d_pad_alone(
    phone: NewPage, hold: Hold, session: Session, open_need: Need
) -> None:
    """A phone without a touch screen: each choice has its key, and is reached by stepping."""
    her = hold(phone(script=False, width=240, height=320, language="sw"))
    her.sit(FISH)
    her.open(f"/s/needs/{open_need.code}")
    for _ in range(4):  # I can, all of it, that pile, send: always the first key
        press_key(her, "1")
    assert her.page.url.endswith("/sent")
    assert sent_by(session, open_need).quantity == open_need.quantity


def test_rule_13_consecutive_questions_look_different(
    phone: NewPage, hold: Hold, open_need: Need
) -> None:
    her = hold(phone(script=False, width=240, height=320))
    her.sit(FISH)
    her.open(f"/s/needs/{open_need.code}")
    looks: list[tuple[str, ...]] = []
    for picture in ("thumb-up", "all", "thumb-up", "yes"):
        drawn = "uses => [...new Set(uses.map(u => u.getAttribute('xlink:href')))]"
        looks.append(tuple(her.page.locator("main use").evaluate_all(drawn)))
        touch(her, picture)
    assert len(set(looks)) == len(looks)


def test_rule_14_yes_and_no_keep_their_place_and_shape(
    phone: NewPage, hold: Hold, open_need: Need
) -> None:
    her = hold(phone(script=False, width=240, height=320))
    her.sit(FISH)
    places = []
    for path in ("", "/quantity", "/money", "/right"):
        her.open(f"/s/needs/{open_need.code}{path}")
        yes, no = her.page.locator("main .yes"), her.page.locator("main .line .no")
        if yes.count() and no.count():
            places.append((yes.first.bounding_box(), no.first.bounding_box()))
        if path == "/quantity":
            her.tap("button[name=quantity]")
        elif path == "/money":
            her.tap("button[name=sum][value=asked]")
    assert places
    for left, right in places:
        assert left
        assert right
        assert left["x"] < right["x"]
    look = "e => [getComputedStyle(e).borderTopLeftRadius, getComputedStyle(e).backgroundColor]"
    her.open(f"/s/needs/{open_need.code}")
    yes, no = (
        her.page.locator(f"main .line .{kind}").first.evaluate(look) for kind in ("yes", "no")
    )
    assert yes[0] != no[0]
    assert yes[1] != no[1]
