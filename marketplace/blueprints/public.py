"""What everybody may see: the needs board without names or prices, and where data comes from."""

from datetime import timedelta

from flask import Blueprint, Response, request

from marketplace.agreements.queries.agreed_cards import verified_agreement
from marketplace.agreements.queries.lender_papers import verified_paper
from marketplace.catalogue.queries import category_id_of, destinations, sources
from marketplace.db import db
from marketplace.forms import advances as paper_words
from marketplace.forms import agreed_words
from marketplace.i18n.format import today
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing import queries
from marketplace.sourcing.queries.board import kinds_on_board
from marketplace.sourcing.rules.board import EVERYWHERE, whole_destination
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("public", __name__)
BOARD_LENGTH = 12


@blueprint.get("/")
@guard(Permission.LOOK)
def landing(_actor: Actor) -> Response:
    """Show what lodges need, and the two doors: to sell, to sign in."""
    known = destinations(db.session())
    chosen = next((d for d in known if d.code == request.args.get("d")), None)
    leaf = request.args.get("leaf", "")
    cell = whole_destination(chosen.id) if chosen else EVERYWHERE
    board = queries.board_page(
        db.session(), cell=cell,
        category_id=category_id_of(db.session(), leaf) if leaf else None,
        after=_after(request.args.get("after", "")), limit=BOARD_LENGTH,
    )  # fmt: skip
    return page(
        "public/landing.html", board=board, known=known, chosen=chosen, leaf=leaf,
        kinds=kinds_on_board(db.session(), cell=cell),
    )  # fmt: skip


def _after(text: str) -> tuple[int, int] | None:
    """Read the place in the list that the last page ended at; nonsense begins anew."""
    key, _, need = text.partition(".")
    if not (key.isascii() and key.isdigit() and need.isascii() and need.isdigit()):
        return None
    return int(key[:18]), int(need[:18])


@blueprint.get("/needs/<code>")
@guard(Permission.LOOK)
def need(_actor: Actor, code: str) -> Response:
    """Show one need as outsiders may see it: leaf, amount, village, week."""
    shown = queries.public_need(db.session(), code.upper())
    return page("public/need.html", need=shown, until=shown.monday + timedelta(days=6))


@blueprint.get("/about/data")
@guard(Permission.LOOK)
def about_data(_actor: Actor) -> Response:
    """Name every source of data and pictures with its licence."""
    return page("public/data.html", sources=sources())


@blueprint.get("/verify/<token>")
@guard(Permission.LOOK)
def verify(_actor: Actor, token: str) -> Response:
    """Say whether a printed agreement or lender's paper is true, and how it stands today."""
    try:
        found = verified_agreement(db.session(), token)
    except NotFound:
        paper = verified_paper(db.session(), token)
        standing = paper.standing(today()).value
        return page("public/paper.html", p=paper, words=paper_words, standing=standing)
    return page("public/verify.html", a=found, words=agreed_words)
