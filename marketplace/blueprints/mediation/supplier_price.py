"""Her own other price, once: four piles around what she asked, or every note by hand."""

from flask import Blueprint, Response, request

from marketplace.db import db
from marketplace.forms.answer import amount_form, other_sums
from marketplace.forms.supplier import said
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import Money
from marketplace.kernel.refused import NotFound
from marketplace.mediation import actions, queries
from marketplace.mediation.actions import Propose
from marketplace.mediation.queries.supplier import as_agreed
from marketplace.mediation.rules.lists import Side
from marketplace.mediation.rules.proposals import Terms
from marketplace.offers.queries import OfferCard, offer_for_supplier
from marketplace.people.rules.permissions import Permission
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.hand import price_of, sum_of
from marketplace.web.money_lock import money_open
from marketplace.web.pages import page
from marketplace.web.suppliers import once, see_other, to

blueprint = Blueprint("supplier_price", __name__)
BACK = "supplier_offers.offer"


def _hers(actor: Actor, public_id: str) -> tuple[OfferCard, Terms]:
    """Her offer as it stands; ``NotFound`` where no other price may be named."""
    session = db.session()
    shown = offer_for_supplier(session, actor.supplier_ids, public_id)
    if not queries.turn_of(session, actor.supplier_ids, public_id).may_say:
        raise NotFound
    return shown, as_agreed(session, shown)


@blueprint.get("/s/offers/<public_id>/price")
@guard(Permission.ANSWER_NEEDS)
@money_open
def piles(actor: Actor, public_id: str) -> Response:
    """Show four piles around what she asks now, and the way to every note."""
    shown, terms = _hers(actor, public_id)
    now = sum_of(terms.price_minor, shown.currency, terms.quantity)
    sums = other_sums(Money(now, shown.currency))
    return page("mediation/own_price.html", offer=shown, sums=sums, quantity=terms.quantity)


@blueprint.get("/s/offers/<public_id>/price/count")
@guard(Permission.ANSWER_NEEDS)
@money_open
def count(actor: Actor, public_id: str) -> Response:
    """Ask for every note and coin."""
    return _count(_hers(actor, public_id)[0])


def _count(shown: OfferCard, total: int = 0) -> Response:
    form = amount_form({}, shown.currency)
    form.amount.data = total or None
    return page(
        "supplier/count.html", title=said("tap_money"), field=form.amount, wrong="",
        currency=shown.currency, back=to("supplier_price.piles", public_id=shown.public_id),
    )  # fmt: skip


@blueprint.post("/s/offers/<public_id>/price/count")
@guard(Permission.ANSWER_NEEDS)
@money_open
@commits
def say_count(actor: Actor, public_id: str) -> Response:
    """Add a tapped note to the pile, or say the pile."""
    shown = offer_for_supplier(db.session(), actor.supplier_ids, public_id)
    field = amount_form(request.form, shown.currency).amount
    if "clear" in request.form or not field.data:
        return _count(shown)
    if field.tapped:
        return _count(shown, field.data)
    return _said(actor, public_id, field.data)


@blueprint.post("/s/offers/<public_id>/price")
@guard(Permission.ANSWER_NEEDS)
@money_open
@commits
def say(actor: Actor, public_id: str) -> Response:
    """Put the price that makes the chosen pile to the buyer; said twice it is said once."""
    shown = offer_for_supplier(db.session(), actor.supplier_ids, public_id)
    total = amount_form(request.form, shown.currency).amount.data
    if not total:
        return see_other("supplier_price.piles", public_id=public_id)
    return _said(actor, public_id, total)


def _said(actor: Actor, public_id: str, total: int) -> Response:
    shown = offer_for_supplier(db.session(), actor.supplier_ids, public_id)
    price = price_of(total, as_agreed(db.session(), shown).quantity)
    asked = Propose(offer=public_id, side=Side.SUPPLIER, price_minor=price)
    return once(lambda: actions.propose(db.session(), actor, asked), BACK, public_id=public_id)
