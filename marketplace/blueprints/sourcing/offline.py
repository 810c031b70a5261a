"""Without a signal: the app's manifest and worker, the board it keeps, and what she may answer."""

from flask import Blueprint, Response, jsonify, request

from marketplace.catalogue.queries import destinations
from marketplace.db import db
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing import queries
from marketplace.sourcing.queries import NeedCard
from marketplace.sourcing.rules.board import EVERYWHERE, PAGE, whole_destination
from marketplace.sourcing.rules.lists import Answer, Lane
from marketplace.web import app_shell
from marketplace.web.current import current_seat
from marketplace.web.guard import guard
from marketplace.web.suppliers import her_supplier

blueprint = Blueprint("offline", __name__)


@blueprint.get("/sw.js")
@guard(Permission.LOOK)
def worker(_actor: Actor) -> Response:
    """Give the worker that opens the board without a signal."""
    return app_shell.worker()


@blueprint.get("/app.webmanifest")
@guard(Permission.LOOK)
def manifest(_actor: Actor) -> Response:
    """Give the app's name, in the language of the address, and its icons."""
    answer = jsonify(app_shell.manifest())
    answer.mimetype = "application/manifest+json"
    return answer


@blueprint.get("/s/app")
@guard(Permission.LOOK)
def shell(_actor: Actor) -> Response:
    """Show the public board as a phone keeps it: the same for everybody, nothing of anybody."""
    known = destinations(db.session())
    here = next((d for d in known if d.code == request.args.get("d")), None)
    cell = whole_destination(here.id) if here else EVERYWHERE
    return app_shell.shell(page=queries.board_page(db.session(), cell=cell, limit=PAGE))


@blueprint.get("/s/ticket")
@guard(Permission.ANSWER_NEEDS)
def ticket(actor: Actor) -> Response:
    """Give the needs she may answer without a signal: no tender, and not answered yet."""
    seat = current_seat()
    if seat is None:
        raise NotFound
    shown = queries.supplier_list(db.session(), her_supplier(actor)).needs
    db.session.rollback()
    return jsonify(app_shell.ticket(seat, [need for need in shown if _simple(need)]))


def _simple(need: NeedCard) -> bool:
    """Tell whether taps alone answer a need; a tender's terms are read with a signal."""
    return need.lane is not Lane.TENDER and need.answer is not Answer.OFFERED
