"""Forged, foreign, stale and unlucky requests: refused, and nothing that was typed is lost."""

import sqlite3
import time
from collections.abc import Callable

import pytest
import time_machine
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from marketplace import db as porch
from marketplace.sourcing.models import Need
from marketplace.web.onward import relative
from tests.pages.buyer.lodge import in_days, lodge, signed_in
from tests.pages.porch.people import csrf_of
from tests.support.client import PageClient
from tests.world import World

NewClient = Callable[[], PageClient]
TYPED = "kilogram of the small red ones"


@pytest.fixture
def world(session: Session) -> World:
    return lodge(session)


@pytest.fixture
def neema(world: World, session: Session, client: PageClient) -> PageClient:
    return signed_in(session, client, world.people["neema"])


def typed(world: World, **more: str) -> dict[str, str]:
    return {
        "leaf": "veg.tomato", "unit": "kg", "quantity": "20", "day": in_days(5), "price": "1400",
        "property": world.kijani_ridge.public_id, "key": "k1", "note": TYPED, **more,
    }  # fmt: skip


def needs(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count(Need.id))) or 0


def test_a_form_without_its_own_token_is_refused_and_kept_in_view(
    neema: PageClient, new_client: NewClient, session: Session, world: World
) -> None:
    other = signed_in(session, new_client(), world.people["neema"])
    tokens = {
        "missing": "", "nonsense": "not-a-token", "a stranger's": csrf_of(new_client()),
        "another session's": csrf_of(other), "cut short": csrf_of(neema)[:-2],
    }  # fmt: skip
    for what, token in tokens.items():
        answer = neema.post("/buyer/needs/new", data=typed(world, csrf=token))
        assert answer.status_code == 400, what
        assert TYPED in answer.get_data(as_text=True), what
    assert needs(session) == 0


def test_a_token_is_good_for_a_day(neema: PageClient, world: World, session: Session) -> None:
    token = csrf_of(neema)
    with time_machine.travel(time.time() + 24 * 3600 + 5):
        late = signed_in(session, neema, world.people["neema"])
        assert late.post("/buyer/needs/new", data=typed(world, csrf=token)).status_code == 400


@pytest.mark.parametrize(
    ("site", "status"),
    [("cross-site", 400), ("same-site", 400), ("same-origin", 303), ("none", 303), (None, 303)],
)
def test_a_browser_that_says_it_comes_from_elsewhere_is_refused(
    neema: PageClient, site: str | None, status: int
) -> None:
    headers = {} if site is None else {"Sec-Fetch-Site": site}
    answer = neema.post("/sign-out", data={"csrf": csrf_of(neema)}, headers=headers)
    assert answer.status_code == status


def test_another_site_may_link_here(neema: PageClient) -> None:
    assert neema.get("/buyer/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "https://evil.example/", "evil.example", "javascript:1",
     "/a\nb", "/\tevil", "", None, "/ /evil.example", "\\\\evil.example", "///evil.example"],
)  # fmt: skip
def test_onward_leads_to_our_own_pages_only(target: str | None) -> None:
    assert relative(target, "/home") == "/home"


def test_onward_keeps_our_own_addresses() -> None:
    assert relative("/s/needs?leaf=veg.tomato", "/home") == "/s/needs?leaf=veg.tomato"


def test_what_is_too_large_is_refused_not_swallowed(neema: PageClient, world: World) -> None:
    answer = neema.post("/buyer/needs/new", data=typed(world, note="x" * 300_000))
    assert answer.status_code == 413


@pytest.mark.only("sqlite")
def test_a_locked_database_answers_503_keeps_what_was_typed_and_recovers(
    neema: PageClient, session: Session, engine: Engine, world: World,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Somebody holds the file longer than anybody waits; reading goes on, no restart is needed."""
    session.rollback()
    engine.dispose()
    monkeypatch.setattr(porch, "BUSY_TIMEOUT_MS", 50)
    form = {**typed(world), "csrf": csrf_of(neema)}
    holder = sqlite3.connect(str(engine.url.database), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        assert neema.get("/healthz").status_code == 503
        refused = neema.post("/buyer/needs/new", data=form)
        assert refused.status_code == 503
        assert TYPED in refused.get_data(as_text=True)
        assert "Nothing was lost" in refused.get_data(as_text=True)
        assert neema.get("/buyer/").status_code == 200, "reading goes on"
        assert neema.get("/").status_code == 200
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert neema.get("/healthz").status_code == 200
    assert neema.get("/buyer/").status_code == 200
    assert neema.post("/buyer/needs/new", data=form).status_code < 500
