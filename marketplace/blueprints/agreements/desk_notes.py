"""Delivery notes at the desk: who says what, how it ends, and how both sides treat each other."""

from flask import Blueprint, Response, request

from marketplace.agreements.actions.notes import close_objection, confirm_note, object_to_note
from marketplace.agreements.queries.notes import (
    Note,
    note_at_desk,
    notes_at_desk,
    objections_open,
    photo_at_desk,
)
from marketplace.agreements.queries.relations import buyers_here, relations
from marketplace.agreements.rules.lists import ObjectionAbout
from marketplace.db import db
from marketplace.forms.agreements import NOTE_SENTENCES, CorrectionForm
from marketplace.kernel.actor import Actor
from marketplace.people.queries import operator_records
from marketplace.people.rules.permissions import Permission
from marketplace.web import photos
from marketplace.web.attempt import beside, done
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.paging import before

blueprint = Blueprint("desk_notes", __name__)


@blueprint.get("/desk/deliveries")
@guard(Permission.SEE_DESK)
def index(actor: Actor) -> Response:
    """List what waits because a supplier says "not so", then every delivery, newest first."""
    found = notes_at_desk(db.session(), actor, before=before())
    return page(
        "desk/notes.html", waiting=objections_open(db.session(), actor), found=found.items,
        older=found.next, first=before() is None,
    )  # fmt: skip


@blueprint.get("/desk/deliveries/<public_id>")
@guard(Permission.SEE_DESK)
def note(actor: Actor, public_id: str) -> Response:
    """Show one delivery note with what both sides say of it."""
    return _note(note_at_desk(db.session(), actor, public_id), CorrectionForm())


def _note(found: Note, form: CorrectionForm) -> Response:
    return page(
        "desk/note.html", status=422 if form.errors else 200, note=found, form=form,
        abouts=[one.value for one in ObjectionAbout], done=request.args.get("done"),
    )  # fmt: skip


@blueprint.post("/desk/deliveries/<public_id>/outcome")
@guard(Permission.SEE_DESK)
@commits
def close(actor: Actor, public_id: str) -> Response:
    """Close a "not so": the note stands, or what was accepted in truth is owed."""
    form, stands = CorrectionForm(request.form), request.form.get("outcome") == "stands"
    if not (stands or form.validate()):
        return _note(note_at_desk(db.session(), actor, public_id), form)
    closed = done(lambda: close_objection(
        db.session(), actor, public_id, corrected_milli=form.corrected.data, stands=stands
    ), beside(form, NOTE_SENTENCES))  # fmt: skip
    if closed:
        return see_other("desk_notes.note", public_id=public_id, done="closed")
    return _note(note_at_desk(db.session(), actor, public_id), form)


@blueprint.post("/desk/deliveries/<public_id>/word")
@guard(Permission.SEE_DESK)
@commits
def her_word(actor: Actor, public_id: str) -> Response:
    """Keep her word on a note, said on the phone: recorded as the facilitator's hand."""
    found, form = note_at_desk(db.session(), actor, public_id), CorrectionForm()
    order, about = found.delivery.order_public_id, request.form.get("word", "")
    if done(lambda: _say_for_her(actor, order, about), beside(form, NOTE_SENTENCES)):
        return see_other("desk_notes.note", public_id=public_id, done="word")
    return _note(note_at_desk(db.session(), actor, public_id), form)


def _say_for_her(actor: Actor, order: str, about: str) -> bool:
    known = {one.value: one for one in ObjectionAbout}
    if about in known:
        object_to_note(db.session(), actor, order, known[about])
    else:
        confirm_note(db.session(), actor, order)
    return True


@blueprint.get("/desk/deliveries/<public_id>/photo")
@guard(Permission.SEE_DESK)
def photo(actor: Actor, public_id: str) -> Response:
    """Show a photograph from her places."""
    return photos.show(photo_at_desk(db.session(), actor, public_id), "delivery")


@blueprint.get("/desk/relations")
@guard(Permission.SEE_DESK)
def both_sides(actor: Actor) -> Response:
    """Show how both sides treat each other: every buyer's record, every pair that trades."""
    session = db.session()
    buyers = buyers_here(session, actor)
    return page(
        "desk/relations.html", buyers=buyers, pairs=relations(session, actor),
        records=operator_records(session, [one.id for one in buyers]),
    )  # fmt: skip
