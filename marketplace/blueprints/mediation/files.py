"""Files: a supplier's notes, visits and tasks; ending a task wherever it stands."""

from collections.abc import Callable

from flask import Blueprint, Response, redirect, request

from marketplace.db import db
from marketplace.forms import mediation_words
from marketplace.forms.base import HouseForm, sent_or_new
from marketplace.forms.mediation import SENTENCES, EventForm, TaskForm, with_ids
from marketplace.forms.words import choices
from marketplace.i18n.format import today
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.mediation import actions, queries
from marketplace.mediation.actions import SetTask, WriteEvent
from marketplace.mediation.queries.cases import colleagues
from marketplace.people.rules.permissions import Permission
from marketplace.web.attempt import attempt, done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.onward import relative
from marketplace.web.pages import page

blueprint = Blueprint("files", __name__)
ONE = "files.show"


@blueprint.get("/desk/suppliers/<public_id>/file")
@guard(Permission.MEDIATE)
def show(actor: Actor, public_id: str) -> Response:
    """Show a supplier's file: what was said, what is to be done."""
    return _page(actor, public_id)


def _page(actor: Actor, public_id: str, form: HouseForm | None = None) -> Response:
    shown = queries.supplier_file(db.session(), actor, public_id)
    task = with_ids(sent_or_new(form, TaskForm), "task")
    event = with_ids(sent_or_new(form, EventForm), "event")
    task.owner.choices = choices({str(one.person_id): one.name for one in colleagues(db.session())})
    return page(
        "mediation/file.html", status=422 if form else 200, f=shown, words=mediation_words,
        event=event, task=task, wrong=form,
        today=today(), me=actor.person_id,
    )  # fmt: skip


def _change(
    actor: Actor, public_id: str, form: HouseForm, act: Callable[[], object], done: str
) -> Response:
    if done_with(form, SENTENCES, act):
        return see_other(ONE, public_id=public_id, done=done)
    return _page(actor, public_id, form)


@blueprint.post("/desk/suppliers/<public_id>/file/events")
@guard(Permission.MEDIATE)
@commits
def write(actor: Actor, public_id: str) -> Response:
    """Write a note, call, visit or meeting into a supplier's file."""
    form = EventForm(request.form)
    return _change(actor, public_id, form, lambda: actions.write_event(
        db.session(), actor, WriteEvent(supplier=public_id, **form.said())
    ), "written")  # fmt: skip


@blueprint.post("/desk/suppliers/<public_id>/file/tasks")
@guard(Permission.MEDIATE)
@commits
def set_task(actor: Actor, public_id: str) -> Response:
    """Set a task in a supplier's file."""
    form = TaskForm(request.form)
    return _change(actor, public_id, form, lambda: actions.set_task(
        db.session(), actor, SetTask(supplier=public_id, **form.said())
    ), "task")  # fmt: skip


@blueprint.post("/desk/tasks/<public_id>")
@guard(Permission.MEDIATE)
@commits
def end_task(actor: Actor, public_id: str) -> Response:
    """Finish or drop a task, and go back to where it stood."""
    word = request.form.get("word")
    if word not in {"done", "drop"}:  # nothing tapped ends nothing
        raise NotFound
    attempt(lambda: actions.end_task(db.session(), actor, public_id, done=word == "done"))
    return redirect(relative(request.form.get("next"), "/desk/cases"), code=303)  # type: ignore[return-value]  # werkzeug's base class
