"""Every supplier's page in all eight languages: few words, spoken, light, and of one language.

One walk in English finds the pages, a few of each kind; of pages that say the same, one is opened
in every language. An answer half given and what is not there belong to them.
"""

import re
from collections import Counter
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.i18n import LANGUAGES
from marketplace.people.models import Supplier
from marketplace.sourcing.models import Asked, Need
from marketplace.sourcing.rules.lists import Answer, NeedState
from tests.pages.porch.people import browser, csrf_of
from tests.support import page_checker, supplier_checker
from tests.support.client import PageClient
from tests.support.markup import parse
from tests.support.one_tongue import names, pointed, strangers
from tests.support.spoken import speak_everything
from tests.support.supplier_checker import interface_text
from tests.world.demo_loaded import fill

loaded = pytest.mark.filled.with_args(fill)
FISH = "fish-47"
STRANGER = ("", "needs", "kinds", "who", "who/fish", "card", f"code?who={FISH}", "help")
QUESTIONS = ("", "/quantity", "/money", "/money/other", "/money/count", "/right", "/not-me")
LINK = re.compile(r'<a\s[^>]*?href="(/s/[^"?#]*(?:\?[^"#]+)?)')
NAME = re.compile(r"/(?=[^/?]*[A-Z0-9_])[\w-]{6,}")
A_KIND, ENOUGH = 3, 50
_found: dict[str, tuple[str, ...]] = {}


@pytest.fixture(autouse=True)
def spoken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every clip is there, so every word of every page must be heard."""
    speak_everything(app.extensions["mkeka"].data_dir)
    monkeypatch.setattr(supplier_checker, "SPOKEN", True)


@pytest.fixture
def her(session: Session, client: PageClient) -> PageClient:
    """Mama Zuhura, seated, with an answer half given; her pages are read here, not unasked."""
    client.checks = False
    browser(session, client, FISH)
    client.post(
        f"/s/needs/{waiting(session)}/quantity", data={"quantity": "1", "csrf": csrf_of(client)}
    )
    client.post(
        f"/s/needs/{waiting(session)}/money", data={"sum": "asked", "csrf": csrf_of(client)}
    )
    return client


def waiting(session: Session) -> str:
    """Return the code of a need that waits for her answer."""
    asked = (
        select(Need.code)
        .join(Asked, Asked.need_id == Need.id)
        .join(Supplier, Supplier.id == Asked.supplier_id)
        .where(
            Supplier.name == "Mama Zuhura Bakari", Asked.answer == Answer.WAITING,
            Need.state == NeedState.PUBLISHED,
        )
        .order_by(Need.id)
    )  # fmt: skip
    return session.scalars(asked).first() or pytest.fail("no need waits for her")


def walked(client: PageClient, first: list[str]) -> tuple[str, ...]:
    """Return the addresses from these on, each of which says something that none before it says."""
    queue, told, kept, kinds = list(first), set[str](), [], Counter[str]()
    for address in queue:
        kinds[NAME.sub("/*", address)] += 1
        answer = client.get(address)
        if answer.mimetype != "text/html" or answer.status_code != 200:
            continue
        source = answer.get_data(as_text=True)
        texts = {re.sub(r"\d+", "", text) for text, _ in interface_text(parse(source))}
        kept += [address] if texts - told else []
        told |= texts
        ways = dict.fromkeys(unescape(way) for way in LINK.findall(source))
        queue += [w for w in ways if w not in queue and kinds[NAME.sub("/*", w)] < A_KIND]
    return tuple(kept)


def pages(template: str, session: Session, client: PageClient) -> tuple[str, ...]:
    """Return the addresses to open; found once for all languages of a worker."""
    if template not in _found:
        client.set_cookie("lang", "en", path="/")
        questions = [f"/s/needs/{waiting(session)}{question}" for question in QUESTIONS]
        lost = ["/s/needs/NO-SUCH", "/s/offers/no-such"]
        _found[template] = (*walked(client, [*questions, "/s/", "/language"]), *lost)
    return _found[template]


def flaws(client: PageClient, address: str, known: frozenset[str]) -> list[str]:
    """Return everything wrong with a page: the house's rules, the supplier's, and one language."""
    answer = client.get(address)
    if answer.status_code in {302, 303}:
        return []
    source = answer.get_data(as_text=True)
    headers = dict(answer.headers)
    found = page_checker.problems(source, path=answer.request.path, headers=headers)
    found += [*strangers(parse(source), known), *pointed(parse(source))]
    return [f"{address}: {problem}" for problem in found]


@loaded
@pytest.mark.only("sqlite")
@pytest.mark.feature("L2")
@pytest.mark.feature("L4")
@pytest.mark.parametrize("code", LANGUAGES)
def test_her_pages_in_each_language(
    app: Flask, session: Session, template: str, her: PageClient, code: str
) -> None:
    addresses = pages(template, session, her)
    assert len(addresses) >= ENOUGH
    her.set_cookie("lang", code, path="/")
    known = names(session)
    assert [flaw for address in addresses for flaw in flaws(her, address, known)] == []


@loaded
@pytest.mark.only("sqlite")
@pytest.mark.feature("L4")
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_strangers_pages_in_each_language(
    session: Session, client: PageClient, code: str
) -> None:
    client.checks = False
    client.set_cookie("lang", code, path="/")
    ways = [f"/s/{way}{'&' if '?' in way else '?'}d=manyara" for way in STRANGER]
    known = names(session)
    assert [flaw for way in ways for flaw in flaws(client, way, known)] == []
