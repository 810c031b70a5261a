"""Where she covered her money, no page of hers shows or says an amount before she taps for it."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from marketplace.config import Config
from marketplace.people.models import QuietMode
from tests.pages.porch.people import _seated, addresses, browser
from tests.support.client import PageClient
from tests.support.markup import Page, classes, parse, said
from tests.support.spoken import speak_everything
from tests.support.supplier_checker import drawings
from tests.world.demo_loaded import fill

loaded = pytest.mark.filled.with_args(fill)
PIECE = re.compile(r"(tzs|kes|cash)-(note|coin)-\d+")
# Notes to be tapped are the same for everybody and say nothing of hers.
KEYPADS = re.compile(r"/s/(needs|offers)/[^/]+/(money|price)/count|/s/costs/.+|/s/money/[^/]+/less")


def shown(page: Page) -> Iterator[str]:
    """Everything on a page that is an amount, to the eye or to the ear."""
    yield from (said(e, page) for e in page.all() if "money" in classes(e))
    yield from (name for name in drawings(page.root) if PIECE.fullmatch(name))
    ears = (unquote(a.get("href", "")) for a in page.all("a") if "ear" in classes(a))
    yield from (one for one in ears if "money:" in one)


@loaded
@pytest.mark.feature("M3", part=True)
def test_no_page_shows_or_says_an_amount_unaided(
    app: Flask, session: Session, client: PageClient, config: Config
) -> None:
    speak_everything(config.data_dir)
    session.add(QuietMode(person_id=_seated(session, "fish-47"), covered=True))
    hers = browser(session, client, "fish-47")
    found, seen, uncovered = {}, 0, 0
    places = sorted({path for _, path in addresses(app, session, "GET") if path.startswith("/s/")})
    for path in [one for one in places if not KEYPADS.fullmatch(one)]:
        answer = hers.get(path)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        seen += 1
        amounts = list(shown(parse(answer.text)))
        if amounts:
            found[path] = amounts
        elif "show=1" in answer.text:
            uncovered += bool(list(shown(parse(hers.get(f"{path}?show=1").text))))
    assert found == {}
    assert seen > 30
    assert uncovered >= 2, "one tap on the page itself shows it"
