"""From a proposal a buyer wanted to an agreement: the terms, filled in, put to the check."""

from collections.abc import Sequence

from flask import Blueprint, Response, request
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from marketplace.agreements import actions
from marketplace.agreements.queries.back_ups import back_ups_for
from marketplace.agreements.rules.agreed_proposal import proposed
from marketplace.db import db
from marketplace.forms import agreed_words as words
from marketplace.forms.agreed import TERMS_SENTENCES, ProposedTermsForm
from marketplace.i18n import format as shown
from marketplace.kernel import ids
from marketplace.kernel.actor import Actor
from marketplace.mediation.queries.putting import PutCard, put_for_buyer
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.queries import PropertyCard, property_cards
from marketplace.web.attempt import made_of
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import see_other

blueprint = Blueprint("agreed_proposals", __name__)
PAYMENT_DAYS = 7  # what a micro-supplier can wait for; the buyer may promise sooner


@blueprint.get("/buyer/proposals/<public_id>/agreement")
@guard(Permission.ORDER)
def new(actor: Actor, public_id: str) -> Response:
    """Show terms for a proposal he wanted, filled in from it."""
    card = put_for_buyer(db.session(), actor, public_id)
    form = ProposedTermsForm(key=ids.public_id())
    form.fill(proposed(card.quantity, card.price_minor, shown.today(), PAYMENT_DAYS),
              card.currency)  # fmt: skip
    return _page(actor, card, form)


def _doors(actor: Actor, card: PutCard) -> Sequence[PropertyCard]:
    return [d for d in property_cards(db.session(), actor) if d.operator_id == card.operator_id]


def _choose_door(actor: Actor, card: PutCard, form: ProposedTermsForm) -> None:
    doors = _doors(actor, card)
    form.door.choices = [SelectChoice(value=d.public_id, label=d.name) for d in doors]
    if doors and form.door.data is None:
        form.door.data = doors[0].public_id


def _page(actor: Actor, card: PutCard, form: ProposedTermsForm, status: int = 200) -> Response:
    _choose_door(actor, card, form)
    back_ups = back_ups_for(db.session(), supplier_id=card.supplier_id, leaf_code=card.leaf_code)
    return page(
        "agreements/agreed_terms.html", status=status, form=form, about=card, words=words,
        back_ups=back_ups, change="",
    )  # fmt: skip


@blueprint.post("/buyer/proposals/<public_id>/agreement")
@guard(Permission.ORDER)
@commits
def write(actor: Actor, public_id: str) -> Response:
    """Put the terms to the check at the desk."""
    card = put_for_buyer(db.session(), actor, public_id)
    form = ProposedTermsForm(request.form)
    form.price.currency = form.step_price.currency = card.currency
    form.read_weekdays(request.form.getlist("weekday"))
    _choose_door(actor, card, form)
    made = made_of(form, TERMS_SENTENCES, lambda: _write(actor, card, form))
    if made is not None:
        return see_other("agreements.show", public_id=made, done="written")
    return _page(actor, card, form, status=422)


def _write(actor: Actor, card: PutCard, form: ProposedTermsForm) -> str:
    command = actions.WriteProposedTerms(
        put=card.public_id, property=form.door.data, terms=form.terms(card.currency, None),
        client_key=form.key.data or ids.public_id(),
    )  # fmt: skip
    return actions.write_proposed_terms(db.session(), actor, command).public_id
