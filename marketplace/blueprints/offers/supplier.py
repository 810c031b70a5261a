"""The answer, one question a page: how many, how much money, right? Then it is sent.

The draft lives on the server under its owner; its key makes a double tap one offer.
"""

from datetime import date

from flask import Blueprint, Response, request

from marketplace.blueprints.offers.begun import Begun, ask_how_many, ask_notes, begun_of
from marketplace.db import db
from marketplace.forms.answer import (
    SendForm,
    amount_form,
    other_sums,
    part_form,
    wrong_part,
)
from marketplace.forms.supplier import said_of
from marketplace.i18n import bound_language
from marketplace.journal.keys import KeyReused
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import Money
from marketplace.kernel.refused import Refused
from marketplace.offers import actions, queries
from marketplace.offers.actions import KeepDraft, SubmitOffer
from marketplace.offers.rules.fair_price import FairPrice
from marketplace.offers.rules.halves import next_start
from marketplace.offers.rules.lists import Bringing
from marketplace.offers.rules.refusals import OfferRefusal, is_far
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.queries import NeedCard
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.hand import price_of
from marketplace.web.money_lock import money_open
from marketplace.web.pages import page
from marketplace.web.suppliers import her_supplier, see_other, to

blueprint = Blueprint("answer", __name__)
OTHER = {Bringing.BRING: Bringing.COLLECT, Bringing.COLLECT: Bringing.BRING}


def _keep(
    actor: Actor, begun: Begun, *, quantity: int | None = None, price: int | None = None,
    bringing: Bringing | None = None, starts_on: date | None = None,
) -> None:  # fmt: skip
    command = KeepDraft(
        begun.need.id,
        begun.supplier_id,
        begun.key,
        quantity,
        price,
        bringing,
        starts_on,
        bound_language().code,
    )
    actions.keep_draft(db.session(), actor, command)


@blueprint.get("/s/needs/<code>/quantity")
@guard(Permission.ANSWER_NEEDS)
def quantity(actor: Actor, code: str) -> Response:
    """Ask how many: all, half, or a number by − and +."""
    need = begun_of(actor, code).need
    return ask_how_many(need, lot=need.lot_quantity)


@blueprint.post("/s/needs/<code>/quantity")
@guard(Permission.ANSWER_NEEDS)
@commits
def say_quantity(actor: Actor, code: str) -> Response:
    """Keep how many; the draft and its key begin here."""
    begun = begun_of(actor, code)
    lot = begun.need.lot_quantity
    form = part_form(request.form, most=begun.need.quantity, lot=lot)
    if not form.validate():
        return ask_how_many(begun.need, wrong_part(form), lot=lot)
    _keep(actor, begun, quantity=form.quantity.data)
    return see_other("answer.money", code=begun.need.code)


@blueprint.get("/s/needs/<code>/money")
@guard(Permission.ANSWER_NEEDS)
@money_open
def money(actor: Actor, code: str) -> Response:
    """Ask: that pile, or another? Where no price is asked, she says hers."""
    begun = begun_of(actor, code)
    if begun.quantity is None:
        return see_other("answer.quantity", code=begun.need.code)
    if begun.need.price_minor is None:
        return see_other("answer.count", code=begun.need.code)
    return page("supplier/money.html", need=begun.need, sum=begun.asked, bringing=begun.bringing)


@blueprint.post("/s/needs/<code>/money")
@guard(Permission.ANSWER_NEEDS)
@money_open
@commits
def say_money(actor: Actor, code: str) -> Response:
    """Keep the asked price, or the one that makes the chosen pile."""
    begun = begun_of(actor, code)
    chosen = request.form.get("sum", "")
    if chosen == "asked" and begun.need.price_minor:
        _keep(actor, begun, price=begun.need.price_minor)
        return see_other("answer.right", code=begun.need.code)
    return _priced(actor, begun, amount_form(request.form, begun.need.currency).amount.data)


def _priced(actor: Actor, begun: Begun, total: int | None) -> Response:
    """Keep the price that makes a sum; a far one is asked again with both piles."""
    code = begun.need.code
    if not total or not begun.quantity:
        return see_other("answer.money", code=code)
    price = price_of(total, begun.quantity)
    _keep(actor, begun, price=price)
    far = is_far(price, begun.need.price_minor)
    return see_other("answer.far" if far else "answer.right", code=code)


@blueprint.get("/s/needs/<code>/money/other")
@guard(Permission.ANSWER_NEEDS)
@money_open
def other_money(actor: Actor, code: str) -> Response:
    """Show four piles around the asked one, and the way to every note."""
    begun = begun_of(actor, code)
    if begun.quantity is None or not begun.asked:
        return see_other("answer.money", code=begun.need.code)
    sums = other_sums(Money(begun.asked, begun.need.currency))
    return page("supplier/other_money.html", need=begun.need, sums=sums)


@blueprint.get("/s/needs/<code>/money/count")
@guard(Permission.ANSWER_NEEDS)
@money_open
def count(actor: Actor, code: str) -> Response:
    """Ask for every note and coin."""
    begun = begun_of(actor, code)
    if begun.quantity is None:
        return see_other("answer.quantity", code=begun.need.code)
    return _count(begun.need)


def _count(need: NeedCard, total: int = 0) -> Response:
    before = "answer.other_money" if need.price_minor else "answer.quantity"
    return ask_notes(need.currency, total, back=to(before, code=need.code))


@blueprint.post("/s/needs/<code>/money/count")
@guard(Permission.ANSWER_NEEDS)
@money_open
@commits
def say_count(actor: Actor, code: str) -> Response:
    """Add a tapped note to the pile, or keep the pile."""
    begun = begun_of(actor, code)
    field = amount_form(request.form, begun.need.currency).amount
    if "clear" in request.form or not field.data:
        return _count(begun.need)
    if field.tapped:
        return _count(begun.need, field.data)
    return _priced(actor, begun, field.data)


@blueprint.get("/s/needs/<code>/money/far")
@guard(Permission.ANSWER_NEEDS)
@money_open
def far(actor: Actor, code: str) -> Response:
    """Ask again with both piles: three times, or a third of what they say."""
    begun = begun_of(actor, code)
    if begun.quantity is None or begun.price_minor is None:
        return see_other("answer.money", code=begun.need.code)
    return page("supplier/far.html", need=begun.need, asked=begun.asked, hers=begun.hers)


@blueprint.get("/s/needs/<code>/right")
@guard(Permission.ANSWER_NEEDS)
@money_open
def right(actor: Actor, code: str) -> Response:
    """Repeat it: what, how many, money, day; then send."""
    begun = begun_of(actor, code)
    if queries.said_otherwise(db.session(), actor, begun.need.id) is not None:
        return see_other("by_symbol.which", code=begun.need.code)
    if begun.quantity is None or begun.price_minor is None:
        return see_other("answer.money", code=begun.need.code)
    return _right(begun)


def _right(begun: Begun, wrong: str = "") -> Response:
    need, price, fair = begun.need, begun.price_minor or 0, _fair(begun)
    low = fair is not None and fair.under_floor(price)
    return page(
        "supplier/right.html", status=422 if wrong else 200, begun=begun, need=need, wrong=wrong,
        other=OTHER[begun.bringing], far=request.args.get("far", ""), low=low,
        a_day=max(0, fair.earns_a_day(price) or 0) if fair and low else 0,
    )  # fmt: skip


def _fair(begun: Begun) -> FairPrice | None:
    need = begun.need
    return queries.fair_price_of(
        db.session(), begun.supplier_id, category_id=need.category_id, unit_id=need.unit_id
    )


@blueprint.get("/s/needs/<code>/money/low")
@guard(Permission.ANSWER_NEEDS)
@money_open
def low(actor: Actor, code: str) -> Response:
    """Hold up the red hand: under her fair price; another price, or "I know, send"."""
    begun = begun_of(actor, code)
    fair = _fair(begun) if begun.quantity and begun.price_minor else None
    if fair is None or begun.price_minor is None or not fair.under_floor(begun.price_minor):
        return see_other("answer.right", code=begun.need.code)
    return page(
        "supplier/low.html", need=begun.need, begun=begun, hers=begun.hers,
        lose=begun.price_minor < fair.cost_minor, fair=begun.sum(fair.floor_minor),
        a_day=max(0, fair.earns_a_day(begun.price_minor) or 0),
    )  # fmt: skip


@blueprint.post("/s/needs/<code>/bringing")
@guard(Permission.ANSWER_NEEDS)
@commits
def bringing(actor: Actor, code: str) -> Response:
    """Keep how it gets there."""
    begun = begun_of(actor, code)
    known = {one.value: one for one in Bringing}
    _keep(actor, begun, bringing=known.get(request.form.get("bringing", "")))
    return see_other("answer.right", code=begun.need.code)


@blueprint.post("/s/needs/<code>/start")
@guard(Permission.ANSWER_NEEDS)
@commits
def start(actor: Actor, code: str) -> Response:
    """Keep from when: a week later with every tap, back to the need's own day after three."""
    begun = begun_of(actor, code)
    _keep(actor, begun, starts_on=next_start(begun.need.deliver_on, begun.begins))
    return see_other("answer.right", code=begun.need.code)


@blueprint.post("/s/needs/<code>/right")
@guard(Permission.ANSWER_NEEDS)
@money_open
@commits
def send(actor: Actor, code: str) -> Response:
    """Send it once, however often it is pressed; then show the receipt."""
    form = SendForm(request.form)
    if not form.validate():
        return see_other("answer.right", code=code)
    command = _command(actor, code, form)
    try:
        sent = actions.submit_offer(db.session(), actor, command)
    except KeyReused as first:
        return see_other("supplier_offers.sent", public_id=first.receipt)
    except Refused as refused:
        return _not_sent(actor, code, refused)
    return see_other("supplier_offers.sent", public_id=sent.public_id)


def _command(actor: Actor, code: str, form: SendForm) -> SubmitOffer:
    tongue = bound_language().code
    return SubmitOffer(
        need_code=code.upper(), supplier_id=her_supplier(actor), language=tongue, **form.said()
    )


def _not_sent(actor: Actor, code: str, refused: Refused) -> Response:
    db.session.rollback()
    if OfferRefusal.PRICE_FAR in refused.reasons:
        return see_other("answer.far", code=code)
    if OfferRefusal.PRICE_LOW in refused.reasons:
        return see_other("answer.low", code=code)
    if OfferRefusal.ALREADY_OFFERED in refused.reasons:
        return see_other("supplier_offers.index")
    return _right(begun_of(actor, code), said_of(refused))
