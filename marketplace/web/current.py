"""Who is asking: loaded once a request from the session cookie, in two statements."""

from typing import Any

from flask import Flask, g, request
from flask_login import LoginManager

from marketplace.db import db
from marketplace.kernel import clock
from marketplace.kernel.actor import NOBODY, Actor
from marketplace.kernel.ids import digest
from marketplace.people.queries import (
    KeyHolder,
    NamedSymbol,
    SeatedActor,
    actor_for,
    key_holder,
    named_symbol,
)
from marketplace.web.cookies import session_token

API = "/api/"
# Pages that anybody may keep a copy of carry no sign-in state; files and probes need none.
NOBODYS = frozenset(
    {
        "public.landing",
        "public.need",
        "public.about_data",
        "ops.static",
        "ops.healthz",
        "ops.readyz",
        "ops.metrics",
        "offline.worker",
        "offline.manifest",
        "offline.shell",
    }
)


class SignedIn:
    """What Flask-Login serves as ``current_user``: the person behind this request."""

    is_active = True

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    @property
    def is_authenticated(self) -> bool:
        """Tell whether somebody said who he is."""
        return not self.actor.is_nobody

    @property
    def is_anonymous(self) -> bool:
        """Tell whether nobody did."""
        return self.actor.is_nobody

    def get_id(self) -> str:
        """Return the id Flask-Login asks for; it is never put into a cookie."""
        return str(self.actor.person_id or "")


def install(app: Flask) -> None:
    """Let Flask-Login answer ``current_user`` from our own server-side sessions."""
    manager = LoginManager()
    manager.session_protection = None
    manager.anonymous_user = lambda: SignedIn(NOBODY)
    manager.request_loader(_load)
    manager.init_app(app)


def _load(_request: Any) -> SignedIn | None:
    actor = current_actor()
    return None if actor.is_nobody else SignedIn(actor)


def current_seat() -> SeatedActor | None:
    """Return the session of this request, if there is a living one."""
    if "seat" not in g:
        token = None if request.endpoint in NOBODYS else session_token(request)
        g.seat = actor_for(db.session(), digest(token), clock.now()) if token else None
    seat: SeatedActor | None = g.seat
    return seat


def current_symbol() -> NamedSymbol | None:
    """Return the symbol that was named with this cookie, where nobody has shown a code yet."""
    if "symbol" not in g:
        unseated = request.endpoint not in NOBODYS and current_seat() is None
        token = session_token(request) if unseated else None
        g.symbol = named_symbol(db.session(), digest(token), clock.now()) if token else None
    symbol: NamedSymbol | None = g.symbol
    return symbol


def session_over() -> bool:
    """Tell whether a session's cookie came along and its session is over: left, idle, ended."""
    looked = "seat" in g and request.endpoint not in NOBODYS
    over = looked and g.seat is None and session_token(request) is not None
    return over and current_symbol() is None


def current_key() -> KeyHolder | None:
    """Return who stands behind the key of an API request, if one came along and lives."""
    if "key" not in g:
        secret = bearer()
        g.key = key_holder(db.session(), digest(secret), clock.now()) if secret else None
    key: KeyHolder | None = g.key
    return key


def bearer() -> str | None:
    """Return the key that came along; only the API takes keys."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    is_key = scheme.lower() == "bearer" and request.path.startswith(API)
    return secret.strip() if is_key else None


def current_actor() -> Actor:
    """Return who is asking; nobody where neither a session nor a key lives."""
    if bearer() is not None:
        key = current_key()
        return NOBODY if key is None else key.actor
    seat = current_seat()
    return NOBODY if seat is None else seat.actor


def forget_current() -> None:
    """Forget the person of this request, after its session was ended or changed."""
    g.pop("seat", None)
    g.pop("symbol", None)
