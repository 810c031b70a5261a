"""The way from signing in to one's own first page."""

from typing import Any

from flask import Blueprint, redirect

from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web.guard import guard
from marketplace.web.navigation import first_page

blueprint = Blueprint("home", __name__)


@blueprint.get("/home")
@guard(Permission.USE_OWN_ACCOUNT)
def mine(actor: Actor) -> Any:
    """Lead a person to the first page of his role."""
    return redirect(first_page(actor), code=303)
