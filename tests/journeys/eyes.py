"""A person's hands with open eyes: every page that comes to them is looked at, in one language."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response
from sqlalchemy.orm import Session

from marketplace.i18n import LANGUAGES
from tests.journeys.hands import Hand
from tests.support import page_checker
from tests.support.markup import parse
from tests.support.one_tongue import names, pointed, strangers

MEASURE, WORDS = (
    (Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("measure.js", "words.js")
)


class Eyes(Hand):
    """A small phone without a script; ``flaws`` tells what was wrong with any page on the way."""

    def __init__(self, page: Page, session: Session, language: str) -> None:
        super().__init__(page, session)
        self.language, self.known = language, names(session)
        self.flaws: list[str] = []
        self.seen: list[str] = []

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
