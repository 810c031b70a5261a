"""Agreements for suppliers: how many each time, the money, the days; yes or no in pictures."""

from flask import Blueprint, Response, request, url_for

from marketplace.agreements import actions
from marketplace.agreements.queries.agreed_cards import (
    AgreementPage,
    agreement_page,
    agreements_of,
)
from marketplace.agreements.rules.agreed_lists import ConsentHow, RefuseWhy
from marketplace.catalogue.queries.markets import markets_of
from marketplace.db import db
from marketplace.forms.supplier import ReasonForm, choices_of, said
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web import paging
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.hand import sum_of
from marketplace.web.money_lock import money_open
from marketplace.web.pages import page
from marketplace.web.suppliers import cut, once, to

blueprint = Blueprint("supplier_agreements", __name__)


@blueprint.get("/s/agreements")
@guard(Permission.FOLLOW_OWN_ORDERS)
def index(actor: Actor) -> Response:
    """List what she has agreed to for longer, and what waits for her yes."""
    number = max(1, request.args.get("page", 1, type=paging.number))
    shown, more = cut(agreements_of(db.session(), actor), number)
    older = to("supplier_agreements.index", page=number + 1) if more else None
    return page("supplier/agreements.html", agreements=shown, older=older)


@blueprint.get("/s/agreements/<public_id>")
@guard(Permission.FOLLOW_OWN_ORDERS)
@money_open
def show(actor: Actor, public_id: str) -> Response:
    """Show one agreement as pictures; where it waits for her, ask yes or no."""
    return _show(agreement_page(db.session(), actor, public_id))


def _show(found: AgreementPage) -> Response:
    version = found.shown
    terms = version.terms if version else None
    worth = sum_of(terms.price_minor, found.card.currency, terms.most) if terms else 0
    waits = bool(found.open and found.open.state == "checked" and not found.open.said("supplier"))
    markets = markets_of(db.session(), found.card.place_id).weekdays
    return page(
        "supplier/agreement.html", a=found, t=terms, sum=worth, waits=waits, markets=markets
    )


@blueprint.post("/s/agreements/<public_id>")
@guard(Permission.FOLLOW_OWN_ORDERS)
@money_open
@commits
def yes(actor: Actor, public_id: str) -> Response:
    """Take her yes to what she saw and heard; pressed again it shows the same page."""
    number = request.form.get("number", type=paging.number) or 0
    word = actions.SayYes(agreement=public_id, number=number, how=ConsentHow.PICTURE_CODE)
    return once(
        lambda: actions.say_yes(db.session(), actor, word),
        "supplier_agreements.show", public_id=public_id,
    )  # fmt: skip


@blueprint.get("/s/agreements/<public_id>/no")
@guard(Permission.FOLLOW_OWN_ORDERS)
def why(actor: Actor, public_id: str) -> Response:
    """Ask why not, in pictures."""
    return _why(ReasonForm(), agreement_page(db.session(), actor, public_id))


def _why(form: ReasonForm, found: AgreementPage) -> Response:
    form.reason.choices = choices_of("refuse", RefuseWhy)
    return page(
        "supplier/choose.html", title=said("why_not"), field=form.reason,
        hidden={"number": found.shown.number if found.shown else 0},
        back=url_for("supplier_agreements.show", public_id=found.card.public_id),
    )  # fmt: skip


@blueprint.post("/s/agreements/<public_id>/no")
@guard(Permission.FOLLOW_OWN_ORDERS)
@commits
def no(actor: Actor, public_id: str) -> Response:
    """Take her no with its reason; what is agreed goes on as it is."""
    form = ReasonForm(request.form)
    form.reason.choices = choices_of("refuse", RefuseWhy)
    if not form.validate():
        return _why(form, agreement_page(db.session(), actor, public_id))
    number = request.form.get("number", type=paging.number) or 0
    reason = RefuseWhy(form.reason.data)
    return once(
        lambda: actions.say_no(db.session(), actor, public_id, number=number, why=reason),
        "supplier_agreements.show", public_id=public_id,
    )  # fmt: skip
