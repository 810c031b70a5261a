"""Which destination a phone means before anybody said who she is."""

from typing import Any

from flask import Response, request

from marketplace.catalogue.queries import DestinationCard, destinations
from marketplace.db import db
from marketplace.web.onward import relative
from marketplace.web.pages import page

NEEDS = "/s/needs"


def land_here() -> DestinationCard | None:
    """Return the destination this phone means: the only one, or the one in the address."""
    known = destinations(db.session())
    named = next((d for d in known if d.code == request.args.get("d")), None)
    return known[0] if len(known) == 1 else named


def way(land: DestinationCard) -> dict[str, Any]:
    """Return what every address on the way to a seat carries along."""
    return {"d": land.code, "next": relative(request.args.get("next"), NEEDS)}


def ask_land() -> Response:
    """Ask where she is."""
    return page("supplier/where.html", places=destinations(db.session()))
