"""Guards: every route names a permission; a route without one stops the app at start-up."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from flask import Flask, Response, abort, redirect, request, url_for

from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Forbidden
from marketplace.people.rules.permissions import Permission, lacks_code, may
from marketplace.web.current import API, current_actor, current_symbol

P = ParamSpec("P")
Answer = Any
OPEN_PATHS = ("/s/",)


class BareRoute(RuntimeError):
    """A route has no guard; the app refuses to start."""


def guard(
    permission: Permission,
) -> Callable[[Callable[Concatenate[Actor, P], Answer]], Callable[P, Answer]]:
    """Let in who holds the permission, and hand the view the person: nobody forgets to ask."""

    def decorate(view: Callable[Concatenate[Actor, P], Answer]) -> Callable[P, Answer]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> Answer:
            actor = current_actor()
            turned_away = _turned_away(actor, permission)
            if turned_away is not None:
                return turned_away
            return view(actor, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by the start-up check
        return guarded

    return decorate


def _turned_away(actor: Actor, permission: Permission) -> Response | None:
    if may(actor, permission):
        return _to_code() if lacks_code(actor, permission) else None
    if not actor.is_nobody:
        raise Forbidden(permission)
    if request.path.startswith(API):
        abort(401)
    if request.path.startswith(OPEN_PATHS):
        return _to_symbol() if current_symbol() is None else _to_code()
    return _see_other("people.sign_in")


def _to_symbol() -> Response:
    return _see_other("naming.who")


def _to_code() -> Response:
    return _see_other("seat.code")


def _see_other(endpoint: str) -> Response:
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for(endpoint, next=back), code=303)  # type: ignore[return-value]  # werkzeug's base class


def refuse_bare_routes(app: Flask) -> None:
    """Stop the start-up if any address has no guard."""
    bare = sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], "permission")
    )
    if bare:
        raise BareRoute("no guard on: " + ", ".join(bare))
