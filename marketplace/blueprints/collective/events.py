"""Events at the desk: invited by what they make, who came, leads looked at after 30 and 90 days."""

from datetime import timedelta

from flask import Blueprint, Response, request

from marketplace.collective.actions import events as actions
from marketplace.collective.queries import events as queries
from marketplace.collective.queries.pick import buyers_here, leaves_made, places_here
from marketplace.collective.rules.events import EventKind, LeadFound
from marketplace.db import db
from marketplace.forms import collective as forms
from marketplace.forms.words import CHOOSE, choices
from marketplace.i18n.format import today
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.permissions import Permission
from marketplace.web.attempt import beside, done, done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import leaf_name, page

blueprint = Blueprint("events_desk", __name__)
ONE = "events_desk.show"
TWO_WEEKS = timedelta(days=14)


@blueprint.get("/desk/events")
@guard(Permission.MEDIATE)
def index(actor: Actor) -> Response:
    """List events, and the leads that are to be looked at."""
    session = db.session()
    return page(
        "collective/events.html", found=queries.events_at_desk(session, actor), words=forms,
        leads=queries.leads_at_desk(session, actor), today=today(),
    )  # fmt: skip


@blueprint.get("/desk/events/new")
@guard(Permission.MEDIATE)
def new(actor: Actor) -> Response:
    """Plan an event; everybody who makes what is asked for is invited."""
    return _new(actor, forms.EventForm(held_on=today() + TWO_WEEKS))


def _new(actor: Actor, form: forms.EventForm) -> Response:
    _fill(actor, form)
    return page("collective/event_new.html", status=422 if form.errors else 200, form=form)


def _fill(actor: Actor, form: forms.EventForm) -> None:
    session = db.session()
    form.place.choices = choices({"": CHOOSE, **places_here(session, actor)})
    made = {code: leaf_name(code) for code in leaves_made(session, actor)}
    form.leaf.choices = choices({"": CHOOSE, **made})
    form.host.choices = choices({"": CHOOSE, **buyers_here(session, actor)})


@blueprint.post("/desk/events")
@guard(Permission.MEDIATE)
@commits
def create(actor: Actor) -> Response:
    """Write the event down and invite."""
    form = forms.EventForm(request.form)
    _fill(actor, form)
    if done_with(form, forms.SENTENCES, lambda: actions.plan_event(
        db.session(), actor, _said(form)
    )):  # fmt: skip
        return see_other("events_desk.index")
    return _new(actor, form)


def _said(form: forms.EventForm) -> actions.PlanEvent:
    return actions.PlanEvent(
        place=form.place.data, kind=EventKind(form.kind.data), title=form.title.data or "",
        held_on=form.held_on.data, leaves=(form.leaf.data,), host=form.host.data or None,
    )  # fmt: skip


@blueprint.get("/desk/events/<public_id>")
@guard(Permission.MEDIATE)
def show(actor: Actor, public_id: str) -> Response:
    """Show one event with its guests; on its day and after, who came and who may trade."""
    return _show(actor, public_id, forms.LeadForm())


def _show(actor: Actor, public_id: str, form: forms.LeadForm) -> Response:
    session = db.session()
    event = queries.event_for_desk(session, actor, public_id)
    guests = queries.guests_of(session, event.id)
    _fill_lead(actor, form, guests)
    return page(
        "collective/event.html", status=422 if form.errors else 200, e=event, guests=guests,
        leaves=queries.leaves_of(session, event.id), form=form, words=forms, today=today(),
    )  # fmt: skip


def _fill_lead(actor: Actor, form: forms.LeadForm, guests: tuple[queries.GuestCard, ...]) -> None:
    came = {one.public_id: one.name for one in guests if one.came}
    form.supplier.choices = choices({"": CHOOSE, **came})
    form.operator.choices = choices({"": CHOOSE, **buyers_here(db.session(), actor)})


@blueprint.get("/desk/events/<public_id>/kit")
@guard(Permission.MEDIATE)
def kit(actor: Actor, public_id: str) -> Response:
    """Print what an event needs: a list at the door, names to wear, what to bring and to ask."""
    session = db.session()
    event = queries.event_for_desk(session, actor, public_id)
    return page(
        "collective/kit.html", e=event, guests=queries.guests_of(session, event.id), words=forms,
        leaves=queries.leaves_of(session, event.id),
    )  # fmt: skip


@blueprint.post("/desk/events/<public_id>/attendance")
@guard(Permission.MEDIATE)
@commits
def hold(actor: Actor, public_id: str) -> Response:
    """Write down who came."""
    form = forms.LeadForm()
    came = request.form.getlist("came")
    held = done(lambda: actions.hold_event(db.session(), actor, public_id, came),
                beside(form, forms.SENTENCES))  # fmt: skip
    if held:
        return see_other(ONE, public_id=public_id)
    return _show(actor, public_id, form)


@blueprint.post("/desk/events/<public_id>/leads")
@guard(Permission.MEDIATE)
@commits
def lead(actor: Actor, public_id: str) -> Response:
    """Note two who met."""
    form = forms.LeadForm(request.form)
    event = queries.event_for_desk(db.session(), actor, public_id)
    _fill_lead(actor, form, queries.guests_of(db.session(), event.id))
    if done_with(form, forms.SENTENCES, lambda: actions.note_lead(
        db.session(), actor, public_id, supplier=form.supplier.data, operator=form.operator.data
    )):  # fmt: skip
        return see_other("events_desk.index", _anchor="leads")
    return _show(actor, public_id, form)


@blueprint.post("/desk/leads/<public_id>")
@guard(Permission.MEDIATE)
@commits
def look(actor: Actor, public_id: str) -> Response:
    """Write down what came of a lead; before its day nothing changes."""
    found = {one.value: one for one in LeadFound}.get(request.form.get("found", ""))
    if found is None:
        raise NotFound
    done(lambda: actions.look_at_lead(db.session(), actor, public_id, found))
    return see_other("events_desk.index", _anchor="leads")
