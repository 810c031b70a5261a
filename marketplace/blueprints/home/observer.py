"""The observer's pages: the programme at one look, and how each figure is counted."""

from flask import Blueprint, Response

from marketplace.catalogue.queries import destinations
from marketplace.db import db
from marketplace.forms import insight_words
from marketplace.insight.queries.programme import around, regions
from marketplace.insight.rules.indicators import LIBRARY
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("home_observer", __name__)


@blueprint.get("/observer/")
@guard(Permission.READ_FIGURES)
def home(_actor: Actor) -> Response:
    """Show value, suppliers, repeat orders and outcomes; fewer than five people are silent."""
    session, known = db.session(), destinations(db.session())
    return page(
        "home/observer.html", regions=regions(session), words=insight_words,
        around=around(session, [one.id for one in known]), ids={one.code: one.id for one in known},
    )  # fmt: skip


@blueprint.get("/observer/indicators")
@guard(Permission.READ_FIGURES)
def indicators(_actor: Actor) -> Response:
    """Show the whole library: destinations beside each other, and every formula."""
    return page(
        "insight/indicators.html", regions=regions(db.session()), words=insight_words,
        library=LIBRARY,
    )  # fmt: skip
