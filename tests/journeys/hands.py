"""A person's hands before a browser: what they do is counted, in taps, keys and seconds.

Seconds are keystroke-level estimates (Card, Moran and Newell): 1.1 to point and press, 0.28 a key,
1.35 to decide; and the page's own time is measured.
"""

from collections.abc import Callable
from time import monotonic, sleep
from typing import TypeVar

from playwright.sync_api import Page, Response
from sqlalchemy.orm import Session

PRESS, KEY, THINK = 1.1, 0.28, 1.35
PASSWORD, PICTURES = "demo-linkage", "1234"
PATIENCE, LAND = 15.0, "manyara"
Found = TypeVar("Found")


class Hand:
    """One browser, what was done with it since ``start``, and a look into the database."""

    def __init__(self, page: Page, session: Session) -> None:
        self.page, self.session = page, session
        self.start()

    def start(self) -> None:
        """Count from here."""
        self.taps = self.keys = self.decisions = 0
        self.waited = 0.0

    @property
    def seconds(self) -> float:
        """The time these steps take a person, pages included."""
        hands = self.taps * PRESS + self.keys * KEY + self.decisions * THINK
        return hands + self.waited

    def arrived(self, answer: Response | None) -> None:
        """Take the page that came as it is; eyes look at it (``eyes``)."""

    def open(self, address: str) -> None:
        """Open an address: a bookmark or a link from outside, counted as no tap."""
        self.arrived(self.page.goto(address))

    def speak(self, language: str) -> None:
        """Switch this browser's language."""
        self.open(f"/s/?lang={language}")

    def tap(self, selector: str) -> None:
        """Decide, press, and wait for the next page."""
        self.taps, self.decisions = self.taps + 1, self.decisions + 1
        begun = monotonic()
        with self.page.expect_navigation() as came:
            self.page.locator(selector).first.click()
        self.waited += monotonic() - begun
        self.arrived(came.value)

    def choose(self, selector: str) -> None:
        """Decide and press something that stays on this page."""
        self.taps, self.decisions = self.taps + 1, self.decisions + 1
        self.page.locator(selector).first.click()

    def write(self, selector: str, text: str) -> None:
        """Point at a field and type."""
        self.choose(selector)
        self.keys += len(text)
        self.page.locator(selector).first.fill(text)

    def sign_in(self, name: str, onward: str) -> None:
        """Sign in as one of the staff, if this browser is not, and go where the work is."""
        self.open(onward)
        if self.page.locator("input[name=password]").count():
            self.page.fill("input[name=email]", f"{name}@demo.example")
            self.page.fill("input[name=password]", PASSWORD)
            with self.page.expect_navigation():
                self.page.click("main form button.go")
        assert onward.partition("?")[0] in self.page.url, self.page.url

    def sit(self, symbol: str, onward: str = "/s/needs") -> None:
        """Sit down at a shared phone by symbol and picture code."""
        self.open(f"/s/code?d={LAND}&who={symbol}&next={onward}")
        self.page.fill("input[name=keys]", PICTURES)
        with self.page.expect_navigation():
            self.page.click("form:has(input[name=keys]) button.yes")
        assert self.page.url.endswith(onward), self.page.url

    def leave(self) -> None:
        """Press the leave door."""
        with self.page.expect_navigation():
            self.page.click("form[action='/s/leave'] button")

    def says(self) -> str:
        """What the page says."""
        return self.page.inner_text("body")

    def find(self, look: Callable[[Session], Found | None]) -> Found:
        """Look into the database until it is there: the worker has its own step."""
        until = monotonic() + PATIENCE
        while monotonic() < until:
            self.session.rollback()
            self.session.expire_all()
            found = look(self.session)
            if found is not None:
                return found
            sleep(0.05)
        raise AssertionError("it never came")
