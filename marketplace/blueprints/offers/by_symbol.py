"""An answer begun by whoever named a symbol: how many, your money, right? The code comes at "send".

A symbol proves nothing, so these pages show what outsiders see and what was said on this phone
since it was named: no price that is asked, nothing of whom the symbol names. After the code the
ordinary pages go on (``answer``), with what was said here.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, request, url_for

from marketplace.blueprints.offers.begun import ask_how_many, ask_notes, begun_of
from marketplace.db import db
from marketplace.forms.answer import amount_form, part_form, wrong_part
from marketplace.i18n import bound_language
from marketplace.kernel.actor import Actor
from marketplace.offers import actions, queries
from marketplace.offers.actions import KeepSymbolDraft
from marketplace.offers.queries import SymbolDraftCard
from marketplace.people.queries import NamedSymbol
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.queries import NeedToBegin, need_to_begin
from marketplace.web.answers import tapped
from marketplace.web.commits import commits
from marketplace.web.current import current_symbol
from marketplace.web.guard import guard
from marketplace.web.hand import price_of, sum_of
from marketplace.web.money_lock import money_open
from marketplace.web.pages import page
from marketplace.web.suppliers import her_supplier, see_other, to

blueprint = Blueprint("by_symbol", __name__)
View = Callable[[NamedSymbol, NeedToBegin], Response]


def named(view: View) -> Callable[[Actor, str], Response]:
    """Let in where a symbol was named; whoever sits here goes on with her own pages."""

    @wraps(view)
    def opened(actor: Actor, code: str) -> Response:
        if not actor.is_nobody:
            return see_other("answer.quantity", code=code)
        here = current_symbol()
        if here is None:
            onward = url_for("by_symbol.quantity", code=code)
            return see_other("naming.who", next=onward, d=request.args.get("d"))
        return view(here, need_to_begin(db.session(), here.destination_id, code.upper()))

    return opened


def _said(here: NamedSymbol, asked: NeedToBegin) -> SymbolDraftCard | None:
    return queries.symbol_draft(db.session(), here.seat_id, asked.id)


def _keep(here: NamedSymbol, asked: NeedToBegin, **more: Any) -> None:
    command = KeepSymbolDraft(asked.id, language=bound_language().code, **more)
    actions.keep_symbol_draft(db.session(), here.seat_id, command)


@blueprint.get("/s/begin/<code>/quantity")
@guard(Permission.SEE_NEEDS_AS_SUPPLIER)
@named
def quantity(_here: NamedSymbol, asked: NeedToBegin) -> Response:
    """Ask how many: all, half, or a number by − and +."""
    return ask_how_many(asked.need)


@blueprint.post("/s/begin/<code>/quantity")
@guard(Permission.SEE_NEEDS_AS_SUPPLIER)
@commits
@named
def say_quantity(here: NamedSymbol, asked: NeedToBegin) -> Response:
    """Keep how many, on this phone's seat."""
    form = part_form(request.form, most=asked.need.quantity)
    if not asked.need.open or not form.validate():
        return ask_how_many(asked.need, wrong_part(form))
    _keep(here, asked, quantity=form.quantity.data)
    return see_other("by_symbol.money", code=asked.need.code)


@blueprint.get("/s/begin/<code>/money")
@guard(Permission.SEE_NEEDS_AS_SUPPLIER)
@named
def money(here: NamedSymbol, asked: NeedToBegin) -> Response:
    """Ask: what they say, which she sees after the code, or another?"""
    begun = _said(here, asked)
    if begun is None or begun.quantity is None:
        return see_other("by_symbol.quantity", code=asked.need.code)
    return page("supplier/begin_money.html", need=asked.need)


@blueprint.post("/s/begin/<code>/money")
@guard(Permission.SEE_NEEDS_AS_SUPPLIER)
@commits
@named
def say_money(here: NamedSymbol, asked: NeedToBegin) -> Response:
    """Keep that what they say is good; nothing else is pressed here."""
    if tapped("sum", "asked") is None:
        return see_other("by_symbol.money", code=asked.need.code)
    _keep(here, asked, asked_price=True)
    return see_other("by_symbol.right", code=asked.need.code)


@blueprint.get("/s/begin/<code>/money/count")
@guard(Permission.SEE_NEEDS_AS_SUPPLIER)
@named
def count(here: NamedSymbol, asked: NeedToBegin) -> Response:
    """Ask for every note and coin."""
    begun = _said(here, asked)
    if begun is None or begun.quantity is None:
        return see_other("by_symbol.quantity", code=asked.need.code)
    return _count(asked)


def _count(asked: NeedToBegin, total: int = 0) -> Response:
    return ask_notes(asked.currency, total, back=to("by_symbol.money", code=asked.need.code))


@blueprint.post("/s/begin/<code>/money/count")
@guard(Permission.SEE_NEEDS_AS_SUPPLIER)
@commits
@named
def say_count(here: NamedSymbol, asked: NeedToBegin) -> Response:
    """Add a tapped note to the pile, or keep the pile."""
    begun, field = _said(here, asked), amount_form(request.form, asked.currency).amount
    if begun is None or not begun.quantity:
        return see_other("by_symbol.quantity", code=asked.need.code)
    if "clear" in request.form or not field.data:
        return _count(asked)
    if field.tapped:
        return _count(asked, field.data)
    _keep(here, asked, price_minor=price_of(field.data, begun.quantity))
    return see_other("by_symbol.right", code=asked.need.code)


@blueprint.get("/s/begin/<code>/right")
@guard(Permission.SEE_NEEDS_AS_SUPPLIER)
@named
def right(here: NamedSymbol, asked: NeedToBegin) -> Response:
    """Repeat what was said on this phone; "send" asks for the four pictures."""
    begun, code = _said(here, asked), asked.need.code
    if begun is None or begun.quantity is None or not begun.priced:
        return see_other("by_symbol.money", code=code)
    hers = sum_of(begun.price_minor or 0, asked.currency, begun.quantity)
    return page(
        "supplier/begin_right.html", need=asked.need, begun=begun, hers=hers,
        currency=asked.currency, symbol=here.symbol,
    )  # fmt: skip


@blueprint.get("/s/needs/<code>/which")
@guard(Permission.ANSWER_NEEDS)
@money_open
def which(actor: Actor, code: str) -> Response:
    """Show both answers where she had begun another one before: neither is written over."""
    before = begun_of(actor, code)
    newer = queries.said_otherwise(db.session(), actor, before.need.id)
    if newer is None:
        return see_other("answer.right", code=before.need.code)
    return page("supplier/which.html", need=before.need, before=before, newer=newer)


@blueprint.post("/s/needs/<code>/which")
@guard(Permission.ANSWER_NEEDS)
@money_open
@commits
def say_which(actor: Actor, code: str) -> Response:
    """Keep the one she tapped; the other is forgotten."""
    need, word = begun_of(actor, code).need, tapped("which", "newer", "before")
    if word is not None:
        actions.choose_draft(
            db.session(), actor, need_id=need.id, supplier_id=her_supplier(actor),
            newer=word == "newer",
        )  # fmt: skip
    return see_other("answer.right", code=need.code)
