"""Who are you: a drawing and its number, or a card. They say who, and prove nothing.

On the way to an answer the symbol is enough to begin it; anything else asks for the pictures.
"""

from flask import Blueprint, Response, redirect, request

from marketplace.catalogue.queries import DestinationCard, destinations
from marketplace.db import db
from marketplace.forms.seat import CardForm, NumberForm, labelled
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people import queries
from marketplace.people.queries.private import Remembered
from marketplace.people.rules.permissions import Permission
from marketplace.people.rules.symbols import DRAWINGS
from marketplace.web import paging, seats
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.lands import NEEDS, ask_land, land_here, way
from marketplace.web.onward import begins_answer, helps_answer, relative
from marketplace.web.pages import page, word
from marketplace.web.suppliers import A_PAGE, cut, see_other, to

blueprint = Blueprint("naming", __name__)


@blueprint.get("/s/who")
@guard(Permission.SIGN_IN)
def who(_actor: Actor) -> Response:
    """Show who asked this phone to remember her; else ask for the drawing, six a page."""
    number = max(1, request.args.get("page", 1, type=paging.number))
    known = () if request.args.get("all") else seats.remembered_here()
    if known:
        return _remembered(known, number)
    here = land_here()
    if here is None:
        return ask_land()
    used = queries.symbols_drawings_used(db.session(), here.id)
    shown = used[(number - 1) * A_PAGE : number * A_PAGE]
    return page(
        "supplier/who.html", drawings=shown, page=number, more=len(used) > number * A_PAGE,
        title=_whose(), **way(here),
    )  # fmt: skip


def _whose() -> str:
    helps = helps_answer(request.args.get("next")) is not None
    return word("somebody_else") if helps else word("who")


def _remembered(known: tuple[Remembered, ...], number: int) -> Response:
    mine, more = cut(known, number)
    onward = relative(request.args.get("next"), NEEDS)
    return page(
        "supplier/remembered.html", known=mine, page=number, more=more, d=request.args.get("d"),
        next=onward, begins=begins_answer(onward) is not None,
    )  # fmt: skip


@blueprint.get("/s/who/<drawing>")
@guard(Permission.SIGN_IN)
def number(_actor: Actor, drawing: str) -> Response:
    """Ask for the two digits beside the drawing."""
    here = land_here()
    return ask_land() if here is None else _number(here, drawing, NumberForm())


@blueprint.post("/s/who/<drawing>")
@commits
@guard(Permission.SIGN_IN)
def say_number(_actor: Actor, drawing: str) -> Response:
    """Take the number; a symbol nobody has goes on like any other."""
    here = land_here()
    if here is None:
        return ask_land()
    form = NumberForm(request.form)
    if drawing in DRAWINGS and form.validate():
        return _named(here, f"{drawing}-{form.number.data}")
    return _number(here, drawing, form, wrong=word("wrong_number"))


def _number(here: DestinationCard, drawing: str, form: NumberForm, wrong: str = "") -> Response:
    if drawing not in DRAWINGS:
        raise NotFound
    return _digits(form, here, title=word("number"), picture=drawing, wrong=wrong)


@blueprint.get("/s/card")
@guard(Permission.SIGN_IN)
def card(_actor: Actor) -> Response:
    """Ask for the six digits of a card: paper memory, it proves nothing."""
    here = land_here()
    return ask_land() if here is None else _card(here, CardForm())


@blueprint.post("/s/card")
@commits
@guard(Permission.SIGN_IN)
def say_card(_actor: Actor) -> Response:
    """Take the digits, which name a symbol."""
    here = land_here()
    if here is None:
        return ask_land()
    form = CardForm(request.form)
    digits = form.number.data if form.validate() else ""
    holder = queries.person_by_card(db.session(), digits)
    if holder is None:
        return _card(here, form, wrong=word("card_wrong"))
    theirs = next(d for d in destinations(db.session()) if d.id == holder.destination_id)
    return _named(theirs, f"{holder.symbol.drawing}-{holder.symbol.number}")


def _card(here: DestinationCard, form: CardForm, wrong: str = "") -> Response:
    return _digits(form, here, title=word("my_card"), picture="card", wrong=wrong)


def _digits(
    form: NumberForm | CardForm, here: DestinationCard, *, title: str, picture: str, wrong: str
) -> Response:
    return page(
        "supplier/number.html", status=422 if wrong else 200, title=title, picture=picture,
        form=labelled(form, "number", title), wrong=wrong, **way(here),
    )  # fmt: skip


def _named(here: DestinationCard, symbol: str) -> Response:
    """Go on: to the answer that is begun, or said for her; else to the four pictures."""
    helps = helps_answer(request.args.get("next"))
    if helps is not None:
        return see_other("helping.whom", code=helps, who=symbol)
    begins, claim = begins_answer(request.args.get("next")), seats.read_claim(symbol, here.id)
    if begins is None or claim is None:
        return see_other("seat.code", who=symbol, **way(here))
    onward = redirect(to("by_symbol.quantity", code=begins), code=303)
    return seats.name(claim, onward)  # type: ignore[arg-type]  # werkzeug's base class
