"""Every word of every language in the narrowest place it may stand in, on the smallest phones.

A word too long for a line breaks at a soft hyphen of its catalogue, never anywhere else, and
nothing sticks out of its button.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from markupsafe import Markup

from marketplace.catalogue.rules.prompts import PROMPTS
from marketplace.catalogue.words import KEY_WORDS, LEAF_SHORT, SPEC_SHORT
from marketplace.i18n import LANGUAGES, gettext, speaking
from marketplace.web.assets import text_of
from marketplace.web.styles import SHEET
from tests.journeys.eyes import WORDS
from tests.support.browser import NewPage
from tests.support.setting import ROOT

WIDTHS = (240, 320, 360)
TEMPLATES = ROOT / "marketplace" / "templates" / "supplier"
TILE = re.compile(r'\b(?:tile|go)\(word\("(\w+)"([^}]*)')
KIND = re.compile(r'"(yes|no|wide)"(?:, key=\d|, \d|)\)')
PAGE = """<!doctype html><html lang="{code}" dir="{way}"><title>.</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>{styles}</style>
<body><main>{body}</main></body></html>"""

HEAD = Markup('<header><h1>{}</h1><a class="ear" href="/"></a></header>')

PUSHED = """[...document.querySelectorAll('header')].filter(e => e.scrollWidth > e.clientWidth)
  .map(e => e.textContent)"""


def in_tiles() -> Iterator[tuple[str, str]]:
    """Yield the prompts that stand in half a line, beside another choice, each with its kind."""
    for path in sorted(TEMPLATES.glob("*.html")):
        for key, rest in TILE.findall(path.read_text(encoding="utf-8")):
            kind = KIND.search(rest)
            yield PROMPTS[key], kind[1] if kind else ""


def macro_of(app: Flask, name: str) -> Any:
    """Return the macro that gave its template the name."""
    return getattr(app.jinja_env.get_template(f"ui/{name}.html").module, name)


def drawn(app: Flask) -> Iterator[str]:
    """Yield every word where it has least room: half a line, a line, a known thing, a title."""
    tile, fact, row = (macro_of(app, name) for name in ("tile", "fact", "row"))
    yield '<div class="line">'
    for text, kind in [*in_tiles(), *((name, "") for name in KEY_WORDS.values())]:
        yield tile(gettext(text), "yes", kind=kind)
        yield tile("", "yes", kind=kind)
    yield '</div><ul class="line">'
    for text in (*PROMPTS.values(), *LEAF_SHORT.values(), *SPEC_SHORT.values()):
        yield fact("yes", gettext(text))
    yield "</ul>"
    for text in PROMPTS.values():
        yield row(gettext(text), "yes", "/") + HEAD.format(gettext(text))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_word_fits(app: Flask, phone: NewPage, code: str) -> None:
    assert {(PROMPTS["i_can"], "yes"), (PROMPTS["no"], "no")} <= set(in_tiles())
    with app.test_request_context("/s/"), speaking(code):
        body = "".join(drawn(app))
    page = phone(script=False, width=WIDTHS[0], height=320)
    way = LANGUAGES[code].direction
    page.set_content(PAGE.format(code=code, way=way, styles=text_of(SHEET), body=body))
    found: set[str] = set()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 320})
        found |= {f"{width}: rule {told}" for told in page.evaluate(WORDS)}
        found |= {f"{width}: no room for a speaker: {told}" for told in page.evaluate(PUSHED)}
    assert found == set(), "\n".join(sorted(found))
