"""The support provider's first page."""

from flask import Blueprint, Response

from marketplace.db import db
from marketplace.kernel.actor import Actor
from marketplace.people.queries import provider_of
from marketplace.people.rules.permissions import Permission
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("home_support", __name__)


@blueprint.get("/support/")
@guard(Permission.SEE_SUPPORT_HOME)
def home(actor: Actor) -> Response:
    """Show what the facilitators know of this provider, and what is not here yet."""
    return page("home/support.html", provider=provider_of(db.session(), actor.person_id or 0))
