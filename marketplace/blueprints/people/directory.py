"""The directory for buyers: who said yes to being listed, with capacity and record."""

from flask import Blueprint, Response, request

from marketplace.db import db
from marketplace.forms.registration import KINDS
from marketplace.kernel.actor import Actor
from marketplace.people.queries.listing import leaves_listed, listing
from marketplace.people.rules.permissions import Permission
from marketplace.web.guard import guard
from marketplace.web.looks import listed
from marketplace.web.pages import page

blueprint = Blueprint("directory", __name__)


@blueprint.get("/buyer/directory")
@guard(Permission.READ_DIRECTORY)
def index(actor: Actor) -> Response:
    """List suppliers by name, those of one leaf if asked; each of them sees who looked."""
    leaf = request.args.get("leaf", "")[:60]
    ident, _, name = request.args.get("after", "").partition(".")
    goes_on = ident.isascii() and ident.isdigit() and len(ident) < 18
    after = (name, int(ident)) if goes_on else None
    session = db.session()
    shown = listing(session, actor, leaf_code=leaf, after=after)
    leaves = leaves_listed(session, actor)
    listed(actor, (one.id for one in shown.suppliers))
    return page("people/directory.html", shown=shown, leaves=leaves, leaf=leaf, kinds=KINDS)
