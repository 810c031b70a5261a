"""Doors: every address is guarded and pinned; one browser knows nothing of another's person."""

import os
from collections.abc import Callable, Iterator

import pytest
from flask import Blueprint, Flask
from sqlalchemy.orm import Session

from marketplace import blueprints
from marketplace.config import Config
from marketplace.kernel import clock
from marketplace.people.actions.sessions import open_session
from marketplace.people.rules.lists import SessionKind
from tests.support import application
from tests.support.client import PageClient
from tests.support.setting import ROOT
from tests.world.small import small_world

pytestmark = pytest.mark.both
PINNED = ROOT / "tests" / "house" / "routes.txt"


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """A house built for the test alone: one of them hangs one more door into it."""
    with application.built(config) as own:
        yield own


def addresses(app: Flask) -> list[str]:
    """Return every address with its verbs, as the pinned file has them."""
    quiet = {"HEAD", "OPTIONS"}
    return sorted(
        f"{','.join(sorted((rule.methods or set()) - quiet)):<9} {rule.rule}"
        for rule in app.url_map.iter_rules()
    )


def test_no_address_dies_silently(app: Flask) -> None:
    """Run with MKEKA_PIN_ROUTES=1 to pin the addresses anew; say in the commit why one went."""
    now = addresses(app)
    if os.environ.get("MKEKA_PIN_ROUTES"):
        PINNED.write_text("\n".join(now) + "\n", encoding="utf-8")
    assert now == PINNED.read_text(encoding="utf-8").splitlines()


def test_a_route_without_a_guard_stops_the_start(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    from marketplace.app import create_app
    from marketplace.web.guard import BareRoute

    bare = Blueprint("bare", __name__)
    bare.add_url_rule("/bare", view_func=lambda: "open to all")
    hang_up = blueprints.register

    def register(app: Flask) -> None:
        hang_up(app)
        app.register_blueprint(bare)

    monkeypatch.setattr(blueprints, "register", register)
    with pytest.raises(BareRoute, match="/bare"):
        create_app(config)


def test_every_address_names_a_permission(app: Flask) -> None:
    views = {rule.endpoint: app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules()}
    assert [end for end, view in views.items() if not hasattr(view, "permission")] == []


@pytest.fixture
def who(app: Flask) -> Flask:
    """The application with one more address, which says who is asking."""
    from marketplace.people.rules.permissions import Permission
    from marketplace.web.guard import guard

    @guard(Permission.LOOK)
    def view(actor) -> dict[str, int | None]:
        return {"person": actor.person_id}

    app.add_url_rule("/who", view_func=view)
    return app


def test_one_browser_signed_in_says_nothing_of_another(
    who: Flask, session: Session, new_client: Callable[[], PageClient]
) -> None:
    """Kept in one request's ``g``, the person of client A would also answer for client B."""
    neema = small_world(session).people["neema"]
    token = open_session(
        session, person_id=neema.id, kind=SessionKind.STAFF, device_id=None, now=clock.now()
    )
    session.commit()
    signed_in, nobody = new_client(), new_client()
    signed_in.set_cookie("__Host-sid", token, secure=True, path="/")
    for _ in range(2):
        assert signed_in.get("/who").json == {"person": neema.id}
        assert nobody.get("/who").json == {"person": None}
