"""No sentence is written into a page: in a language where everything is marked, nothing is bare.

Every message of the catalogue is answered as ⟦…⟧; what letters remain must be somebody's own words
(they stand in the database), the calendar's, or a name that no language changes.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from babel import Locale
from babel.support import NullTranslations
from flask import Flask
from sqlalchemy import String, select
from sqlalchemy.orm import Session

from marketplace.catalogue.rules import packed
from marketplace.db import Base
from marketplace.i18n import LANGUAGES, catalogue
from tests.pages.porch.people import addresses, browser
from tests.support import page_checker
from tests.support.client import PageClient
from tests.support.markup import parse
from tests.world.demo_loaded import fill

WORD = re.compile(r"[^\W\d_]{3,}")
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
SAID = ("aria-label", "alt", "title", "placeholder")
NOT_READ = {"script", "style", "code", "svg", "head"}
# Names that are the same in every language, and what a standard spells.
SAME = {
    "HDX", "HTTP", "INSECURE", "Mkeka", "OpenAPI", "OpenMoji", "PostgreSQL", "SQLite", "WFP",
    "http", "localhost",
}  # fmt: skip
EACH, PER_RULE = 8, 2
loaded = pytest.mark.filled.with_args(fill)


class Marked(NullTranslations):
    """Says every message between marks."""

    def gettext(self, message: object) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, one: str, many: str, num: int) -> str:
        return f"⟦{one if num == 1 else many}⟧"

    def pgettext(self, context: str, message: str) -> str:  # type: ignore[override]  # babel's is untyped
        return f"⟦{message}⟧"


@cache
def calendar() -> set[str]:
    """The words of dates and money, as the language itself writes them."""
    where = Locale.parse("sw")
    tables: list[Any] = [where.months, where.days, where.day_periods]
    names = [" ".join(_texts(table)) for table in tables]
    money = " ".join(where.currency_symbols.values())
    return set(WORD.findall(" ".join([*names, money, *where.currencies])))


def _texts(table: Any) -> Iterator[str]:
    for value in table.values() if hasattr(table, "values") else table:
        if isinstance(value, str):
            yield value
        else:
            yield from _texts(value)


def written(session: Session) -> set[str]:
    """Every word that stands in the database or in the data sets named on ``/about/data``."""
    found = set(WORD.findall(str(packed.sources())))
    for table in Base.metadata.sorted_tables:
        columns = [c for c in table.columns if isinstance(c.type, String)]
        for row in session.execute(select(*columns)) if columns else ():
            found |= set(WORD.findall(" ".join(str(cell) for cell in row if cell)))
    return found


def bare(source: str) -> Iterator[str]:
    """Yield the texts of a page that are nobody's message."""
    yield from _bare(next(iter(parse(source).all("body"))))


def _bare(element: Any) -> Iterator[str]:
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "script"
    tongue = element.get("lang", "sw") if isinstance(element.tag, str) else "sw"
    if name in NOT_READ or tongue != "sw":
        return
    yield from (element.get(what, "") for what in SAID)
    yield element.text or ""
    for child in element:
        yield from _bare(child)
        yield child.tail or ""


def unmarked(text: str) -> str:
    """Return a text without its messages, also those inside others."""
    while MARKED.search(text):
        text = MARKED.sub(" ", text)
    return text


def one_of_each(app: Flask, session: Session) -> Iterator[tuple[str, str]]:
    for rule, path in addresses(app, session, "GET"):
        if not rule.rule.startswith(("/api/", "/static/")):
            yield rule.rule, path


@loaded
@pytest.mark.only("sqlite")
@pytest.mark.feature("L4", part=True)
@pytest.mark.parametrize(
    "who", ["nobody", "neema", "anna", "usafi", "observer", "admin", "fish-47"]
)
def test_every_sentence_of_every_page_can_be_translated(
    app: Flask, session: Session, client: PageClient, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "_read", lambda *_: Marked())
    catalogue._bind.cache_clear()
    known = written(session) | calendar() | SAME
    known |= {word for tongue in LANGUAGES.values() for word in WORD.findall(tongue.name)}
    person, shown, odd = browser(session, client, who), {}, {}
    refused: set[str] = set()  # her role alone decides: the first of a rule's addresses says it
    monkeypatch.setattr(page_checker, "check", lambda *_, **__: None)  # marks outgrow its budgets
    try:
        for rule, path in one_of_each(app, session):
            if rule in refused or shown.get(rule, 0) >= PER_RULE:
                continue
            answer = person.get(f"{path}{'&' if '?' in path else '?'}lang=sw")
            if answer.status_code == 403:
                refused.add(rule)
            if answer.status_code != 200 or answer.mimetype != "text/html":
                continue
            shown[rule] = shown.get(rule, 0) + 1
            texts = (unmarked(text) for text in bare(answer.get_data(as_text=True)))
            left = {word for text in texts for word in WORD.findall(text)} - known
            if left:
                odd[path] = sorted(left)
    finally:
        catalogue._bind.cache_clear()
    assert odd == {}
    assert len(shown) >= EACH
