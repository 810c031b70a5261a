"""The hands of somebody who cannot read, and eyes that look at every page in one language.

What is pressed is found with all words hidden: by its picture, or, where another choice shows the
same one, by its key. What is typed are digits.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response
from sqlalchemy.orm import Session

from marketplace.i18n import LANGUAGES
from tests.journeys.hands import Hand
from tests.support import page_checker
from tests.support.markup import parse
from tests.support.one_tongue import names, pointed, strangers

MEASURE, WORDS = (
    (Path(__file__).parent / name).read_text(encoding="utf-8")
    for name in ("measure.js", "words.js")
)
HIDE = "document.styleSheets[0].insertRule('*{-webkit-text-fill-color:transparent!important}', 0)"
INKS = """[...document.querySelectorAll('body *')].filter(e => !e.closest('svg'))
  .map(e => getComputedStyle(e).webkitTextFillColor)"""
OUTLINE = "parseFloat(getComputedStyle(document.activeElement).outlineWidth)"
KEY = "document.activeElement.getAttribute('accesskey')"
STEPS = 24  # from choice to choice, before a page has no such key
# Whether no other choice of the page shows the same pictures; one without a picture is like any.
ALONE = """e => {
  const drawn = e => [...e.querySelectorAll('use')].map(u => u.getAttribute('xlink:href')).join();
  const like = [...document.querySelectorAll('a,button')].filter(o => drawn(o) === drawn(e));
  return drawn(e) !== '' && like.length === 1;
}"""


def wordless(page: Page) -> None:
    """Hide every word and number from the eye; pictures stay where they are."""
    page.evaluate(HIDE)
    assert page.evaluate("document.body.innerText.trim().length") > 0  # the words are there,
    assert set(page.evaluate(INKS)) == {"rgba(0, 0, 0, 0)"}  # and nobody sees them


def step_to_key(page: Page, key: str) -> None:
    """Step from choice to choice, as a D-pad does, to the one with this access key; press it."""
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        if page.evaluate(KEY) == key:
            assert page.evaluate(OUTLINE) >= 3  # the focus is seen
            page.keyboard.press("Enter")
            return
    pytest.fail(f"no key {key} on {page.url}")


class Eyes(Hand):
    """A small phone without a script; ``flaws`` tells what was wrong with any page on the way."""

    def __init__(self, page: Page, session: Session, language: str) -> None:
        super().__init__(page, session)
        self.language, self.known = language, names(session)
        self.flaws: list[str] = []
        self.seen: list[str] = []

    def tap(self, selector: str) -> None:
        """Find it without a word, press it, and look at the page that comes."""
        wordless(self.page)
        there = self.page.locator(selector).first
        alone, key = there.evaluate(ALONE), there.get_attribute("accesskey")
        assert alone or key, f"{selector} on {self.page.url} has no picture of its own and no key"
        with self.page.expect_navigation() as came:
            if alone:
                there.tap()
            else:
                step_to_key(self.page, str(key))
        self.arrived(came.value)

    def type(self, selector: str, digits: str) -> None:
        """Type digits into the one line there is for them."""
        wordless(self.page)
        self.page.locator(selector).tap()
        self.page.keyboard.type(digits)

    def enter(self) -> None:
        """Press the key that sends what was typed."""
        with self.page.expect_navigation() as came:
            self.page.keyboard.press("Enter")
        self.arrived(came.value)

    def find_page(self, selector: str) -> None:
        """Go on from page to page until it is there."""
        while not self.page.locator(selector).count():
            self.tap("main a.more:has(use[*|href='#p-more'])")

    def arrived(self, answer: Response | None) -> None:
        """Look at the page: its source by the house's rules, and how it stands on the screen."""
        assert answer is not None
        at = urlsplit(answer.url).path
        self.seen.append(at)
        self.flaws += [f"{at}: {flaw}" for flaw in (*self._read(answer, at), *self._measured())]

    def _read(self, answer: Response, at: str) -> Iterator[str]:
        source = answer.text()
        policy = answer.headers.get("content-security-policy", "")
        yield from page_checker.problems(
            source, path=at, headers={"Content-Security-Policy": policy}
        )
        page, tongue = parse(source), LANGUAGES[self.language]
        if (page.root.get("lang"), page.root.get("dir")) != (tongue.code, tongue.direction):
            yield f"speaks {page.root.get('lang')}, not {tongue.code}"
        yield from (*strangers(page, self.known), *pointed(page))

    def _measured(self) -> list[str]:
        return [f"rule {told}" for told in measured(self.page)]


def measured(page: Page) -> list[str]:
    """Return what is too small, too near, too pale, too wide or cut on the open page."""
    assert page.viewport_size
    return [*page.evaluate(MEASURE, page.viewport_size["width"]), *page.evaluate(WORDS)]
