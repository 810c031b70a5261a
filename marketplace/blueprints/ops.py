"""Operations: is it alive (with a write), is it ready, static files."""

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from marketplace.catalogue import actions as catalogue
from marketplace.catalogue import queries as catalogue_read
from marketplace.db import db
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web import assets
from marketplace.web.guard import guard

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
