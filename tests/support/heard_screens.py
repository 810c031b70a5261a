"""What a speaker of a supplier's page says, and which words of the page it must say (rule 4)."""

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from marketplace.catalogue.rules.prompts import PROMPTS
from marketplace.catalogue.rules.spoken.tokens import RECORDED_AS, clips_of, split
from marketplace.catalogue.words import GROUP_SHORT, KEY_WORDS, LEAF_SHORT, SPEC_SHORT
from marketplace.i18n import gettext, speaking
from tests.support.markup import Page, classes, local, squeeze

COUNTED = re.compile(r"\s+[\d.,'’\u00a0\u202f ]+$")


def is_chosen(element: Element, page: Page) -> bool:
    """Tell whether an element is something to choose."""
    return any(local(e) == "a" for e in [element, *page.above(element)])


def said_of(text: str) -> Iterator[str]:
    """Yield the parts of a text that are words of their own: "Tomatoes · 20 kg", "All 20"."""
    for part in text.split("·"):
        yield squeeze(COUNTED.sub("", part))


def clips(ear: Element, language: str) -> Iterator[str]:
    """Yield every clip that a speaker plays; a prompt's is named by its key."""
    said = unquote(ear.get("href", "")).rpartition("/")[2]
    for token in split(said.removesuffix(".mp3")):
        yield from clips_of(token, language)


def is_tool(element: Element, page: Page) -> bool:
    """Tell whether an element belongs to the tools, which are the same on every page."""
    return any({"tools", "practice"} & classes(e) for e in [element, *page.above(element)])


@cache
def words_of(language: str) -> dict[str, str]:
    """Return the words of each prompt, thing and symbol in a language, by its clip."""
    named = {"leaf": LEAF_SHORT, "spec": SPEC_SHORT, "group": GROUP_SHORT, "key": KEY_WORDS}
    things = {f"{kind}.{code}": text for kind, of in named.items() for code, text in of.items()}
    prompts = {f"p.{RECORDED_AS[key]}": text for key, text in PROMPTS.items()}
    with speaking(language):
        return {clip: gettext(text) for clip, text in {**prompts, **things}.items()}
