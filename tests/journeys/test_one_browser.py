"""Two people, one browser: neither sees anything of the other; pages kept for Back included."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page

from marketplace.config import Config
from marketplace.kernel import clock
from tests.journeys.hands import Hand
from tests.journeys.world import DEMO
from tests.support.browser import NewPage, go_back, serving, serving_tls

pytestmark = DEMO
FISH, UMOJA = "fish-47", "drum-31"
HERS = ("/s/offers", "/s/orders", "/s/money")
ALONE = ("/s/me", "/s/quiet", "/s/phone", "/s/looks")
HREFS = "links => links.map(a => `href=\"${a.getAttribute('href')}\"`)"
Hold = Callable[[Page], Hand]
# Whether the page that stands there came out of the browser's memory, whole, as it was left.
WITNESS = "addEventListener('pageshow', shown => { window.outOfMemory = shown.persisted })"
SHARED = {"did", "__Host-did", "lang"}  # the browser's own, not a person's
# Everything scripts of this origin can read: storage, caches, databases.
STORED = """async () => {
  const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie]
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const asked of await cache.keys()) found.push(await (await cache.match(asked)).text())
  }
  for (const {name} of await indexedDB.databases()) {
    const db = await new Promise(done => {
      const asked = indexedDB.open(name)
      asked.onsuccess = () => done(asked.result)
    })
    for (const table of db.objectStoreNames) {
      const rows = await new Promise(done => {
        const asked = db.transaction(table).objectStore(table).getAll()
        asked.onsuccess = () => done(asked.result)
      })
      found.push(JSON.stringify(rows))
    }
    db.close()
  }
  return found.join('\\n')
}"""


@pytest.fixture(params=["insecure-http", "loopback", "https"])
def way(request: pytest.FixtureRequest) -> str:
    """Plain cookies over http; ``__Host-`` cookies, which loopback takes; and https."""
    return str(request.param)


@pytest.fixture
def config(config: Config, way: str) -> Config:
    return replace(config, insecure_http=way == "insecure-http", behind_tls=way == "https")


@pytest.fixture
def live(app: Flask, way: str) -> Iterator[str]:
    with (serving_tls if way == "https" else serving)(app) as address:
        yield address


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


def out_of_memory(hand: Hand, *, script: bool) -> bool | None:
    """Tell whether the browser kept this page whole for Back; nobody can tell without scripts."""
    return bool(hand.page.evaluate("window.outOfMemory")) if script else None


def stored(hand: Hand, *, script: bool) -> str:
    """Return all that this browser keeps where a script could find it."""
    return str(hand.page.evaluate(STORED)) if script else ""


def news(hand: Hand) -> set[str]:
    """Return what home says waits for whoever sits here."""
    hand.open("/s/")
    return set(hand.page.locator("main a.new").evaluate_all(HREFS))


@pytest.mark.feature("M1")
@pytest.mark.feature("M2")
@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_nothing_of_the_other_is_seen(phone: NewPage, hold: Hold, script: bool) -> None:
    hand = hold(phone(script=script, width=320, height=480))
    hand.page.add_init_script(WITNESS)
    hand.open("/s/?lang=en")
    hand.sit(FISH)
    hers = looks_around(hand)
    mine = news(hand)
    for path in ALONE:
        hand.open(path)
    assert hers
    go_back(hand.page)
    hand.page.locator("footer").wait_for()
    assert out_of_memory(hand, script=script) in {True, None}  # while she sits, Back is at once
    hand.leave()
    assert hand.page.locator("form[action='/s/leave']").count() == 0
    kept = hand.page.context.storage_state()
    assert {cookie["name"] for cookie in kept["cookies"]} <= SHARED
    assert kept["origins"] == []
    left = stored(hand, script=script)
    assert [one for one in (*hers, "Zuhura", "csrf", "owner", "ticket") if one in left] == []
    go_back(hand.page)
    hand.page.locator("footer").wait_for()
    assert out_of_memory(hand, script=script) in {False, None}  # the memory went with her
    shown = hand.page.content() + seen_going_back(hand, len(HERS) + len(ALONE))
    assert [one for one in hers if one in shown] == []
    assert "/s/leave" not in shown
    hand.sit(UMOJA)
    theirs = looks_around(hand)
    assert theirs
    assert theirs.isdisjoint(hers)
    assert news(hand).isdisjoint(mine - {'href="/s/orders"', 'href="/s/money"'})
    assert [one for one in hers if one in stored(hand, script=script)] == []
    shown = seen_going_back(hand, len(HERS) + 4)
    assert [one for one in hers if one in shown] == []


@contextmanager
def later(minutes: int) -> Iterator[None]:
    """Move the demo's clock on."""
    before = clock.offset()
    clock.set_offset(before + timedelta(minutes=minutes))
    try:
        yield
    finally:
        clock.set_offset(before)


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_phone_left_lying_locks_itself(phone: NewPage, hold: Hold, script: bool) -> None:
    """Nobody pressed leave: after ten minutes the next page is nobody's, and so is every other."""
    hand = hold(phone(script=script, width=320, height=480))
    hand.open("/s/?lang=en")
    hand.sit(FISH)
    hers = looks_around(hand)
    with later(11):
        hand.open("/s/needs")
        assert hand.page.locator("form[action='/s/leave']").count() == 0
        kept = hand.page.context.storage_state()
        assert {cookie["name"] for cookie in kept["cookies"]} <= SHARED
        shown = seen_going_back(hand, len(HERS) + 1)
        assert [one for one in hers if one in shown] == []
        hand.sit(UMOJA)
        assert looks_around(hand).isdisjoint(hers)


def test_back_after_signing_out_of_a_desk_shows_no_desk(desk: NewPage, hold: Hold) -> None:
    hand = hold(desk())
    hand.sign_in("anna", "/desk/?lang=en")
    hand.open("/desk/calls")
    hand.tap("form[action='/sign-out'] button")
    shown = seen_going_back(hand, 2)
    assert "/sign-out" not in shown
    assert "Mama Zuhura" not in shown
