"""``POST /api/v1/assessments/preview``: what ``marketplace assess`` prints; stores nothing."""

import json
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Blueprint, Response, request

from marketplace.api.openapi import document
from marketplace.assessment.rules.data import assess, read_json
from marketplace.assessment.rules.errors import BadInput
from marketplace.kernel.actor import Actor
from marketplace.people.rules.lists import Scope
from marketplace.people.rules.permissions import Permission
from marketplace.web.commits import slow_first
from marketplace.web.current import bearer, current_key
from marketplace.web.errors import problem
from marketplace.web.guard import guard

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
P = ParamSpec("P")


def within(scope: Scope) -> Callable[[Callable[P, Response]], Callable[P, Response]]:
    """Let a key in only where it was made for this; a session needs no scope."""

    def decorate(view: Callable[P, Response]) -> Callable[P, Response]:
        @wraps(view)
        def scoped(*args: P.args, **kwargs: P.kwargs) -> Response:
            key = current_key() if bearer() is not None else None
            if key is not None and scope not in key.scopes:
                return problem(403, "This key was not made for that.", scope=scope.value)
            return view(*args, **kwargs)

        return scoped

    return decorate


@blueprint.post("/assessments/preview")
@guard(Permission.PREVIEW_ASSESSMENTS)
@within(Scope.PREVIEW_ASSESSMENTS)
@slow_first
def preview(_actor: Actor) -> Response:
    """Work one linkage out; 422 names the key of a bad value, 400 what is no JSON."""
    try:
        data = read_json(request.get_data())
    except (ValueError, RecursionError):
        return problem(400, "This is not JSON that can be read.")
    if not isinstance(data, dict):
        return problem(422, "It must be one JSON object.", key="")
    try:
        return _json(assess(data))
    except BadInput as bad:
        return problem(422, bad.message.english(), key=bad.key_path)


@blueprint.get("/openapi.json")
@guard(Permission.LOOK)
def openapi(_actor: Actor) -> Response:
    """Describe the API to programs: OpenAPI 3.1."""
    return _json(document())


def _json(told: object) -> Response:
    return Response(json.dumps(told, ensure_ascii=False), mimetype="application/json")
