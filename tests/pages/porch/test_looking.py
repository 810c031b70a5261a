"""Looking changes nothing, never fails, and costs few statements: every page, everybody.

Link previews and impatient thumbs open every address; each is opened here as each of the demo
world's people, by its own name and by whatever its pages link to.
"""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.pages.porch.people import EVERYBODY, addresses, browser, checksums
from tests.support.client import PageClient
from tests.support.statements import counting
from tests.world.demo_loaded import fill

loaded = pytest.mark.filled.with_args(fill)
PORCH, PAGE, DESK = 2, 8, 12  # architecture.md, Budgets
MOST_LINKS = 60
LINK = re.compile(r'<a\s[^>]*?href="([^"]*)"')


def linked(source: str) -> list[str]:
    """Return a page's links into this house; the page itself is checked as it arrives."""
    hrefs = (unescape(href) for href in LINK.findall(source))
    return [h for h in hrefs if h.startswith("/") and not h.startswith("/static/")]


def walk(client: PageClient, engine: Engine, first: list[str]) -> dict[str, tuple[int, int]]:
    """Open the addresses and what they link to; return the status and cost of each."""
    waiting, seen = list(dict.fromkeys(first)), {}
    most = len(waiting) + MOST_LINKS
    while waiting and len(seen) < most:
        path = waiting.pop(0)
        with counting(engine) as asked:
            answer = client.get(path)
        seen[path] = (answer.status_code, len(asked))
        if answer.status_code == 200 and answer.mimetype == "text/html":
            found = linked(answer.get_data(as_text=True))
            waiting += [link for link in found if link not in seen and link not in waiting]
    return seen


def budget(path: str) -> int:
    return PORCH + (DESK if urlsplit(path).path.startswith("/desk/") else PAGE)


@loaded
@pytest.mark.parametrize("who", EVERYBODY)
def test_looking_changes_nothing_never_fails_and_costs_little(
    app: Flask, engine: Engine, session: Session, client: PageClient, who: str
) -> None:
    person = browser(session, client, who)
    first = [path for _, path in addresses(app, session, "GET") if path != "/healthz"]
    before = checksums(session)
    seen = walk(person, engine, first)
    after = checksums(session)
    assert [name for name in before if before[name] != after[name]] == []
    assert {path: got for path, got in seen.items() if got[0] not in {200, 303, 403, 404}} == {}
    dear = {path: got for path, got in seen.items() if got[0] == 200 and got[1] > budget(path)}
    assert dear == {}
    assert sum(status == 200 for status, _ in seen.values()) >= 8
