"""Addresses and buttons with endless numbers, and signs that no database holds: never a fault."""

import re
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.pages.porch.people import browser, csrf_of
from tests.support.client import PageClient
from tests.world.demo_loaded import fill

loaded = pytest.mark.filled.with_args(fill)
WHO = ("neema", "bakari", "admin", "fish-47")  # who reaches most
FAR = "9" * 30
NAMES = ("before", "after", "page", "number", "version", "person", "day", "from", "to", "answers",
         "quantity")  # fmt: skip


def hostile(rule: str, sign: str) -> str:
    """Return an address whose numbers have no end, and whose names hold a sign of nothing."""
    numbered = re.sub(r"<int:\w+>", FAR, rule)
    return re.sub(r"<\w+>", quote(f"no{sign}such"), numbered)


@loaded
@pytest.mark.parametrize("who", WHO)
def test_no_address_is_a_fault_whatever_stands_in_it(
    app: Flask, session: Session, client: PageClient, who: str
) -> None:
    person = browser(session, client, who)
    person.checks = False  # pages are looked at elsewhere; here only that there is one
    queries = ["&".join(f"{name}={far}" for name in NAMES) for far in (FAR, "%00")]
    faults = {}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.endpoint == "ops.static":
            continue
        paths = [hostile(rule.rule, "\0")] if "<" in rule.rule else []
        paths += [] if "<" in rule.rule else [f"{rule.rule}?{query}" for query in queries]
        for path in paths:
            if (status := person.get(path).status_code) >= 500:
                faults[path[:60]] = status
    assert faults == {}


@loaded
@pytest.mark.parametrize("who", WHO)
def test_no_button_is_a_fault_whatever_it_sends(
    app: Flask, session: Session, client: PageClient, who: str
) -> None:
    person = browser(session, client, who)
    person.checks = False
    faults = {}
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or set()):
            continue
        for far in (FAR, "²", "\0"):
            data = {"csrf": csrf_of(person), **dict.fromkeys(NAMES, far)}
            path = hostile(rule.rule, "²")
            if (status := person.post(path, data=data).status_code) >= 500:
                faults[path[:60]] = status
    assert faults == {}
