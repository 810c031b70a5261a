"""Beginning an answer by a symbol alone: the thumb's way, for the tests of both sides."""

import re
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from marketplace.sourcing.models import Need
from tests.pages.supplier.village import enter, follow, link, press
from tests.support.client import PageClient

TOKEN = re.compile(r'name="csrf" value="[^"]*"')


def name(client: PageClient, need: Need, number: str = "47", drawing: str = "Fish") -> TestResponse:
    """From the public need by "I can" to the first question: a drawing and a number, no code."""
    page = client.get(f"/s/needs/{need.code}")
    page = client.get(client.get(link(page, "I can")).headers["Location"])
    return name_on(client, page, number, drawing)


def name_on(client: PageClient, page: TestResponse, number: str, drawing: str) -> TestResponse:
    """From "who are you" on."""
    page = client.get(link(page, drawing))
    return follow(client, enter(client, page, number=number))


def say(client: PageClient, page: TestResponse, much: str = "All 20") -> TestResponse:
    """So many, at the price they say, to the last look."""
    page = follow(client, press(client, page, much))
    return follow(client, press(client, page, "They say"))


def prove(client: PageClient, page: TestResponse, keys: str = "1234") -> TestResponse:
    """Press send, and show four pictures."""
    return follow(client, enter(client, client.get(link(page, "Send")), keys=keys))


def rows(session: Session, model: Any) -> list[Any]:
    """What others have committed meanwhile."""
    session.rollback()
    return list(session.scalars(select(model).order_by(model.id)))


def count(session: Session, model: Any) -> int:
    return len(rows(session, model))


def pages(client: PageClient, need: Need, number: str) -> list[str]:
    """Every page of the way under a symbol, without the tokens that differ by request."""
    page = name(client, need, number)
    found = [page, follow(client, press(client, page, "All 20"))]
    found.append(client.get(link(found[-1], "Tap the money")))
    found.append(follow(client, press(client, found[1], "They say")))
    code = client.get(link(found[-1], "Send"))
    wrong = follow(client, enter(client, code, keys="5678"))
    found.append(wrong)
    texts = [
        TOKEN.sub("", p.get_data(as_text=True)).replace(f"Fish {number}", "Fish") for p in found
    ]
    pad = re.compile(r'<div class="pad".*?</form>|<symbol .*</symbol>', re.DOTALL)
    return [*texts[:-1], pad.sub("", texts[-1])]  # her twelve pictures, or twelve others
