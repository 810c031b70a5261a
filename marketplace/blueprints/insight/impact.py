"""What the trade does for people, for everybody to see: never on fewer than five people."""

from flask import Blueprint, Response

from marketplace.db import db
from marketplace.forms import insight_words
from marketplace.i18n.format import today
from marketplace.insight.queries.programme import regions
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("impact", __name__)


@blueprint.get("/impact")
@guard(Permission.LOOK)
def show(_actor: Actor) -> Response:
    """Show what suppliers were paid in 90 days and to whom it went; a card to print and share."""
    return page(
        "public/impact.html", regions=regions(db.session()), words=insight_words, today=today()
    )
