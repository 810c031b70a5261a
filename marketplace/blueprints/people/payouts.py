"""Where a supplier's money goes: asked at the desk, let through by her alone, two days later."""

from flask import Blueprint, Response, request

from marketplace.db import db
from marketplace.forms import private as forms
from marketplace.forms import registration
from marketplace.kernel.actor import Actor
from marketplace.people import queries
from marketplace.people.actions import private as actions
from marketplace.people.queries.private import payout_of
from marketplace.people.queries.suppliers import SupplierCard
from marketplace.people.rules.lists import Payout
from marketplace.people.rules.permissions import Permission
from marketplace.people.rules.private import Payee, is_flagged
from marketplace.web.attempt import done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("payouts", __name__, url_prefix="/desk/suppliers")


@blueprint.get("/<public_id>/payout")
@guard(Permission.REGISTER_SUPPLIERS)
def show(actor: Actor, public_id: str) -> Response:
    """Show where her money goes, and what change waits for her word."""
    return _show(queries.supplier_card(db.session(), actor, public_id), forms.PayoutForm())


def _show(card: SupplierCard, form: forms.PayoutForm, status: int = 200) -> Response:
    told = payout_of(db.session(), card.id)
    group = card.kind.value == "group"
    return page(
        "people/payout.html", status=status, card=card, told=told, form=form,
        payouts=registration.PAYOUTS, payees=forms.PAYEES,
        flagged=is_flagged(told.payee, group=group),
        asked_flagged=told.asked_payee is not None and is_flagged(told.asked_payee, group=group),
    )  # fmt: skip


@blueprint.post("/<public_id>/payout")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def ask(actor: Actor, public_id: str) -> Response:
    """Ask for a change; nothing changes before she says yes herself."""
    card, form = (
        queries.supplier_card(db.session(), actor, public_id),
        forms.PayoutForm(request.form),
    )
    if done_with(form, forms.SENTENCES, lambda: actions.ask_payout(
        db.session(), actor, card.id, Payout(form.payout.data), Payee(form.payee.data)
    )):  # fmt: skip
        return see_other("payouts.show", public_id=public_id)
    return _show(card, form, 422)
