"""A supplier page's styles: of the one sheet only the rules that something on the page can meet.

The frame leaves a place for them in its head; it is filled when the page stands and every class on
it is known. Pages with the same classes send the same text, so the content policy allows it by its
hash and a kept copy (304) stays whole. What a script will make is named by ``data-look``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from flask import g
from markupsafe import Markup

from marketplace.web import assets

SHEET = "supplier.css"
PLACE = Markup("<!--style-->")
_CLASSES = re.compile(r' (?:class|data-look|dir)="([^"]+)"')  # a direction counts as a class
_NAME = re.compile(r"(?:\.|\[dir=)([a-z][\w-]*)")
_BLOCK = re.compile(r"(@media[^{]*)\{((?:[^{}]*\{[^{}]*\})*)\s*\}|([^{}@]+)\{([^{}]*)\}")
_SETS = 512  # of classes: some hundred stand on pages; more only cost time


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the width it is for, its selectors with the classes each needs, its body."""

    media: str
    selectors: tuple[tuple[str, frozenset[str]], ...]
    body: str

    def fitting(self, classes: frozenset[str]) -> str:
        """Return the rule for a page with these classes; nothing where it cannot be met."""
        met = ",".join(text for text, needs in self.selectors if needs <= classes)
        return f"{met}{{{self.body}}}" if met else ""


def place() -> Markup:
    """Leave a place for the styles in the page's head."""
    return PLACE


def settled(html: str) -> str:
    """Put the styles where the head has left their place, and let the policy know their hash."""
    if PLACE not in html:
        return html
    names = " ".join(set(_CLASSES.findall(html)))
    text = sheet_for(frozenset(names.split()))
    g.inline_styles = g.get("inline_styles", frozenset()) | {text}
    return html.replace(PLACE, f"<style>{text}</style>", 1)


@lru_cache(maxsize=_SETS)
def sheet_for(classes: frozenset[str]) -> str:
    """Return the rules that a page with these classes can meet, in the sheet's order."""
    out, open_media = [], ""
    for rule in rules():
        text = rule.fitting(classes)
        if text and rule.media != open_media:
            out.append(("}" if open_media else "") + (f"{rule.media}{{" if rule.media else ""))
            open_media = rule.media
        out.append(text)
    return "".join(out) + ("}" if open_media else "")


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of the sheet."""
    return tuple(_read(assets.text_of(SHEET)))


def _read(text: str, media: str = "") -> Iterator[Rule]:
    for found in _BLOCK.finditer(text):
        if found[1]:
            yield from _read(found[2], found[1].strip())
        else:
            names = (one.strip() for one in found[3].split(","))
            needs = tuple((one, frozenset(_NAME.findall(one))) for one in names)
            yield Rule(media, needs, found[4].strip())
