"""People of an imported list, who are asked one by one before anything else happens."""

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for

from marketplace.db import db
from marketplace.kernel.actor import Actor
from marketplace.people.actions.imports import decline
from marketplace.people.queries.imports import PAGE, imported_page, waiting_count
from marketplace.people.rules.permissions import Permission
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("imported", __name__, url_prefix="/desk/suppliers/imported")


@blueprint.get("")
@guard(Permission.REGISTER_SUPPLIERS)
def index(actor: Actor) -> Response:
    """List who waits to be asked in one's places, fifty a page, in the order of the lists."""
    typed = request.args.get("after", "")
    after = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 18 else 0
    people = imported_page(db.session(), actor, after=after)
    return page(
        "people/imported.html", people=people[:PAGE], count=waiting_count(db.session(), actor),
        more=people[PAGE - 1].id if len(people) > PAGE else None,
    )  # fmt: skip


@blueprint.post("/<public_id>/refusal")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def refuse(actor: Actor, public_id: str) -> Any:
    """She does not agree: what named her is gone, and no list brings her back."""
    decline(db.session(), actor, public_id)
    return redirect(url_for("imported.index"), code=303)
