"""A supplier's own market: what is looked for by its picture, and who buys what she makes."""

from flask import Blueprint, Response, request

from marketplace.catalogue.queries import destinations
from marketplace.db import db
from marketplace.insight.queries.buyers import who_buys
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.queries.board import kinds_on_board
from marketplace.sourcing.rules.board import EVERYWHERE, whole_destination
from marketplace.web import paging
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import cut, her_supplier

blueprint = Blueprint("supplier_market", __name__)


@blueprint.get("/s/kinds")
@guard(Permission.SEE_NEEDS_AS_SUPPLIER)
def kinds(actor: Actor) -> Response:
    """Show what is looked for, one picture each; a picture leads to its needs."""
    d = request.args.get("d")
    found = kinds_on_board(db.session(), cell=_cell(actor, d))
    number = _page()
    shown, more = cut(found, number)
    return page("supplier/kinds.html", kinds=shown, more=more, number=number, d=d)


def _cell(actor: Actor, code: str | None) -> int:
    if len(actor.destination_ids) == 1:
        return whole_destination(min(actor.destination_ids))
    here = next((one for one in destinations(db.session()) if one.code == code), None)
    return whole_destination(here.id) if here else EVERYWHERE


@blueprint.get("/s/buyers")
@guard(Permission.FOLLOW_OWN_ORDERS)
def buyers(actor: Actor) -> Response:
    """Show who asked for what she makes, how often, and how he pays."""
    number = _page()
    found, more = who_buys(db.session(), her_supplier(actor), page=number)
    return page("supplier/buyers.html", found=found, more=more, number=number)


def _page() -> int:
    return max(1, min(request.args.get("page", 1, type=paging.number), 999))
