"""Where answers are lost on the suppliers' screens, by language; nobody's name is in it."""

from datetime import timedelta

from flask import Blueprint, Response

from marketplace.db import db
from marketplace.i18n.format import today
from marketplace.kernel.actor import Actor
from marketplace.offers.queries.steps import FEWEST, step_losses
from marketplace.people.rules.permissions import Permission
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("steps", __name__)
WEEKS = 12


@blueprint.get("/admin/steps")
@guard(Permission.RUN_INSTALLATION)
def index(_actor: Actor) -> Response:
    """Show, for each language, how many stopped at which question in twelve weeks."""
    losses = step_losses(db.session(), today() - timedelta(weeks=WEEKS))
    return page("insight/steps.html", losses=losses, weeks=WEEKS, fewest=FEWEST)
