"""The observer's first page: figures of many, never of a few."""

from flask import Blueprint, Response

from marketplace.agreements.queries import trade_figures
from marketplace.db import db
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("home_observer", __name__)


@blueprint.get("/observer/")
@guard(Permission.READ_FIGURES)
def home(_actor: Actor) -> Response:
    """Show what was traded and paid in 90 days, per destination; fewer than 5 people are silent."""
    return page("home/observer.html", figures=trade_figures(db.session()))
