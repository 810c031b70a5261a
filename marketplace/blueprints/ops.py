"""Operations: is it alive (with a write), is it ready, its figures, static files."""

import shutil
from collections.abc import Iterator

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from marketplace.catalogue import actions as catalogue
from marketplace.catalogue import queries as catalogue_read
from marketplace.db import db
from marketplace.journal.leaving import outbox_state
from marketplace.journal.queries import head_of
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.permissions import Permission
from marketplace.web import assets
from marketplace.web.cookies import config
from marketplace.web.guard import guard
from marketplace.web.meters import METERS, gauge
from marketplace.web.near import may_read_figures

blueprint = Blueprint("ops", __name__)


@blueprint.get("/static/<path:name>")
@guard(Permission.LOOK)
def static(_actor: Actor, name: str) -> Response:
    """Serve a static file under its hashed name."""
    return assets.serve(name)


@blueprint.get("/healthz")
@guard(Permission.LOOK)
def healthz(_actor: Actor) -> tuple[Response, int]:
    """Write something: a full disk or a locked database answers 503, not 200."""
    try:
        catalogue.beat(db.session())
    except SQLAlchemyError:
        db.session.rollback()
        return jsonify(status="cannot write"), 503
    return jsonify(status="ok"), 200


@blueprint.get("/readyz")
@guard(Permission.LOOK)
def readyz(_actor: Actor) -> tuple[Response, int]:
    """Tell whether the schema is there and the installation is set up."""
    try:
        ready = catalogue_read.is_set_up(db.session())
    except SQLAlchemyError:
        ready = False
    return jsonify(status="ok" if ready else "not set up"), 200 if ready else 503


@blueprint.get("/metrics")
@guard(Permission.LOOK)
def metrics(_actor: Actor) -> Response:
    """Give the figures of this machine to Prometheus: with the token, else to loopback only."""
    if not may_read_figures():
        raise NotFound
    text = "".join(f"{line}\n" for line in _figures())
    return Response(text, content_type="text/plain; version=0.0.4; charset=utf-8")


def _figures() -> Iterator[str]:
    session = db.session()
    facts, beat = catalogue_read.database_facts(session), catalogue_read.last_beat(session)
    waiting, failing = outbox_state(session)
    yield from METERS.lines()
    yield from gauge("journal_entries", head_of(session).length)
    yield from gauge("outbox_waiting", waiting)
    yield from gauge("outbox_failing", failing)
    yield from gauge("worker_last_seen_seconds", beat.at.timestamp() if beat else 0)
    yield from gauge("worker_failed_total", beat.failed if beat else 0, "counter")
    yield from gauge("database_bytes", facts.size)
    yield from gauge("data_free_bytes", shutil.disk_usage(config().data_dir).free)
