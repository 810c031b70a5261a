"""Delivery notes for buyers: what was agreed beside what came, the photograph, how it was."""

from flask import Blueprint, Response, request

from marketplace.agreements.actions.feedback import door_says
from marketplace.agreements.queries.notes import note_for_buyer, photo_for_buyer
from marketplace.agreements.rules.lists import DoorSays
from marketplace.db import db
from marketplace.forms.agreements import RECEIVING_SENTENCES, FeedbackForm
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web import photos
from marketplace.web.attempt import beside, done
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import see_other

blueprint = Blueprint("notes", __name__)


@blueprint.get("/buyer/deliveries/<public_id>")
@guard(Permission.SEE_BUYER_HOME)
def note(actor: Actor, public_id: str) -> Response:
    """Show one delivery note, what she says of it, and ask how the goods were."""
    return _note(actor, public_id, FeedbackForm())


def _note(actor: Actor, public_id: str, form: FeedbackForm) -> Response:
    found = note_for_buyer(db.session(), actor, public_id)
    return page(
        "agreements/note.html", status=422 if form.form_errors else 200, note=found, form=form,
        aspects=[one.value for one in DoorSays], done=request.args.get("done"),
        may=f"may_receive:{found.operator_id}" in actor.rights,
    )  # fmt: skip


@blueprint.post("/buyer/deliveries/<public_id>/feedback")
@guard(Permission.RECEIVE)
@commits
def feedback(actor: Actor, public_id: str) -> Response:
    """Write down how the goods were; she sees the same pictures."""
    form = FeedbackForm(request.form)
    said = done(lambda: door_says(db.session(), actor, public_id, form.said),
                beside(form, RECEIVING_SENTENCES))  # fmt: skip
    if said:
        return see_other("notes.note", public_id=public_id, done="said")
    return _note(actor, public_id, form)


@blueprint.get("/buyer/deliveries/<public_id>/photo")
@guard(Permission.SEE_BUYER_HOME)
def photo(actor: Actor, public_id: str) -> Response:
    """Show the photograph taken at the door."""
    return photos.show(photo_for_buyer(db.session(), actor, public_id), "delivery")
