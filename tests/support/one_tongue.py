"""One language a page (rule 6), and pictures that point where its readers' eyes go.

A word of a language is one that its catalogue, its calendar or its numbers know. Besides them only
names are on a page: of people, houses and places, which stand in the database.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

from babel import Locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination, Place
from marketplace.i18n import LANGUAGES
from marketplace.i18n.catalogue import messages
from marketplace.people.models import Operator, Person
from marketplace.sourcing.models import Property
from marketplace.web.pages import POINTING
from tests.support.markup import SILENT, Page, classes, describe, is_element, is_svg, local

NAMED = (Destination.name, Place.name, Operator.name, Person.name, Property.name)
# Letters with the marks above and below them; a number is nobody's word.
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’\u00ad\u064b-\u0670\u0900-\u0963\u200c\u200d])*")
HOLDERS = re.compile(r"%\(\w+\)[sd]")
SAID = ("aria-label", "alt", "title", "placeholder")


@cache
def vocabulary(code: str) -> frozenset[str]:
    """Return every word of a language, in small letters."""
    asked = messages("sw" if code == "en" else code)._catalog  # type: ignore[attr-defined]  # a GNUTranslations
    texts = asked.values() if code != "en" else (k[0] if isinstance(k, tuple) else k for k in asked)
    calendar = (Locale.parse(code).months, Locale.parse(code).days)
    return _words([*texts, *_leaves(calendar), LANGUAGES[code].name])


def _leaves(table: Any) -> Iterator[str]:
    for value in table.values() if hasattr(table, "values") else table:
        if isinstance(value, str):
            yield value
        else:
            yield from _leaves(value)


def _words(texts: Any) -> frozenset[str]:
    plain = (HOLDERS.sub(" ", text) for text in texts)
    return frozenset(word.casefold() for text in plain for word in WORD.findall(text))


def names(session: Session) -> frozenset[str]:
    """Return the words of all names, which no language changes."""
    return _words(name for column in NAMED for name in session.scalars(select(column)))


def strangers(page: Page, known: frozenset[str]) -> Iterator[str]:
    """Rule 6: no word of another language is on a page; ``known`` are the names."""
    code = page.root.get("lang", "")
    told = vocabulary(code) | known
    for text in _read(page.root, code):
        odd = [word for word in WORD.findall(text) if word.casefold() not in told]
        if odd:
            yield f"tongue: {' '.join(odd)!r} is not {code}: {text.strip()!r}"


def _read(element: Element, code: str) -> Iterator[str]:
    """Yield every text that is seen or said in a language; a name in its own is left out."""
    name = local(element) if is_element(element) else "script"
    if name in SILENT - {"head", "title"} or element.get("lang", code) != code:
        return
    yield from (element.get(what, "") for what in SAID)
    yield element.text or ""
    for child in element:
        yield from _read(child, code)
        yield child.tail or ""


def pointed(page: Page) -> Iterator[str]:
    """Pictures with a direction are mirrored where people write from right to left, only there."""
    turned = page.root.get("dir") == "rtl"
    for drawn in (e for e in page.all() if is_svg(e) and "pic" in classes(e)):
        for use in (e for e in drawn.iter() if is_element(e) and local(e) == "use"):
            code = (use.get("{http://www.w3.org/1999/xlink}href") or "").removeprefix("#p-")
            if ("transform" in use.attrib) != (turned and code in POINTING):
                yield f"picture: {describe(drawn)} of {code} points the wrong way"
