"""Proposals for suppliers: what I can also do, in pictures: the kind, the thing, the money."""

from flask import Blueprint, Response, request

from marketplace.catalogue.queries import groups, leaf_by_code, leaves, units_of
from marketplace.catalogue.queries.goods import LeafCard, UnitCard
from marketplace.db import db
from marketplace.forms.supplier import AmountForm, said, said_of
from marketplace.kernel import ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.mediation.queries.putting import currencies_of
from marketplace.offers import actions
from marketplace.offers.queries.proposals import proposals_of
from marketplace.people.rules.permissions import Permission
from marketplace.web import paging
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import cut, her_supplier, see_other, to

blueprint = Blueprint("supplier_proposals", __name__)


@blueprint.get("/s/proposals")
@guard(Permission.ANSWER_NEEDS)
def index(actor: Actor) -> Response:
    """List what she proposed, and the way to another."""
    number = max(1, request.args.get("page", 1, type=paging.number))
    shown, more = cut(proposals_of(db.session(), actor), number)
    older = to("supplier_proposals.index", page=number + 1) if more else None
    return page("supplier/proposals.html", proposals=shown, older=older)


@blueprint.get("/s/proposals/new")
@guard(Permission.ANSWER_NEEDS)
def kind(_actor: Actor) -> Response:
    """Ask for the kind, six a page; then for the thing itself."""
    number = max(1, request.args.get("page", 1, type=paging.number))
    chosen = request.args.get("g", "")
    cards = [one for one in leaves(db.session()) if one.group_code == chosen]
    if cards:
        shown, more = cut(cards, number)
        older = to("supplier_proposals.kind", g=chosen, page=number + 1) if more else None
        return page("supplier/proposal_leaf.html", leaves=shown, older=older)
    kinds, more = cut(groups(db.session()), number)
    older = to("supplier_proposals.kind", page=number + 1) if more else None
    return page("supplier/proposal_kind.html", kinds=kinds, older=older)


def _thing(code: str) -> tuple[LeafCard, UnitCard]:
    leaf = leaf_by_code(db.session(), code)
    units = units_of(db.session(), leaf.id) if leaf else ()
    if leaf is None or not units:
        raise NotFound
    return leaf, units[0]


@blueprint.get("/s/proposals/new/<code>")
@guard(Permission.ANSWER_NEEDS)
def money(actor: Actor, code: str) -> Response:
    """Ask how much for one, by tapping notes and coins."""
    return _money(actor, code, AmountForm(), key=ids.public_id())


def _money(actor: Actor, code: str, form: AmountForm, *, key: str, wrong: str = "") -> Response:
    leaf, unit = _thing(code)
    form.amount.currency = currencies_of(db.session(), her_supplier(actor)).own
    return page(
        "supplier/proposal_money.html", status=422 if wrong else 200, leaf_card=leaf,
        unit_card=unit, field=form.amount, currency=form.amount.currency, key=key, wrong=wrong,
    )  # fmt: skip


def _sent(actor: Actor, code: str, form: AmountForm, key: str) -> Response:
    leaf, unit = _thing(code)
    command = actions.ProposeSomething(
        supplier_id=her_supplier(actor), leaf_code=leaf.code, unit_code=unit.code,
        quantity=max(unit.steps or (1,)), price_minor=form.amount.data, client_key=key,
    )  # fmt: skip
    try:
        actions.propose_something(db.session(), actor, command)
    except Refused as refused:
        db.session.rollback()
        return _money(actor, code, form, key=key, wrong=said_of(refused))
    return see_other("supplier_proposals.index")


@blueprint.post("/s/proposals/new/<code>")
@guard(Permission.ANSWER_NEEDS)
@commits
def send(actor: Actor, code: str) -> Response:
    """Add the tapped note, or send it: the same send twice makes one."""
    form, key = AmountForm(), request.form.get("key", "") or ids.public_id()
    form.amount.currency = currencies_of(db.session(), her_supplier(actor)).own
    if request.form.get("clear"):
        return _money(actor, code, AmountForm(), key=key)
    form.process(request.form)
    if not form.validate() or not request.form.get("done") or form.amount.tapped:
        wrong = "" if form.amount.data else said("how_much")
        return _money(actor, code, form, key=key, wrong=wrong)
    return _sent(actor, code, form, key)
