"""Money paid ahead, for buyers: offered, sent, given back by deliveries."""

from collections.abc import Callable

from flask import Blueprint, Response, request

from marketplace.agreements.actions import advances as actions
from marketplace.agreements.queries import advances as queries
from marketplace.agreements.rules.advances import AdvanceKind, OfferAdvance
from marketplace.db import db
from marketplace.forms import advances as forms
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.permissions import Permission
from marketplace.web.attempt import done_with, made_of
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.rights import require_right
from marketplace.web.suppliers import once

blueprint = Blueprint("advances", __name__)
ONE = "advances.show"


@blueprint.get("/buyer/advances")
@guard(Permission.PAY)
def index(actor: Actor) -> Response:
    """List what was paid ahead, living ones first."""
    require_right(actor, Permission.PAY)
    found = queries.advances_of_buyer(db.session(), actor)
    return page("agreements/advances.html", found=found, words=forms)


@blueprint.get("/buyer/advances/new")
@guard(Permission.PAY)
def new(actor: Actor) -> Response:
    """Ask how much to pay ahead of an order or an agreement."""
    require_right(actor, Permission.PAY)
    return _new(forms.AdvanceForm())


def _new(form: forms.AdvanceForm) -> Response:
    order, agreement = (request.values.get(name, "")[:24] for name in ("order", "agreement"))
    if not (order or agreement):
        raise NotFound
    return page(
        "agreements/advance_new.html", status=422 if form.errors else 200, form=form,
        order=order, agreement="" if order else agreement,
    )  # fmt: skip


@blueprint.post("/buyer/advances")
@guard(Permission.PAY)
@commits
def create(actor: Actor) -> Response:
    """Offer it to her; sent again it shows the same one."""
    form = forms.AdvanceForm(request.form)
    made = made_of(
        form, forms.SENTENCES, lambda: actions.offer_advance(db.session(), actor, _said(form))
    )
    return _new(form) if made is None else see_other(ONE, public_id=made.public_id)


def _said(form: forms.AdvanceForm) -> OfferAdvance:
    return OfferAdvance(
        kind=AdvanceKind(form.kind.data), percent=form.percent.data, client_key=form.client_key,
        order=request.form.get("order") or None, agreement=request.form.get("agreement") or None,
        share_percent=form.share.data or forms.USUAL_SHARE, holder=form.holder.data or "",
    )  # fmt: skip


@blueprint.get("/buyer/advances/<public_id>")
@guard(Permission.PAY)
def show(actor: Actor, public_id: str) -> Response:
    """Show one with its schedule, and what each payment gave back."""
    require_right(actor, Permission.PAY)
    return _show(actor, public_id, forms.PayForm())


def _show(actor: Actor, public_id: str, form: forms.PayForm) -> Response:
    card = queries.advance_for_buyer(db.session(), actor, public_id)
    return page(
        "agreements/advance.html", status=422 if form.errors else 200, a=card, form=form,
        words=forms, backs=queries.backs_of(db.session(), card.id),
        may=f"may_pay:{card.operator_id}" in actor.rights,
    )  # fmt: skip


@blueprint.post("/buyer/advances/<public_id>/sending")
@guard(Permission.PAY)
@commits
def send(actor: Actor, public_id: str) -> Response:
    """Note that it is on its way, or lies with who holds it."""
    form = forms.PayForm(request.form)
    sent = done_with(form, forms.SENTENCES, lambda: actions.send_advance(
        db.session(), actor, public_id, method=form.how, reference=form.reference.data
    ))  # fmt: skip
    return see_other(ONE, public_id=public_id) if sent else _show(actor, public_id, form)


@blueprint.post("/buyer/advances/<public_id>/release")
@guard(Permission.PAY)
@commits
def release(actor: Actor, public_id: str) -> Response:
    """Let the held money go to her."""
    return _once(lambda: actions.release_advance(db.session(), actor, public_id), public_id)


@blueprint.post("/buyer/advances/<public_id>/ending")
@guard(Permission.PAY)
@commits
def end(actor: Actor, public_id: str) -> Response:
    """End it before all is back."""
    return _once(lambda: actions.settle_advance(db.session(), actor, public_id), public_id)


def _once(act: Callable[[], object], public_id: str) -> Response:
    return once(act, ONE, public_id=public_id)
