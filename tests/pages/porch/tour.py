"""Everybody's tour of the house: every address, opened once by each of the demo world's people.

What is open to whom, what it costs, what it changes and what is heard there is told from one tour;
to walk it is the longest part of the tests.
"""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from marketplace.web.logs import JsonLines
from tests.pages.porch import canaries
from tests.pages.porch.people import addresses, browser, checksums
from tests.support.application import engine_of
from tests.support.client import PageClient
from tests.support.statements import counting

MOST_LINKS = 60
# A role is refused before anything is looked up, whatever thing the address names.
TRIES = 2
LINK = re.compile(r'<a\s[^>]*?href="([^"]*)"')


@dataclass(frozen=True)
class Seen:
    """What came of one address: its status, its statements, where it led, the canaries heard."""

    status: int
    cost: int
    led: str
    heard: frozenset[str]


@dataclass(frozen=True)
class Tour:
    """One person's tour: what came of each address, the doors tried, what it left behind."""

    seen: dict[str, Seen]
    doors: dict[str, str]  # endpoint by address
    changed: tuple[str, ...]  # tables
    log: str


def linked(source: str) -> list[str]:
    """Return a page's links into this house; the page itself is checked as it arrives."""
    hrefs = (unescape(href) for href in LINK.findall(source))
    return [h for h in hrefs if h.startswith("/") and not h.startswith("/static/")]


def text_of(answer: TestResponse) -> str:
    """Return everything an answer says; of an archive, what stands in each of its files."""
    data = answer.get_data()
    if not is_zipfile(BytesIO(data)):
        return data.decode()
    with ZipFile(BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode("utf-8-sig") for name in archive.namelist())


@contextmanager
def heard() -> Iterator[io.StringIO]:
    """Collect the log as it would be written."""
    lines, root = io.StringIO(), logging.getLogger("mkeka")
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    try:
        yield lines
    finally:
        root.removeHandler(handler)


def tour(app: Flask, session: Session, client: PageClient, who: str) -> Tour:
    """Let somebody open every address of the house, and some of what its pages link to.

    Only machines ask ``/healthz``, which tries out whether the database can be written to.
    """
    person = browser(session, client, who)
    doors = {path: rule.endpoint for rule, path in addresses(app, session, "GET")}
    del doors["/healthz"]
    first = [*doors, *canaries.cages(session)]
    before = checksums(session)
    with heard() as log:
        seen = _walk(app, person, first, doors)
    after = checksums(session)
    changed = tuple(name for name in before if before[name] != after[name])
    tried = {path: endpoint for path, endpoint in doors.items() if path in seen}
    return Tour(seen, tried, changed, log.getvalue())


def _walk(
    app: Flask, person: PageClient, first: list[str], doors: dict[str, str]
) -> dict[str, Seen]:
    engine = engine_of(app)
    waiting = dict.fromkeys(first)
    seen: dict[str, Seen] = {}
    refused: Counter[str] = Counter()
    most = len(waiting) + MOST_LINKS
    while waiting and len(seen) < most:
        path = next(iter(waiting))
        del waiting[path]
        door = doors.get(path, path)
        if refused[door] == TRIES:
            most -= 1
            continue
        with counting(engine) as asked:
            answer = person.get(path)
        refused[door] += answer.status_code == 403
        text = text_of(answer)
        told = frozenset(word for word in canaries.ALL if word in text)
        seen[path] = Seen(answer.status_code, len(asked), answer.headers.get("Location", ""), told)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            waiting |= dict.fromkeys(link for link in linked(text) if link not in seen)
    return seen
