"""Helping at the same phone: an answer said for somebody else, and her own yes or no to it."""

from flask import Blueprint, Response, redirect, request, url_for

from marketplace.blueprints.offers.begun import Begun, begun_of
from marketplace.db import db
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.offers import actions
from marketplace.offers.actions import SayForHer
from marketplace.offers.queries.helping import HelpedCard, helped_answer, helped_answers
from marketplace.people.queries import person_by_symbol
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.queries import public_need
from marketplace.web import seats
from marketplace.web.answers import tapped
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.hand import sum_of
from marketplace.web.money_lock import money_open
from marketplace.web.pages import page
from marketplace.web.suppliers import cut, her_supplier, see_other, to

blueprint = Blueprint("helping", __name__)


def _claim(actor: Actor) -> seats.Claim | None:
    """Return for whom, by the symbol in the address; of the helper's own destination."""
    land = min(actor.destination_ids, default=0)
    return seats.read_claim(request.args.get("who", ""), land)


def _said(actor: Actor, code: str) -> Begun:
    """Return what the helper said so far to a need everybody may answer."""
    public_need(db.session(), code.upper())
    return begun_of(actor, code)


@blueprint.get("/s/needs/<code>/for")
@guard(Permission.ANSWER_NEEDS)
@money_open
def whom(actor: Actor, code: str) -> Response:
    """Ask for whom; then show all of it once more, with her symbol."""
    begun, claim = _said(actor, code), _claim(actor)
    if begun.quantity is None or begun.price_minor is None:
        return see_other("answer.money", code=begun.need.code)
    if claim is None:
        return see_other("naming.who", next=url_for("helping.whom", code=begun.need.code), all=1)
    return page("supplier/help_her.html", begun=begun, need=begun.need, symbol=claim.symbol)


@blueprint.post("/s/needs/<code>/for")
@commits
@guard(Permission.ANSWER_NEEDS)
@money_open
def say(actor: Actor, code: str) -> Response:
    """Keep it for her word; the helper's own draft is over. Known or not, it looks the same."""
    begun, claim = _said(actor, code), _claim(actor)
    if claim is None or begun.quantity is None or begun.price_minor is None:
        return see_other("helping.whom", code=begun.need.code)
    actions.say_for_her(db.session(), actor, _command(begun, claim))
    actions.drop_draft(
        db.session(), actor, need_id=begun.need.id, supplier_id=begun.supplier_id
    )  # fmt: skip
    return see_other("helping.said", who=claim.text)


def _command(begun: Begun, claim: seats.Claim) -> SayForHer:
    her = person_by_symbol(
        db.session(), destination_id=claim.destination_id, drawing=claim.symbol.drawing,
        number=claim.symbol.number,
    )  # fmt: skip
    return SayForHer(
        her.person_id if her else None, begun.need.id, begun.quantity or 0,
        begun.price_minor or 0, begun.bringing,
    )  # fmt: skip


@blueprint.get("/s/helping/said")
@guard(Permission.ANSWER_NEEDS)
def said(actor: Actor) -> Response:
    """Say that it waits for her own yes, and lead her to her four pictures."""
    claim = _claim(actor)
    if claim is None:
        raise NotFound
    onward = url_for("seat.code", who=claim.text, next=url_for("helping.index"))
    return page("supplier/help_said.html", symbol=claim.symbol, onward=onward)


@blueprint.get("/s/helped")
@guard(Permission.ANSWER_NEEDS)
@money_open
def index(actor: Actor) -> Response:
    """List what others said for her."""
    number = max(1, min(request.args.get("page", 1, type=int), 99))
    shown, more = cut(helped_answers(db.session(), actor), number)
    older = to("helping.index", page=number + 1) if more else None
    return page("supplier/helped.html", helped=shown, older=older)


@blueprint.get("/s/helped/<public_id>")
@guard(Permission.ANSWER_NEEDS)
@money_open
def show(actor: Actor, public_id: str) -> Response:
    """Show what was said for her and by whom: right, or not?"""
    return _show(helped_answer(db.session(), actor, public_id))


def _show(card: HelpedCard) -> Response:
    worth = sum_of(card.price_minor, card.currency, card.quantity)
    return page("supplier/helped_one.html", one=card, sum=worth)


@blueprint.post("/s/helped/<public_id>")
@commits
@guard(Permission.ANSWER_NEEDS)
@money_open
def answer(actor: Actor, public_id: str) -> Response:
    """Take her yes, which makes it her own answer to look at and send, or her no."""
    card, word = helped_answer(db.session(), actor, public_id), tapped("answer", "yes", "no")
    if word is None:
        return see_other("helping.show", public_id=public_id)
    actions.answer_helped(
        db.session(), actor, public_id, supplier_id=her_supplier(actor), yes=word == "yes"
    )
    onward = url_for("answer.right", code=card.need_code) if word == "yes" else url_for(".index")
    return redirect(onward, code=303)  # type: ignore[return-value]  # werkzeug's base class
