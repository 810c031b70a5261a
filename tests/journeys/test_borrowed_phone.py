"""One road on a borrowed phone, without a script, at 240 by 320: from the site's door to her money.

She chooses her language, looks, names her symbol, answers, gives her code, promises, brings, is
paid and leaves, and no word is needed for it: all are hidden, and what is pressed is found by its
picture or its key. Every page on the way is looked at (``eyes``). What others do is done without a
browser.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Order
from marketplace.agreements.rules.lists import OrderState, PaymentState
from marketplace.i18n import LANGUAGES
from marketplace.kernel import clock
from marketplace.offers.models import Offer
from marketplace.sourcing.models import Need
from tests.journeys import others, steps
from tests.journeys.eyes import Eyes
from tests.journeys.hands import LAND, PICTURES
from tests.journeys.world import DEMO
from tests.support import supplier_checker
from tests.support.browser import NewPage, go_back, shot
from tests.support.spoken import speak_everything

pytestmark = DEMO
NOTE = 1_000_000  # ten thousand shillings
Step = Callable[[Eyes], None]


@pytest.fixture(autouse=True)
def spoken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every clip is there, so every title and choice must be heard."""
    speak_everything(app.extensions["mkeka"].data_dir)
    monkeypatch.setattr(supplier_checker, "SPOKEN", True)


def to_her_language(her: Eyes, language: str) -> None:
    """Open the site and change the phone's English to her own."""
    her.open(f"/s/?d={LAND}")
    her.tap("footer a[hreflang]")
    hers = f"main a[hreflang='{language}']"
    her.find_page(hers)
    her.language = language
    her.tap(hers)


def looks(her: Eyes, need: Need) -> None:
    """Look at what is needed before anybody asks who she is, and find the tomatoes."""
    her.tap("main a[href^='/s/needs']")
    her.tap("main a[href^='/s/kinds']")
    her.tap("main a[href*='leaf=veg.tomato']")
    card = f"main a.card[href='/s/needs/{need.code}']"
    her.find_page(card)
    her.tap(card)
    her.tap("main a.yes")


def says_who(her: Eyes) -> None:
    """Say where she is, find the fish, and say its two digits."""
    her.tap(f"main a[href*='d={LAND}']")
    fish = "main a[href^='/s/who/fish']"
    her.find_page(fish)
    her.tap(fish)
    her.type("main input[type=tel]", "47")
    her.tap("main form button.yes")


def taps_code(her: Eyes) -> None:
    """Tap her four pictures, one after the other."""
    for key in PICTURES:
        her.tap(f"main button[name=key][value='{key}']")


def types_code(her: Eyes) -> None:
    """Type the four digits instead, and Enter."""
    her.type("main input[name=keys]", PICTURES)
    her.enter()


def accepted(her: Eyes) -> None:
    """Take what they say, unseen: it is shown after the code."""
    her.tap("button[name=sum][value=asked]")


def tapped(her: Eyes) -> None:
    """Tap note by note what all of it is worth."""
    her.tap("main a[href$='/money/count']")
    for _ in range(others.KG * others.PRICE // NOTE):
        her.tap(f"button[name=amount][value='{NOTE}']")
    her.tap("main .line button[name=done]")


def answers(her: Eyes, need: Need, money: Step, code: Step) -> Offer:
    """By her symbol: all of it, for that money; her code at "send"; then it is among her offers."""
    her.tap(f"button[name=quantity][value='{need.quantity}']")
    money(her)
    assert her.page.url.endswith(f"/s/begin/{need.code}/right")
    her.tap("main .line a.yes")
    code(her)
    her.tap("form:has(input[name=key]) button.yes")
    assert her.page.url.endswith("/sent")
    shot(her.page, f"sent-{her.language}")
    offer = her.find(lambda s: s.scalar(select(Offer).where(Offer.need_id == need.id)))
    her.tap("main a[href='/s/offers']")
    her.tap(f"main a[href='/s/offers/{offer.public_id}']")
    return offer


def brings(her: Eyes, order: Order) -> None:
    """From home: yes to the order, and on the day's way to the door."""
    her.tap("footer a >> nth=0")  # back
    if her.page.url.endswith("/s/offers"):
        her.tap("footer a >> nth=0")
    her.tap("main a[href='/s/orders']")
    her.tap(f"main a[href='/s/orders/{order.public_id}']")
    her.tap("button[name=answer][value=yes]")
    her.tap(f"form[action='/s/orders/{order.public_id}/way'] button.yes")
    steps.order_of(her, her.session.get_one(Need, order.need_id), OrderState.CONFIRMED)


def is_paid(her: Eyes, order: Order, code: Step) -> None:
    """Two days later she sits again and says that all of it came; nobody sat there meanwhile."""
    clock.set_offset(clock.offset() + timedelta(days=others.DAYS))
    payment = others.paid_at_the_door(her.session, order)
    her.open("/s/money")
    says_who(her)
    code(her)
    her.tap(f"main a[href='/s/money/{payment.public_id}']")
    her.tap("button[name=answer][value=all]")
    closed = steps.payment_of(her, order, PaymentState.CLOSED)
    assert closed.received_minor == others.KG * order.price_minor


def gets_help_and_leaves(her: Eyes, order: Order) -> None:
    """Help is one tap away; after the leave door, Back shows nothing of hers."""
    her.tap("footer a[href^='/s/help']")
    her.tap("footer form[action='/s/leave'] button")
    for _ in range(5):
        go_back(her.page)
        her.page.locator("footer").wait_for()
        shown = her.page.content()
        assert order.public_id not in shown
        assert "/s/leave" not in shown


@pytest.mark.feature("K1")
@pytest.mark.feature("L3")
@pytest.mark.feature("L4")
@pytest.mark.feature("M2")
@pytest.mark.parametrize(
    ("language", "money", "code"),
    [
        ("sw", accepted, taps_code),
        ("ar", accepted, taps_code),
        ("ne", tapped, taps_code),
        ("zu", accepted, types_code),
    ],
    ids=["sw", "ar", "ne", "zu"],
)
def test_a_whole_purchase_in_her_language(
    phone: NewPage, session: Session, language: str, money: Step, code: Step
) -> None:
    need = others.tomatoes_asked(session)
    her = Eyes(phone(script=False, width=240, height=320, language="en"), session, "en")
    to_her_language(her, language)
    looks(her, need)
    says_who(her)
    offer = answers(her, need, money, code)
    order = steps.order_of(her, need)
    assert (order.offer_id, order.quantity) == (offer.id, need.quantity)
    brings(her, order)
    is_paid(her, order, types_code)
    gets_help_and_leaves(her, order)
    assert her.flaws == []
    assert her.language == language in LANGUAGES


def test_what_only_words_tell_apart_is_not_found(phone: NewPage, session: Session) -> None:
    her = Eyes(phone(script=False, width=240, height=320), session, "en")
    her.open("/s/")
    alike = """<a id="one" href="/s/"><svg><use xlink:href="#p-yes"/></svg>One</a>
    <a href="/s/"><svg><use xlink:href="#p-yes"/></svg>Two</a><a id="bare" href="/s/">Three</a>"""
    her.page.evaluate("html => { document.body.innerHTML = html }", alike)
    for selector in ("#one", "#bare"):
        with pytest.raises(AssertionError, match="no picture of its own and no key"):
            her.tap(selector)
    her.page.evaluate("document.querySelector('#one').accessKey = '1'")
    her.page.evaluate("document.querySelector('#one').style.outline = '3px solid'")
    her.tap("#one")
    assert her.seen == ["/s/", "/s/"]
