"""Proposals at the desk: entered for her, read back, put to an operator after the check."""

from flask import Blueprint, Response, request
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from marketplace.catalogue.words import LEAF_NAMES, UNIT_NAMES
from marketplace.db import db
from marketplace.forms import proposals as words
from marketplace.forms.proposals import PROPOSAL_SENTENCES, PUT_SENTENCES, ProposeForm, PutForm
from marketplace.forms.words import CHOOSE, choices
from marketplace.kernel import ids
from marketplace.kernel.actor import Actor
from marketplace.mediation import actions as mediation
from marketplace.mediation.queries.putting import (
    currencies_of,
    operators_near,
    puts_of,
)
from marketplace.offers import actions
from marketplace.offers.queries.proposals import ProposalCard, proposal_for, proposals_of
from marketplace.people.queries import supplier_card
from marketplace.people.queries.suppliers import SupplierCard
from marketplace.people.rules.permissions import Permission
from marketplace.web.attempt import done, made_of
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import see_other

blueprint = Blueprint("desk_proposals", __name__)


@blueprint.get("/desk/proposals")
@guard(Permission.SEE_DESK)
def index(actor: Actor) -> Response:
    """List what suppliers of her places propose, what is to be read back first."""
    found = proposals_of(db.session(), actor)
    puts = puts_of(db.session(), [one.id for one in found])
    return page("mediation/proposals.html", proposals=found, puts=puts, words=words)


@blueprint.get("/desk/suppliers/<public_id>/proposal")
@guard(Permission.ENTER_OFFERS)
def new(actor: Actor, public_id: str) -> Response:
    """Show the form for what a supplier says she can do."""
    who = supplier_card(db.session(), actor, public_id)
    return _new(who, ProposeForm(key=ids.public_id()))


def _new(who: SupplierCard, form: ProposeForm, status: int = 200) -> Response:
    form.leaf.choices = choices({"": CHOOSE, **LEAF_NAMES})
    form.unit.choices = choices({"": CHOOSE, **UNIT_NAMES})
    money = currencies_of(db.session(), who.id)
    return page("mediation/proposal_new.html", status=status, who=who, form=form, money_in=money)


@blueprint.post("/desk/suppliers/<public_id>/proposal")
@guard(Permission.ENTER_OFFERS)
@commits
def enter(actor: Actor, public_id: str) -> Response:
    """Keep it for her: it is read back before it goes anywhere."""
    who = supplier_card(db.session(), actor, public_id)
    form = ProposeForm(request.form)
    form.leaf.choices = choices(LEAF_NAMES)
    form.unit.choices = choices(UNIT_NAMES)
    made = made_of(form, PROPOSAL_SENTENCES, lambda: _enter(actor, who, form))
    if made is not None:
        return see_other("desk_proposals.show", public_id=made)
    return _new(who, form, 422)


def _enter(actor: Actor, who: SupplierCard, form: ProposeForm) -> str:
    money = currencies_of(db.session(), who.id)
    command = actions.ProposeSomething(
        supplier_id=who.id, leaf_code=form.leaf.data, unit_code=form.unit.data,
        quantity=form.quantity.data, price_minor=form.price.minor(money.own) or 0,
        client_key=form.key.data or ids.public_id(),
    )  # fmt: skip
    return actions.propose_for_her(db.session(), actor, command).public_id


@blueprint.get("/desk/proposals/<public_id>")
@guard(Permission.SEE_DESK)
def show(actor: Actor, public_id: str) -> Response:
    """Show one proposal, to whom it was put, and the form to put it."""
    return _show(proposal_for(db.session(), actor, public_id), PutForm(request.args))


def _show(card: ProposalCard, form: PutForm, status: int = 200) -> Response:
    near = operators_near(db.session(), card.supplier_id)
    form.operator.choices = [
        *choices({"": CHOOSE}), *(SelectChoice(value=str(o.id), label=o.name) for o in near),
    ]  # fmt: skip
    return page(
        "mediation/proposal_desk.html", status=status, p=card, form=form, words=words,
        puts=puts_of(db.session(), [card.id]),
        money_in=currencies_of(db.session(), card.supplier_id),
    )  # fmt: skip


@blueprint.post("/desk/proposals/<public_id>/word")
@guard(Permission.READ_BACK)
@commits
def she_said(actor: Actor, public_id: str) -> Response:
    """Keep her word: yes opens it, no takes it back."""
    yes = request.form.get("word") == "yes"
    done(lambda: actions.read_back_proposal(db.session(), actor, public_id, yes=yes))
    if yes and request.args:  # a way back: the form for the operator keeps its terms
        return see_other("desk_proposals.show", public_id=public_id, **request.args.to_dict())
    return see_other("desk_proposals.index")


@blueprint.post("/desk/proposals/<public_id>/puts")
@guard(Permission.CHECK_LINKAGES)
@commits
def put(actor: Actor, public_id: str) -> Response:
    """Check it against an operator's core products; her signature then puts it to him."""
    card = proposal_for(db.session(), actor, public_id)
    form = PutForm(request.form)
    near = operators_near(db.session(), card.supplier_id)
    form.operator.choices = [SelectChoice(value=str(o.id), label=o.name) for o in near]
    made = made_of(form, PUT_SENTENCES, lambda: _put(actor, card, form))
    if made is not None:
        return see_other("assessment.show", public_id=made)
    return _show(card, form, 422)


def _put(actor: Actor, card: ProposalCard, form: PutForm) -> str:
    money = currencies_of(db.session(), card.supplier_id)
    terms = mediation.PutTo(
        proposal=card.public_id, operator_id=form.operator_id, route=form.way,
        segment=form.segment.data or None, slot=form.slot.data or None,
        zone=form.zone.data or None, guest_price_minor=form.guest_price.minor(money.guest),
        users=form.users.data, income_minor=form.income.minor(money.guest),
    )  # fmt: skip
    return mediation.put_to(db.session(), actor, terms).public_id
