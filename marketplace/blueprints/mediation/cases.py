"""Cases at the desk: what waits first; one case with its timeline, tasks, conflicts, looks."""

from collections.abc import Callable

from flask import Blueprint, Response, request

from marketplace.agreements.queries.awarded import awarded_of
from marketplace.db import db
from marketplace.forms import mediation_words
from marketplace.forms.award_words import NEXT
from marketplace.forms.base import HouseForm, sent_or_new
from marketplace.forms.mediation import (
    SENTENCES,
    ConflictForm,
    EventForm,
    LookForm,
    TaskForm,
    person_id,
    with_ids,
)
from marketplace.forms.words import CHOOSE, choices
from marketplace.i18n.format import today
from marketplace.kernel.actor import Actor
from marketplace.mediation import actions, queries
from marketplace.mediation.actions import MarkConflict, SetTask, WriteEvent
from marketplace.mediation.queries import CaseFile
from marketplace.mediation.rules.lists import ConflictKind
from marketplace.people.rules.permissions import Permission
from marketplace.web.attempt import done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("cases", __name__)
ONE = "cases.show"


@blueprint.get("/desk/cases")
@guard(Permission.MEDIATE)
def index(actor: Actor) -> Response:
    """List the cases of her places: what waits longest first, stalled ones marked."""
    tab = "closed" if request.args.get("state") == "closed" else "open"
    cases = queries.cases_at_desk(db.session(), actor, today(), closed=tab == "closed")
    return page("mediation/cases.html", cases=cases, tab=tab, words=mediation_words)


@blueprint.get("/desk/cases/<public_id>")
@guard(Permission.MEDIATE)
def show(actor: Actor, public_id: str) -> Response:
    """Show one case."""
    return _page(actor, public_id)


def _page(actor: Actor, public_id: str, form: HouseForm | None = None, at: str = "") -> Response:
    shown = queries.case_file(db.session(), actor, public_id)
    event = with_ids(sent_or_new(form, EventForm), "event")
    task = with_ids(sent_or_new(form, TaskForm), "task")
    conflict = with_ids(sent_or_new(form, ConflictForm), "conflict")
    _fill(shown, task, conflict)
    return page(
        "mediation/case.html", status=422 if form else 200, c=shown, o=shown.opening,
        words=mediation_words, event=event, task=task, conflict=conflict, today=today(),
        look_form=sent_or_new(form, LookForm), wrong=form, wrong_at=at,
        me=actor.person_id, ways=awarded_of(db.session(), shown.opening.awards), next_words=NEXT,
    )  # fmt: skip


def _fill(shown: CaseFile, task: TaskForm, conflict: ConflictForm) -> None:
    people = {str(one.person_id): one.name for one in shown.colleagues}
    sellers = {one.offer.supplier_code: one.offer.supplier_name for one in shown.opening.offers}
    task.owner.choices = choices(people)
    conflict.who.choices = choices({"": CHOOSE, **people, **sellers})


def _change(
    actor: Actor, public_id: str, form: HouseForm, act: Callable[[], object], done: str,
    at: str = "",
) -> Response:  # fmt: skip
    if done_with(form, SENTENCES, act):
        return see_other(ONE, public_id=public_id, done=done)
    return _page(actor, public_id, form, at)


@blueprint.post("/desk/cases/<public_id>/events")
@guard(Permission.MEDIATE)
@commits
def write(actor: Actor, public_id: str) -> Response:
    """Write a note, call, visit or meeting into the case."""
    form = EventForm(request.form)
    return _change(actor, public_id, form, lambda: actions.write_event(
        db.session(), actor, WriteEvent(need=public_id, **form.said())
    ), "written")  # fmt: skip


@blueprint.post("/desk/cases/<public_id>/tasks")
@guard(Permission.MEDIATE)
@commits
def set_task(actor: Actor, public_id: str) -> Response:
    """Set a task with its owner and its day."""
    form = TaskForm(request.form)
    return _change(actor, public_id, form, lambda: actions.set_task(
        db.session(), actor, SetTask(need=public_id, **form.said())
    ), "task")  # fmt: skip


@blueprint.post("/desk/cases/<public_id>/conflicts")
@guard(Permission.MEDIATE)
@commits
def mark(actor: Actor, public_id: str) -> Response:
    """Mark that somebody is not neutral here; or lift a mark."""
    if request.form.get("lift"):
        return _change(actor, public_id, HouseForm(), lambda: actions.lift_conflict(
            db.session(), actor, request.form["lift"]
        ), "lifted")  # fmt: skip
    form = ConflictForm(request.form)
    return _change(actor, public_id, form, lambda: actions.mark_conflict(
        db.session(), actor, _conflict(form, public_id)
    ), "marked")  # fmt: skip


def _conflict(form: ConflictForm, need: str) -> MarkConflict:
    who, person = form.who.data or "", person_id(form.who.data)
    return MarkConflict(
        need=need, kind=ConflictKind(form.kind.data), person_id=person,
        supplier=None if person else who,
    )  # fmt: skip


@blueprint.post("/desk/cases/<public_id>/looks")
@guard(Permission.MEDIATE)
@commits
def look(actor: Actor, public_id: str) -> Response:
    """Answer somebody not chosen who asked to look again, or complained."""
    form, asked = LookForm(request.form), request.form.get("look", "")
    upheld = request.form.get("found") == "upheld"
    return _change(actor, public_id, form, lambda: actions.answer_look(
        db.session(), actor, asked, upheld=upheld, words=form.words.data or ""
    ), "answered", asked)  # fmt: skip


@blueprint.post("/desk/cases/<public_id>/state")
@guard(Permission.MEDIATE)
@commits
def state(actor: Actor, public_id: str) -> Response:
    """Close a case nobody works on, or take it up again."""
    close = request.form.get("to") == "closed"
    act = actions.close_case if close else actions.reopen_case
    return _change(
        actor, public_id, HouseForm(), lambda: act(db.session(), actor, public_id),
        "closed" if close else "reopened",
    )  # fmt: skip
