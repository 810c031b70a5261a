"""Complaints at the desk: said on the phone, taken up within two days, ended by who is no party."""

from datetime import timedelta

from flask import Blueprint, Response, request

from marketplace.agreements.actions import grievances as actions
from marketplace.agreements.queries import grievances as queries
from marketplace.agreements.queries.grievance_people import helpers_near, suppliers_near
from marketplace.agreements.rules.grievances import (
    ANSWER_DAYS,
    GrievanceEnd,
    Raiser,
    Whom,
    Wrong,
)
from marketplace.agreements.rules.grieving import Close, Raise, TakeUp
from marketplace.blueprints.agreements.laying import lay
from marketplace.db import db
from marketplace.forms import grievances as forms
from marketplace.forms.base import HouseForm, sent_or_new
from marketplace.forms.words import CHOOSE, choices
from marketplace.i18n.format import today
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web import photos
from marketplace.web.attempt import done_with
from marketplace.web.commits import commits, slow_first
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.paging import before
from marketplace.web.photos import takes_photos

blueprint = Blueprint("desk_grievances", __name__)
ONE = "desk_grievances.show"


@blueprint.get("/desk/grievances")
@guard(Permission.MEDIATE)
def index(actor: Actor) -> Response:
    """List what is not over, the earliest promise first, then what was answered."""
    session, start = db.session(), before()
    return page(
        "desk/grievances.html", waiting=queries.waiting_at_desk(session, actor), words=forms,
        ended=queries.ended_at_desk(session, actor, before=start), first=start is None,
    )  # fmt: skip


@blueprint.get("/desk/grievances/new")
@guard(Permission.MEDIATE)
def new(actor: Actor) -> Response:
    """Ask what somebody says on the phone or at the market."""
    return _new(actor, forms.ForHerForm())


def _new(actor: Actor, form: forms.ForHerForm) -> Response:
    _fill(actor, form)
    return page("desk/grievance_new.html", status=422 if form.errors else 200, form=form)


def _fill(actor: Actor, form: forms.ForHerForm) -> None:
    session = db.session()
    hers, helpers = suppliers_near(session, actor), helpers_near(session, actor)
    form.supplier.choices = choices({"": CHOOSE, **hers})
    form.person.choices = choices({"": CHOOSE, **{str(k): name for k, name in helpers.items()}})


@blueprint.post("/desk/grievances")
@guard(Permission.MEDIATE)
@commits
def create(actor: Actor) -> Response:
    """Write down what a supplier says, in her name, by the facilitator's hand."""
    form = forms.ForHerForm(request.form)
    _fill(actor, form)
    if done_with(
        form, forms.SENTENCES, lambda: actions.raise_grievance(db.session(), actor, _said(form))
    ):
        return see_other("desk_grievances.index", done="raised")
    return _new(actor, form)


def _said(form: forms.ForHerForm) -> Raise:
    person = form.person.data or ""
    return Raise(
        side=Raiser.SUPPLIER, kind=Wrong(form.kind.data), whom=Whom(form.whom.data),
        client_key=form.client_key, supplier=form.supplier.data, words=form.words.data or "",
        wants_call=form.wants_call.data, person=int(person) if person else None,
    )  # fmt: skip


@blueprint.get("/desk/grievances/<public_id>")
@guard(Permission.MEDIATE)
def show(actor: Actor, public_id: str) -> Response:
    """Show one with everything on the table, and the next thing to do."""
    return _show(actor, public_id)


def _show(actor: Actor, public_id: str, form: HouseForm | None = None) -> Response:
    card = queries.for_desk(db.session(), actor, public_id)
    fresh = forms.TakeUpForm(due_on=today() + timedelta(days=ANSWER_DAYS))
    return page(
        "desk/grievance.html", status=422 if form else 200, g=card, words=forms, today=today(),
        take_up=form if isinstance(form, forms.TakeUpForm) else fresh, wrong=form,
        laid=_with_ids(sent_or_new(form, forms.EvidenceForm)),
        end=sent_or_new(form, forms.EndForm),
    )  # fmt: skip


def _with_ids(form: forms.EvidenceForm) -> forms.EvidenceForm:
    """Let the note's field stand beside another one for words."""
    form.words.id = "note"
    return form


@blueprint.post("/desk/grievances/<public_id>/hand")
@guard(Permission.MEDIATE)
@commits
def take_up(actor: Actor, public_id: str) -> Response:
    """Take it up, with a day, and tell the other side what it may know."""
    form = forms.TakeUpForm(request.form)
    taken = done_with(form, forms.SENTENCES, lambda: actions.take_up(db.session(), actor, TakeUp(
        grievance=public_id, due_on=form.due_on.data, told_words=form.told.data or ""
    )))  # fmt: skip
    return _back(public_id, "taken_up") if taken else _show(actor, public_id, form)


def _back(public_id: str, done: str) -> Response:
    return see_other(ONE, public_id=public_id, done=done)


@blueprint.post("/desk/grievances/<public_id>/evidence")
@guard(Permission.MEDIATE)
@slow_first
@takes_photos
def evidence(actor: Actor, public_id: str) -> Response:
    """Lay what the handler saw or heard on the table."""
    wrong = lay(actor, public_id)
    return _show(actor, public_id, wrong) if wrong else _back(public_id, "laid")


@blueprint.post("/desk/grievances/<public_id>/outcome")
@guard(Permission.MEDIATE)
@commits
def close(actor: Actor, public_id: str) -> Response:
    """End it; both sides hear how."""
    form = forms.EndForm(request.form)
    ended = done_with(form, forms.SENTENCES, lambda: actions.close_grievance(
        db.session(), actor, Close(
            grievance=public_id, outcome=GrievanceEnd(form.outcome.data),
            words=form.words.data or "",
        )
    ))  # fmt: skip
    return _back(public_id, "closed") if ended else _show(actor, public_id, form)


@blueprint.get("/desk/grievances/<public_id>/photo/<int:evidence_id>")
@guard(Permission.MEDIATE)
def photo(actor: Actor, public_id: str, evidence_id: int) -> Response:
    """Show a photograph from the table."""
    return photos.show(queries.photo_of(db.session(), actor, public_id, evidence_id), "evidence")
