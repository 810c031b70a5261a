"""Without an account: a complaint, or a report of harm; and the pages of who reads reports."""

from flask import Blueprint, Response, request

from marketplace.agreements.actions import safeguarding as actions
from marketplace.agreements.actions.grievances import raise_grievance
from marketplace.agreements.queries import safeguarding as queries
from marketplace.agreements.rules.grievances import Raiser, Whom, Wrong
from marketplace.agreements.rules.grieving import Raise
from marketplace.agreements.rules.safeguarding import Harm, ReportEnd
from marketplace.catalogue.queries import destinations, places_of
from marketplace.db import db
from marketplace.forms import grievances as forms
from marketplace.forms.base import HouseForm
from marketplace.forms.words import CHOOSE, choices
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.permissions import Permission
from marketplace.web.attempt import done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import once

blueprint = Blueprint("safety", __name__)


@blueprint.get("/trouble")
@guard(Permission.LOOK)
def trouble(_actor: Actor) -> Response:
    """Ask anybody what went wrong; no name is needed."""
    return _trouble(forms.AnybodyForm())


def _trouble(form: forms.AnybodyForm) -> Response:
    _fill(form)
    return page("public/trouble.html", status=422 if form.errors else 200, form=form)


def _fill(form: forms.AnybodyForm | forms.HarmForm) -> None:
    session = db.session()
    known = {
        place.public_id: f"{place.name} · {land.name}"
        for land in destinations(session) for place in places_of(session, land.id)
    }  # fmt: skip
    form.place.choices = choices({"": CHOOSE, **known})


@blueprint.post("/trouble")
@guard(Permission.LOOK)
@commits
def complain(actor: Actor) -> Response:
    """Write down what anybody says."""
    form = forms.AnybodyForm(request.form)
    _fill(form)
    told = done_with(form, forms.SENTENCES, lambda: raise_grievance(db.session(), actor, Raise(
        side=Raiser.ANYBODY, kind=Wrong(form.kind.data), whom=Whom(form.whom.data),
        client_key=form.client_key, words=form.words.data or "", find_me=form.find_me.data or "",
        wants_call=form.wants_call.data, place=form.place.data,
    )))  # fmt: skip
    return see_other("safety.heard") if told else _trouble(form)


@blueprint.get("/trouble/sent")
@guard(Permission.LOOK)
def heard(_actor: Actor) -> Response:
    """Say what happens next."""
    return page("public/heard.html", harm=False)


@blueprint.get("/safety")
@guard(Permission.LOOK)
def form(_actor: Actor) -> Response:
    """Ask anybody what harm it is, and nothing that is not needed."""
    return _form(forms.HarmForm())


def _form(form: forms.HarmForm) -> Response:
    _fill_harm(form)
    return page("public/safety.html", status=422 if form.errors else 200, form=form)


@blueprint.post("/safety")
@guard(Permission.LOOK)
@commits
def report(actor: Actor) -> Response:
    """Send the report to who does not work here."""
    form = forms.HarmForm(request.form)
    _fill_harm(form)
    said = done_with(form, forms.SENTENCES, lambda: actions.report_harm(
        db.session(), actor, kind=Harm(form.kind.data), client_key=form.client_key,
        place=form.place.data, find_me=form.find_me.data or "",
        about=int(form.person.data) if form.person.data else None,
    ))  # fmt: skip
    return see_other("safety.sent") if said else _form(form)


def _fill_harm(form: forms.HarmForm) -> None:
    _fill(form)
    form.person.choices = choices({"": CHOOSE, **queries.who_can_be_named(db.session())})


@blueprint.get("/safety/sent")
@guard(Permission.LOOK)
def sent(_actor: Actor) -> Response:
    """Say that somebody who does not work here reads it within the hour."""
    return page("public/heard.html", harm=True)


@blueprint.get("/safeguarding")
@guard(Permission.USE_OWN_ACCOUNT)
def index(actor: Actor) -> Response:
    """List a lead's reports; to everybody else the page does not exist."""
    session = db.session()
    if not queries.is_lead(session, actor):
        raise NotFound
    return page("agreements/safeguarding.html", found=queries.reports_for(session, actor),
                words=forms)  # fmt: skip


@blueprint.get("/safeguarding/<public_id>")
@guard(Permission.USE_OWN_ACCOUNT)
def show(actor: Actor, public_id: str) -> Response:
    """Show one report to its lead."""
    return _show(actor, public_id, forms.ReportEndForm())


def _show(actor: Actor, public_id: str, form: HouseForm) -> Response:
    card = queries.report_for(db.session(), actor, public_id)
    return page(
        "agreements/safeguarding_report.html", status=422 if form.errors else 200, r=card,
        form=form, words=forms,
    )  # fmt: skip


@blueprint.post("/safeguarding/<public_id>/hand")
@guard(Permission.USE_OWN_ACCOUNT)
@commits
def take(actor: Actor, public_id: str) -> Response:
    """Take a report in hand: the alarm stops."""
    return once(lambda: actions.take_in_hand(db.session(), actor, public_id),
                "safety.show", public_id=public_id)  # fmt: skip


@blueprint.post("/safeguarding/<public_id>/ending")
@guard(Permission.USE_OWN_ACCOUNT)
@commits
def end(actor: Actor, public_id: str) -> Response:
    """End a report with a code; where she can be called is forgotten."""
    form = forms.ReportEndForm(request.form)
    if not form.validate():
        return _show(actor, public_id, form)
    ended = ReportEnd(form.ended.data)
    return once(lambda: actions.close_report(db.session(), actor, public_id, ended),
                "safety.show", public_id=public_id)  # fmt: skip


@blueprint.get("/admin/safeguarding")
@guard(Permission.RUN_INSTALLATION)
def leads(_actor: Actor) -> Response:
    """Show who reads reports, and name another."""
    return _leads(forms.LeadForm())


def _leads(form: forms.LeadForm) -> Response:
    _fill_lead(form)
    return page("admin/safeguarding.html", status=422 if form.errors else 200, form=form,
                leads=queries.all_leads(db.session()))  # fmt: skip


def _fill_lead(form: forms.LeadForm) -> None:
    session = db.session()
    form.destination.choices = choices({str(d.id): d.name for d in destinations(session)})
    form.person.choices = choices({"": CHOOSE, **queries.staff_by_name(session)})


@blueprint.post("/admin/safeguarding")
@guard(Permission.RUN_INSTALLATION)
@commits
def name(actor: Actor) -> Response:
    """Name a lead or deputy who works in none of the places."""
    form = forms.LeadForm(request.form)
    _fill_lead(form)
    named = done_with(form, forms.SENTENCES, lambda: actions.name_lead(
        db.session(), actor, destination_id=int(form.destination.data),
        person_id=int(form.person.data), deputy=form.deputy.data,
    ))  # fmt: skip
    return see_other("safety.leads") if named else _leads(form)


@blueprint.post("/admin/safeguarding/<int:lead_id>/ending")
@guard(Permission.RUN_INSTALLATION)
@commits
def unname(actor: Actor, lead_id: int) -> Response:
    """Let somebody read reports no more."""
    actions.end_lead(db.session(), actor, lead_id)
    return see_other("safety.leads")
