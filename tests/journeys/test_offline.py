"""Without a signal: the last board opens, an answer waits, is sent once, and goes with her."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from marketplace.kernel.money import Money, pile
from marketplace.offers.models import Offer
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.price_fill import PriceFrom
from tests.journeys.hands import Hand
from tests.journeys.world import DEMO
from tests.support.browser import NewPage, fits_sideways, shot

pytestmark = DEMO
FISH, UMOJA = "fish-47", "drum-31"
Hold = Callable[[Page], Hand]
READY = "navigator.serviceWorker.ready.then(() => new Promise(done => setTimeout(done, 300)))"
STORE = """act => new Promise((ok, no) => {
  const asked = indexedDB.open('mkeka', 1)
  asked.onupgradeneeded = () => asked.result.createObjectStore('kept')
  asked.onerror = no
  asked.onsuccess = () => {
    const deal = asked.result.transaction('kept', 'readwrite'), kept = deal.objectStore('kept')
    const got = act.put ? kept.put(act.put[1], act.put[0]) : kept.get(act.get)
    deal.oncomplete = () => { asked.result.close(); ok(got.result) }
  }
})"""
MARKED = """cards => cards.map(card =>
  [card.dataset.code, !!card.querySelector('[aria-label="Not sent yet"]')])"""
CACHED = """async () => {
  const found = []
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const asked of await cache.keys()) {
      found.push(asked.url + ' ' + await (await cache.match(asked)).text())
    }
  }
  return found
}"""


@pytest.fixture
def hers(phone: NewPage, hold: Hold) -> Hand:
    """A phone with Fish 47 in it, her list open and the board kept."""
    hand = hold(phone(width=320, height=480))
    hand.open("/s/?lang=en")
    hand.sit(FISH)
    settle(hand)
    return hand


def settle(hand: Hand) -> None:
    """Wait until the worker holds the board and her ticket."""
    hand.page.evaluate(READY)
    hand.page.wait_for_function("caches.match('/s/app').then(kept => !!kept)")
    for _ in range(100):
        if kept(hand, "ticket"):
            return
        hand.page.wait_for_timeout(50)
    raise AssertionError("no ticket came")


def worker(hand: Hand, script: str) -> None:
    """Do something inside the service worker that runs on her phone."""
    hand.page.context.service_workers[-1].evaluate(f"void ({script})")


def cut(hand: Hand, *, off: bool = True) -> None:
    """Take the signal away, or give it back."""
    hand.page.context.set_offline(off)


def kept(hand: Hand, key: str) -> Any:
    """Look into the store on her phone."""
    return hand.page.evaluate(STORE, {"get": key})


def put(hand: Hand, key: str, value: Any) -> None:
    """Put something into the store on her phone."""
    hand.page.evaluate(STORE, {"put": [key, value]})


def comes(hand: Hand, state: str) -> None:
    """Wait until what she keeps stands so."""
    for _ in range(100):
        rows = kept(hand, "queue") or []
        if [row["state"] for row in rows] == [state]:
            return
        hand.page.wait_for_timeout(50)
    raise AssertionError(rows)


def offers(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Offer)) or 0


def answers(hand: Hand) -> str:
    """Tap the first need that can be answered without a signal, and all of it; return its code."""
    code = hand.page.evaluate(STORE, {"get": "ticket"})["needs"]
    shown = hand.page.locator("#board [data-code]").evaluate_all(
        "cards => cards.map(card => card.dataset.code)"
    )
    chosen = next(one for one in shown if one in code)
    hand.choose(f"#board [data-code='{chosen}']")
    hand.choose("#sums button")
    return str(chosen)


def test_the_last_board_opens_without_a_signal(hers: Hand) -> None:
    cut(hers)
    hers.open("/s/needs")
    assert hers.page.locator("#board [data-code]").count()
    expect(hers.page.locator("#off")).to_be_hidden()
    hers.open("/s/offers")
    assert hers.page.locator("#board [data-code]").count()
    expect(hers.page.locator("#off")).to_have_text("Not sent yet")
    expect(hers.page.locator("#door")).to_be_visible()
    ready = kept(hers, "ticket")["needs"]
    cards = hers.page.locator("#board [data-code]").evaluate_all(MARKED)
    assert {code for code, waits in cards if not waits} == set(ready)
    assert {code for code, waits in cards if waits}
    assert fits_sideways(hers.page)
    shot(hers.page, "offline-board-320-en")


def test_an_open_price_is_tapped_without_a_signal(hers: Hand, session: Session) -> None:
    code = next(iter(kept(hers, "ticket")["needs"]))
    need = session.scalars(select(Need).where(Need.code == code)).one()
    asked = need.price_minor or 0
    session.commit()  # what has read an older state may not write beside the worker
    none = {"price_minor": None, "price_from": PriceFrom.NONE}
    session.execute(update(Need).where(Need.id == need.id).values(none))
    session.commit()
    hers.open("/s/needs")
    settle(hers)
    while not (cash := kept(hers, "ticket")["cash"]):
        hers.page.wait_for_timeout(50)
    cut(hers)
    hers.open(f"/s/needs/{code}")
    hers.choose("#sums button")
    shot(hers.page, "offline-count-320-en")
    total = asked * need.quantity
    for face, count in pile(Money(total, need.currency)):
        place = [at[0] // cash[need.currency]["per"] for at in cash[need.currency]["faces"]]
        for _ in range(count):
            keys = hers.page.locator("#sums button.tile:has(u)")
            keys.nth(place.index(face)).click()
    assert "".join(filter(str.isdigit, hers.page.inner_text("#sums .row b"))) == str(total // 100)
    hers.choose("#sums button.yes")
    expect(hers.page.locator("#rows")).to_contain_text("Not sent yet")
    cut(hers, off=False)
    hers.page.evaluate("dispatchEvent(new Event('online'))")
    expect(hers.page.locator("#rows")).to_contain_text("Sent")
    session.rollback()
    sent = session.scalars(select(Offer).order_by(Offer.id.desc())).first()
    assert sent is not None
    assert (sent.need_id, sent.quantity, sent.price_minor) == (need.id, need.quantity, asked)


def test_pages_open_though_the_store_fails(hers: Hand) -> None:
    """A full phone keeps nothing, and an answer may tear the store away: no page is lost by it."""
    worker(hers, "store = () => Promise.reject(new Error('full'))")
    hers.open("/s/offers")
    assert hers.page.locator("form[action='/s/leave']").count()
    worker(hers, "get = () => Promise.resolve('a token'), put = () => Promise.reject()")
    hers.open("/s/money")
    assert hers.page.url.endswith("/s/money")
    hers.leave()
    assert hers.page.locator("form[action='/s/leave']").count() == 0


def test_no_page_comes_before_her_leave_is_said(hers: Hand) -> None:
    worker(hers, "get = () => Promise.resolve('x'), post = () => Promise.resolve({status: 503})")
    hers.open("/s/money")
    assert hers.page.locator("form[action='/s/leave']").count() == 0
    assert hers.page.locator("#board").count()


@pytest.mark.feature("K2")
def test_an_answer_waits_and_is_sent_once(hers: Hand, session: Session) -> None:
    before = offers(session)
    cut(hers)
    hers.open("/s/needs")
    code = answers(hers)
    expect(hers.page.locator("#rows")).to_contain_text("Not sent yet")
    shot(hers.page, "offline-waits-320-en")
    assert offers(session) == before
    row = kept(hers, "queue")[0]
    assert row["code"] == code
    cut(hers, off=False)
    hers.page.evaluate("dispatchEvent(new Event('online'))")
    expect(hers.page.locator("#rows")).to_contain_text("Sent")
    assert offers(session) == before + 1
    put(hers, "queue", [{**row, "state": "waiting"}])  # the reply was lost: it is sent again
    hers.page.evaluate("dispatchEvent(new Event('online'))")
    comes(hers, "sent")
    assert offers(session) == before + 1


def test_the_last_press_without_a_signal_is_kept(hers: Hand, session: Session) -> None:
    before = offers(session)
    code = next(iter(kept(hers, "ticket")["needs"]))
    hers.open(f"/s/needs/{code}/quantity")
    hers.tap("button[name=quantity]")
    hers.tap("button[value=asked]")
    cut(hers)
    hers.tap("form:has(input[name=key]) button.yes")
    expect(hers.page.locator("#rows")).to_contain_text("Not sent yet")
    cut(hers, off=False)
    hers.page.evaluate("dispatchEvent(new Event('online'))")
    expect(hers.page.locator("#rows")).to_contain_text("Sent")
    assert offers(session) == before + 1


def test_what_waits_goes_with_its_person(hers: Hand, session: Session) -> None:
    before = offers(session)
    cut(hers)
    hers.open("/s/needs")
    answers(hers)
    expect(hers.page.locator("#rows")).to_contain_text("Not sent yet")
    row, old = kept(hers, "queue")[0], kept(hers, "ticket")
    hers.choose("#door")
    expect(hers.page.locator("#door")).to_be_hidden()
    assert hers.page.locator("#rows").inner_text() == ""
    assert not kept(hers, "queue")
    assert kept(hers, "ticket") is None
    cut(hers, off=False)
    hers.open("/s/")
    assert hers.page.locator("form[action='/s/leave']").count() == 0  # the seat ended too
    hers.sit(UMOJA)
    put(hers, "queue", [row])  # put back by hand: it is still not sent as another
    hers.open("/s/")
    settle(hers)
    hers.page.wait_for_timeout(500)
    assert not kept(hers, "queue")
    assert kept(hers, "ticket")["owner"] != old["owner"]
    assert offers(session) == before


def test_nothing_personal_lies_in_the_caches(hers: Hand) -> None:
    for path in ("/s/", "/s/offers", "/s/money", "/s/needs"):
        hers.open(path)
        settle(hers)
    found = hers.page.evaluate(CACHED)
    assert len(found) == 1
    for mark in ("Zuhura", "fish-47", 'name="csrf"', '/s/leave"', 'class="money"'):
        assert mark not in found[0]


def test_an_old_shell_and_junk_both_survive(hers: Hand, session: Session) -> None:
    before = offers(session)
    put(
        hers,
        "queue",
        [
            7,
            None,
            {"code": "<b>"},
            {
                "code": "AAAAAA",
                "key": "x" * 20,
                "quantity": 1,
                "price": 1,
                "owner": kept(hers, "ticket")["owner"],
                "state": "waiting",
            },
        ],
    )
    hers.open("/s/")
    settle(hers)
    expect(hers.page.locator("#kept")).to_be_visible()
    hers.tap("#kept")
    expect(hers.page.locator("#rows")).to_contain_text("Ask your helper")
    shot(hers.page, "offline-help-320-en")
    put(hers, "queue", "junk")
    put(hers, "ticket", {"v": 99, "needs": 3})
    hers.page.evaluate(
        "caches.open('shell-2').then(c => c.put('/s/app', new Response('<h1>old</h1>',"
        " {headers: {'Content-Type': 'text/html'}})))"
    )
    hers.open("/s/")
    settle(hers)
    cut(hers)
    hers.open("/s/needs")
    assert hers.page.locator("#board [data-code]").count()
    assert offers(session) == before
