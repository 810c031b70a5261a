"""One road on a borrowed phone, without a script, at 240 by 320: from the site's door to her money.

She chooses her language, looks, says who she is by pictures, answers, promises, brings, is paid and
leaves. Every page on the way is looked at (``eyes``); what others do is done without a browser.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page
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
LONGER = timedelta(hours=4)  # than others may take to answer
NOTE = 1_000_000  # ten thousand shillings
Money = Callable[[Eyes, Need], None]


@pytest.fixture(autouse=True)
def spoken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every clip is there, so every title and choice must be heard."""
    speak_everything(app.extensions["mkeka"].data_dir)
    monkeypatch.setattr(supplier_checker, "SPOKEN", True)


def to_her_language(her: Eyes, language: str) -> None:
    """Open the site and change the phone's English to her own."""
    her.open(f"/s/?d={LAND}")
    her.tap("footer a[hreflang]")
    here = f"main a[hreflang='{language}']"
    while not her.page.locator(here).count():
        her.tap("main a.more")
    her.language = language
    her.tap(here)


def looks(her: Eyes, need: Need) -> None:
    """Look at what is needed before anybody asks who she is, and find the tomatoes."""
    her.tap("main a[href^='/s/needs']")
    her.tap("main a[href^='/s/kinds']")
    her.tap("main a[href*='leaf=veg.tomato']")
    card = f"main a.card[href='/s/needs/{need.code}']"
    while not her.page.locator(card).count():
        her.tap("main a.more[accesskey='9']")
    her.tap(card)
    her.tap("main a.yes")


def says_who(her: Eyes) -> None:
    """Say where she is, find the fish, and say its two digits."""
    her.tap(f"main a[href*='d={LAND}']")
    fish = "main a[href^='/s/who/fish']"
    while not her.page.locator(fish).count():
        her.tap("main a.more[accesskey='9']")
    her.tap(fish)
    her.page.fill("main input[type=tel]", "47")
    her.tap("main form button.yes")


def taps_code(her: Eyes) -> None:
    """Tap her four pictures, one after the other."""
    for key in PICTURES:
        her.tap(f"main button[name=key][value='{key}']")


def types_code(her: Eyes) -> None:
    """Type the four digits instead."""
    her.page.fill("main input[name=keys]", PICTURES)
    her.tap("main form:has(input[name=keys]) button.yes")


def time_passes(long: timedelta) -> None:
    """Let the phone lie; whoever sat there sits there no more."""
    clock.set_offset(clock.offset() + long)


def sits_again(her: Eyes, onward: str, code: Callable[[Eyes], None]) -> None:
    """Come back to a page of hers: who she is, and her code."""
    her.open(onward)
    says_who(her)
    code(her)
    assert her.page.url.endswith(onward)


def accepted(her: Eyes, need: Need) -> None:
    """Take what they ask."""
    her.tap("button[name=sum][value=asked]")


def another_pile(her: Eyes, need: Need) -> None:
    """Take the pile next above the asked one."""
    her.tap(f"main a[href$='/{need.code}/money/other']")
    her.tap("button[name=amount] >> nth=2")


def tapped(her: Eyes, need: Need) -> None:
    """Tap note by note what all of it is worth."""
    her.tap(f"main a[href$='/{need.code}/money/other']")
    her.tap(f"main a[href$='/{need.code}/money/count']")
    for _ in range(others.KG * others.PRICE // NOTE):
        her.tap(f"button[name=amount][value='{NOTE}']")
    her.tap("main .line button[name=done]")


def answers(her: Eyes, need: Need, money: Money) -> Offer:
    """All of it, for that money, sent; then it is among her offers."""
    her.tap(f"button[name=quantity][value='{need.quantity}']")
    money(her, need)
    her.tap("form:has(input[name=key]) button.yes")
    assert her.page.url.endswith("/sent")
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


def is_paid(her: Eyes, order: Order) -> None:
    """Two days later she sits again, by digits, and says that all of it came."""
    time_passes(timedelta(days=others.DAYS))
    payment = others.paid_at_the_door(her.session, order)
    sits_again(her, "/s/money", types_code)
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
@pytest.mark.feature("L4")
@pytest.mark.feature("M2")
@pytest.mark.parametrize(
    ("language", "money"),
    [("sw", accepted), ("ar", another_pile), ("ne", tapped), ("zu", accepted)],
    ids=["sw", "ar", "ne", "zu"],
)
def test_a_whole_purchase_in_her_language(
    phone: NewPage, session: Session, language: str, money: Money
) -> None:
    need = others.tomatoes_asked(session)
    her = Eyes(phone(script=False, width=240, height=320, language="en"), session, "en")
    to_her_language(her, language)
    looks(her, need)
    says_who(her)
    taps_code(her)
    offer = answers(her, need, money)
    shot(her.page, f"waiting-{language}")
    if not offer.at_asked_price:  # what asks for more waits for what others ask
        time_passes(LONGER)
        sits_again(her, "/s/orders", taps_code)
    order = steps.order_of(her, need)
    assert (order.offer_id, order.quantity) == (offer.id, need.quantity)
    brings(her, order)
    is_paid(her, order)
    gets_help_and_leaves(her, order)
    assert her.flaws == []
    assert her.language == language in LANGUAGES
