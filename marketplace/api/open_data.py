"""Open data for programs: the public board, the codes of goods, contracting data (OCDS 1.1)."""

import json

from flask import Blueprint, Response, request, url_for

from marketplace.catalogue.queries import destinations
from marketplace.db import db
from marketplace.insight.queries.exports import Sight
from marketplace.insight.queries.feeds import goods, needs_feed
from marketplace.insight.queries.ocds import record_of, release_package
from marketplace.insight.rules.ocds import Publisher
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web.cookies import config
from marketplace.web.guard import guard

blueprint = Blueprint("open_data", __name__)


@blueprint.get("/api/v1/needs")
@guard(Permission.LOOK)
def needs(_actor: Actor) -> Response:
    """Return what is looked for now: leaf, amount, village, week; never who, never a price."""
    d, after = request.args.get("d", ""), request.args.get("after", "")
    known = {one.code: one.id for one in destinations(db.session())}
    told, following = needs_feed(db.session(), known.get(d), after)
    for need in told:
        need["url"] = url_for("public.need", code=need["code"], _external=True)
    further = url_for("open_data.needs", d=d or None, after=following, _external=True)
    return _json({"needs": told, "next": further if following else None})


@blueprint.get("/api/v1/goods")
@guard(Permission.LOOK)
def vocabulary(_actor: Actor) -> Response:
    """Return every leaf and unit with its codes in public vocabularies."""
    return _json(goods(db.session()))


@blueprint.get("/ocds/releases.json")
@guard(Permission.LOOK)
def releases(_actor: Actor) -> Response:
    """Return every published contracting process as an OCDS release package."""
    uri = url_for("open_data.releases", _external=True)
    return _json(release_package(db.session(), _sight(), _publisher(), uri))


@blueprint.get("/ocds/records/<ocid>.json")
@guard(Permission.LOOK)
def record(_actor: Actor, ocid: str) -> Response:
    """Return one contracting process as an OCDS record package."""
    uri = url_for("open_data.record", ocid=ocid, _external=True)
    return _json(record_of(db.session(), _sight(), _publisher(), ocid, uri))


def _sight() -> Sight:
    return Sight(config().secret)


def _publisher() -> Publisher:
    return Publisher(config().brand, config().ocds_prefix, clock.now())


def _json(told: object) -> Response:
    return Response(json.dumps(told, ensure_ascii=False), mimetype="application/json")
