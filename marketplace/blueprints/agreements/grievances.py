"""Complaints of a buyer, and those that concern him: said, shown with the day, taken back."""

from flask import Blueprint, Response, request

from marketplace.agreements.actions.grievances import raise_grievance, take_back_grievance
from marketplace.agreements.queries import grievances as queries
from marketplace.agreements.rules.grievances import Raiser, Whom, Wrong
from marketplace.agreements.rules.grieving import Raise
from marketplace.blueprints.agreements.laying import lay
from marketplace.db import db
from marketplace.forms import grievances as forms
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web import photos
from marketplace.web.attempt import made_of
from marketplace.web.commits import commits, slow_first
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.photos import takes_photos
from marketplace.web.suppliers import once

blueprint = Blueprint("grievances", __name__)


@blueprint.get("/buyer/grievances")
@guard(Permission.SEE_BUYER_HOME)
def index(actor: Actor) -> Response:
    """List what he complained of and what he was told of."""
    found = queries.of_the_buyer(db.session(), actor)
    return page("agreements/grievances.html", found=found, words=forms)


@blueprint.get("/buyer/grievances/new")
@guard(Permission.SEE_BUYER_HOME)
def new(_actor: Actor) -> Response:
    """Ask what went wrong; an order that is named stays with it."""
    return _new(forms.RaiseForm().for_buyer())


def _new(form: forms.RaiseForm) -> Response:
    return page(
        "agreements/grievance_new.html", status=422 if form.errors else 200, form=form,
        order=request.values.get("order", "")[:24],
    )  # fmt: skip


@blueprint.post("/buyer/grievances")
@guard(Permission.SEE_BUYER_HOME)
@commits
def create(actor: Actor) -> Response:
    """Write the complaint down; sent again it shows the same one."""
    form = forms.RaiseForm(request.form).for_buyer()
    made = made_of(form, forms.SENTENCES, lambda: raise_grievance(db.session(), actor, Raise(
        side=Raiser.BUYER, kind=Wrong(form.kind.data), whom=Whom(form.whom.data),
        client_key=form.client_key, words=form.words.data or "", wants_call=form.wants_call.data,
        order=request.form.get("order") or None,
    )))  # fmt: skip
    return _new(form) if made is None else see_other("grievances.show", public_id=made.public_id)


@blueprint.get("/buyer/grievances/<public_id>")
@guard(Permission.SEE_BUYER_HOME)
def show(actor: Actor, public_id: str) -> Response:
    """Show one: how it stands, by when it is answered, what lies on the table."""
    return _show(actor, public_id, forms.EvidenceForm())


def _show(actor: Actor, public_id: str, form: forms.EvidenceForm) -> Response:
    card = queries.for_buyer(db.session(), actor, public_id)
    return page(
        "agreements/grievance.html", status=422 if form.errors else 200, g=card, form=form,
        words=forms, own=card.side is Raiser.BUYER,
    )  # fmt: skip


@blueprint.post("/buyer/grievances/<public_id>/evidence")
@guard(Permission.SEE_BUYER_HOME)
@slow_first
@takes_photos
def evidence(actor: Actor, public_id: str) -> Response:
    """Lay a note or a photograph on the table, for the handler's eyes."""
    wrong = lay(actor, public_id)
    return _show(actor, public_id, wrong) if wrong else see_other(
        "grievances.show", public_id=public_id, done="laid"
    )  # fmt: skip


@blueprint.post("/buyer/grievances/<public_id>/withdrawal")
@guard(Permission.SEE_BUYER_HOME)
@commits
def take_back(actor: Actor, public_id: str) -> Response:
    """Take a complaint back."""
    return once(
        lambda: take_back_grievance(db.session(), actor, public_id),
        "grievances.show", public_id=public_id,
    )  # fmt: skip


@blueprint.get("/buyer/grievances/<public_id>/photo/<int:evidence_id>")
@guard(Permission.SEE_BUYER_HOME)
def photo(actor: Actor, public_id: str, evidence_id: int) -> Response:
    """Show a photograph of his own side."""
    return photos.show(queries.photo_of(db.session(), actor, public_id, evidence_id), "evidence")
