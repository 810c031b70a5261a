"""The order of things around every view: begin, who, which language; then headers and bytes."""

from contextvars import Token

from flask import Flask, Response, abort, current_app, g, request

from marketplace.db import db, writing
from marketplace.web import cookies, csrf, headers, logs, photos
from marketplace.web.current import session_over
from marketplace.web.doors import touch_session, touch_symbol
from marketplace.web.paging import Ids
from marketplace.web.squeeze import squeeze
from marketplace.web.tongue import CACHEABLE, keep_language, settle_language

BIGGEST_FORM = 256 * 1024
_NO_PERSON = frozenset({"static", "ops.healthz", "ops.metrics", "ops.readyz"})


def install(app: Flask) -> None:
    """Hang the porch before the house."""
    app.config["MAX_CONTENT_LENGTH"] = BIGGEST_FORM
    app.url_map.converters["int"] = Ids
    logs.install(app)
    app.before_request(_hosts)
    app.before_request(photos.let_in_more)
    app.before_request(_begin_writing)
    app.before_request(_no_nul)
    app.before_request(_bind)
    app.before_request(csrf.check)
    app.after_request(_finish)
    app.teardown_request(_end_writing)


def _hosts() -> None:
    allowed = cookies.config().hosts
    if allowed and request.host.rpartition(":")[0] not in allowed and request.host not in allowed:
        abort(400)


def _no_nul() -> None:
    """No person types U+0000 and PostgreSQL keeps none: what brings it is turned away here."""
    if "\0" in request.path:
        abort(404)
    if "%00" in request.query_string.decode("latin-1"):
        abort(400)


def _begin_writing() -> None:
    """An unsafe request begins its writing transaction before the person is read."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method not in csrf.SAFE_METHODS and not getattr(view, "slow_first", False):
        g.writing_mark = writing.set(True)


def _bind() -> None:
    if request.endpoint not in _NO_PERSON:
        settle_language()


def _end_writing(_error: BaseException | None) -> None:
    mark: Token[bool] | None = g.pop("writing_mark", None)
    if mark is not None:
        writing.reset(mark)
    db.session.remove()


def _finish(response: Response) -> Response:
    seat, symbol = g.get("seat"), g.get("symbol")
    if (seat or symbol) is not None and response.status_code < 500:
        db.session.rollback()
        touch_session(seat)
        touch_symbol(symbol)
    if response.location:
        response.set_data(b"")  # no browser shows it, and it would speak English to everybody
    _lock(response)
    keep_language(response)
    headers.protect(
        response, styles=g.get("inline_styles", frozenset()),
        scripts=g.get("inline_scripts", frozenset()),
    )  # fmt: skip
    if request.endpoint in CACHEABLE and response.status_code == 200:
        _may_be_kept(response)
    squeeze(request, response)
    return response


def _lock(response: Response) -> None:
    """Take away the cookie of a session that is over (idle, say), and what the browser kept.

    Chromium brings a page back from its back/forward cache while the cookie is unchanged. Answers
    that wait on the phone stay with their owner: only leaving wipes the storage.
    """
    if response.status_code < 500 and not cookies.sets_session(response) and session_over():
        cookies.drop_session(response)
        response.headers["Clear-Site-Data"] = '"cache"'


def _may_be_kept(response: Response) -> None:
    response.headers["Cache-Control"] = "public, max-age=30, stale-while-revalidate=300"
    response.headers.add("Vary", "Accept-Language")
    response.add_etag(weak=True)
    response.make_conditional(request)
