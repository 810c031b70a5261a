"""What every answer carries, pinned: policy, headers, caching, request ids, logs."""

import json
import logging
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.config import Config
from marketplace.people.models import WebSession
from marketplace.sourcing.models import Need
from marketplace.web.headers import source_hash
from tests.actions.linkage import PRICE, asks
from tests.pages.porch.people import csrf_of
from tests.pages.porch.tour import heard
from tests.pages.supplier.village import enter, follow, press, seated, village
from tests.support import application
from tests.support.client import PageClient
from tests.world import World
from tests.world.codes import KEYS

NewClient = Callable[[], PageClient]
PINNED = {
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "connect-src 'self'; img-src 'self' data:; media-src 'self'; manifest-src 'self'; "
        "worker-src 'self'; script-src 'self'; style-src 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(self), microphone=(self), payment=()",
    "Strict-Transport-Security": None,
    "Cache-Control": "private, no-store",
}
PUBLIC = ("/", "/about/data", "/needs/{code}")


@pytest.fixture
def world(session: Session) -> World:
    made = village(session)
    session.commit()
    return made


@pytest.fixture
def need(session: Session, world: World) -> Need:
    made = asks(session, world)
    session.commit()
    return made


def test_every_header_is_pinned(client: PageClient, world: World) -> None:
    headers = client.get("/sign-in").headers
    assert {name: headers.get(name) for name in PINNED} == PINNED
    assert "Server" not in headers
    page = client.get("/s/who")
    (style,) = re.findall(r"<style>(.*?)</style>", page.get_data(as_text=True))
    inline = page.headers["Content-Security-Policy"]
    allowed = f"{PINNED['Content-Security-Policy']} {source_hash(style)}"
    assert inline == allowed, "styles inside, by hash"


@pytest.mark.parametrize("path", ["/sign-in", "/no-such-page", "/s/who", "/s/offers", "/healthz"])
def test_whatever_is_answered_carries_them(client: PageClient, world: World, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "*" not in policy
    same = PINNED.keys() - {"Content-Security-Policy"}
    assert {name: headers.get(name) for name in same} == {name: PINNED[name] for name in same}


def test_behind_tls_browsers_are_told_to_stay_there(config: Config, world: World) -> None:
    with application.running(replace(config, behind_tls=True)) as app:
        headers = app.test_client().get("/sign-in").headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_may_be_kept_and_know_nobody(
    client: PageClient, new_client: NewClient, need: Need, path: str
) -> None:
    address = path.format(code=need.code)
    signed_in = new_client()
    seated(signed_in)
    stranger, hers = client.get(address), signed_in.get(address)
    assert stranger.data == hers.data, "no sign-in state"
    for page in (stranger, hers):
        assert page.headers["Cache-Control"] == ("public, max-age=30, stale-while-revalidate=300")
        assert "Set-Cookie" not in page.headers
        assert "csrf" not in page.get_data(as_text=True)
        assert "Accept-Language" in page.headers["Vary"]
    again = client.get(address, headers={"If-None-Match": stranger.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Content-Security-Policy"] == stranger.headers["Content-Security-Policy"]


def test_the_address_alone_decides_the_language_of_what_is_kept(
    client: PageClient, world: World
) -> None:
    client.set_cookie("lang", "sw", path="/")
    assert '<html lang="en"' in client.get("/").get_data(as_text=True)
    assert '<html lang="sw"' in client.get("/?lang=sw").get_data(as_text=True)


def test_a_request_has_one_id_on_its_page_and_in_the_log(client: PageClient, world: World) -> None:
    with heard() as log:
        missing, there = client.get("/no-such-page"), client.get("/sign-in")
    ids = [json.loads(line)["request_id"] for line in log.getvalue().splitlines()]
    assert ids == [page.headers["X-Request-Id"] for page in (missing, there)]
    assert ids[0] != ids[1]
    assert ids[0] in missing.get_data(as_text=True)


def test_no_code_phone_price_or_token_gets_into_the_log(
    client: PageClient, session: Session, need: Need
) -> None:
    with heard() as log:
        seated(client)
        page = client.get(f"/s/needs/{need.code}/quantity")
        page = follow(client, press(client, page, "All 20"))
        page = follow(client, press(client, page, "Good"))
        client.get("/s/code?who=fish-47&next=/s/needs")
        client.post("/sign-in", data={"csrf": csrf_of(client), "email": "neema@demo.example",
                                      "password": "a very wrong one"})  # fmt: skip
        client.get("/password/a-one-time-token")
    lines = log.getvalue()
    cookie = client.get_cookie("__Host-sid")
    assert cookie is not None
    for secret in (KEYS, str(PRICE), cookie.value, "neema@", "very wrong", "fish", "one-time"):
        assert secret not in re.sub(r'"(at|ms|request_id)":"?[^,]*', "", lines)
    assert lines.count("\n") >= 8
    assert session.scalars(select(WebSession.token_digest)).first() not in lines


def test_an_exception_is_logged_by_name_and_place_not_by_what_was_typed() -> None:
    with heard() as log:
        try:
            raise ValueError("+255 712 345 678")
        except ValueError as error:
            logging.getLogger("mkeka").error("fault", exc_info=error)
    line = json.loads(log.getvalue())
    assert (line["error"], line["event"]) == ("ValueError", "fault")
    assert "345 678" not in log.getvalue()


def test_only_listed_hosts_are_answered(config: Config, world: World) -> None:
    with application.running(replace(config, hosts=("mkeka.example",))) as app:
        client = app.test_client()
        hosts = {"mkeka.example": 200, "mkeka.example:8000": 200, "evil.example": 400}
        got = {h: client.get("/sign-in", headers={"Host": h}).status_code for h in hosts}
    assert got == hosts


def test_a_seat_is_a_cookie_no_script_reads(client: PageClient, app: Flask, world: World) -> None:
    page = client.get("/s/code", query_string={"who": "fish-47", "next": "/s/needs"})
    cookies = enter(client, page, keys=KEYS).headers.getlist("Set-Cookie")
    sid = next(line for line in cookies if line.startswith("__Host-sid="))
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in sid
    assert "Domain" not in sid
