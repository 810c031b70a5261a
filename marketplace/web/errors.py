"""Errors: one picture, one sentence, one way on; what was typed is never lost."""

import http
import json
import logging
from typing import Any

from flask import Flask, Response, g, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from marketplace.db import db, writing
from marketplace.kernel.refused import Forbidden, NotFound, Refused, StaleEdit
from marketplace.kernel.words import N_
from marketplace.web import csrf
from marketplace.web.current import API, current_actor
from marketplace.web.pages import page

log = logging.getLogger("mkeka")
SECRET_FIELDS = frozenset({csrf.FIELD, "password", "old", "code", "keys", "totp", "token", "k"})

SENTENCES: dict[int, tuple[str, str]] = {
    400: (N_("This page is too old."), N_("Open it again, then send it once more.")),
    403: (N_("This is not part of your work here."), N_("Ask your administrator if it should be.")),
    404: (N_("There is nothing here."), N_("It may have been moved, or it is not yours to see.")),
    405: (N_("This page cannot be used like that."), N_("Go back and use its buttons.")),
    409: (N_("Somebody was quicker."), N_("Look at it again: it has changed meanwhile.")),
    413: (N_("This is too large."), N_("Send something smaller.")),
    429: (N_("Too many tries."), N_("Wait a little, then try again.")),
    500: (N_("Something went wrong on our side."), N_("Nothing was lost. Try again in a minute.")),
    503: (N_("We cannot write this down just now."), N_("Nothing was lost. Try again soon.")),
}


def install(app: Flask) -> None:
    """Answer every exception with a page; log what is our own fault."""
    app.register_error_handler(HTTPException, lambda e: answer(e.code or 500))
    app.register_error_handler(NotFound, lambda _e: answer(404))
    app.register_error_handler(Forbidden, lambda _e: answer(403))
    app.register_error_handler(StaleEdit, lambda _e: answer(409))
    app.register_error_handler(Refused, lambda _e: answer(409))
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(Exception, _fault)


def _database(error: OperationalError) -> Response:
    log.error("database", exc_info=error, extra={"request_id": g.get("request_id")})
    writing.set(False)  # the page that says so only reads
    try:
        return answer(503)
    except OperationalError:
        g.seat = g.symbol = None  # not even reading works: the page is a stranger's
        return answer(503)


def _fault(error: Exception) -> Response:
    log.error("fault", exc_info=error, extra={"request_id": g.get("request_id")})
    try:
        return answer(500)
    except Exception:  # noqa: BLE001  # the page that says sorry must not fail itself
        db.session.rollback()
        return Response(SENTENCES[500][0], status=500, mimetype="text/plain")


def answer(status: int) -> Response:
    """Return the page for a status, with everything that was typed kept in view."""
    db.session.rollback()
    known = status if status in SENTENCES else 400 if status < 500 else 500
    if request.path.startswith(API):
        return problem(status)
    title, advice = SENTENCES[known]
    template = "supplier/error.html" if _hers() else "staff/error.html"
    return page(
        template, status=status, code=known, title=title, advice=advice, typed=_typed(),
        back=_back(), request_id=g.get("request_id", ""),
    )  # fmt: skip


def problem(status: int, detail: str = "", **more: str) -> Response:
    """Return what went wrong as data, for programs (RFC 9457)."""
    title = http.HTTPStatus(status).phrase
    told = {"title": title, "status": status, **({"detail": detail} if detail else {}), **more}
    body = json.dumps(told, ensure_ascii=False)
    return Response(body, status=status, mimetype="application/problem+json")


def _typed() -> list[tuple[str, Any]]:
    if request.method in csrf.SAFE_METHODS:
        return []
    try:
        form = request.form
    except RequestEntityTooLarge:
        return []  # it was never read
    return [(k, v) for k, v in form.items() if k not in SECRET_FIELDS and v.strip()]


def _hers() -> bool:
    """Tell whether a supplier reads it: on her own pages, and wherever else she strayed."""
    return request.path.startswith("/s/") or bool(current_actor().supplier_ids)


def _back() -> str:
    return "/s/needs" if _hers() else "/"
