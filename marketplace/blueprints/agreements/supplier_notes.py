"""Her word on the delivery note, and on the door: "so it was", "not so", one picture a question."""

from flask import Blueprint, Response, request, url_for

from marketplace.agreements.actions.feedback import she_says
from marketplace.agreements.actions.notes import confirm_note, object_to_note
from marketplace.agreements.queries.notes import Note, note_for_supplier, photo_for_supplier
from marketplace.agreements.rules.lists import ObjectionAbout, SheSays
from marketplace.db import db
from marketplace.forms.supplier import ReasonForm, choices_of, said
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.support.queries.supplier import step_of_order
from marketplace.web import photos
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import once, see_other

blueprint = Blueprint("supplier_notes", __name__)
QUESTIONS = (SheSays.SHORT_WAIT, SheSays.FAIR_WEIGHING, SheSays.POLITE)


@blueprint.get("/s/orders/<public_id>/note")
@guard(Permission.FOLLOW_OWN_ORDERS)
def note(actor: Actor, public_id: str) -> Response:
    """Show what the door wrote: how much came, how much was taken, why not all, the photograph."""
    shown = note_for_supplier(db.session(), actor, public_id)
    helps = step_of_order(db.session(), actor, public_id)
    return page("supplier/note.html", note=shown, helps=helps)


@blueprint.post("/s/orders/<public_id>/note")
@guard(Permission.FOLLOW_OWN_ORDERS)
@commits
def so_it_was(actor: Actor, public_id: str) -> Response:
    """Take her "so it was"; pressed again it leads on as well."""
    return once(
        lambda: confirm_note(db.session(), actor, public_id),
        "supplier_notes.door", public_id=public_id,
    )  # fmt: skip


@blueprint.get("/s/orders/<public_id>/objection")
@guard(Permission.FOLLOW_OWN_ORDERS)
def not_so(actor: Actor, public_id: str) -> Response:
    """Ask what is not so, in pictures."""
    return _what(ReasonForm(), note_for_supplier(db.session(), actor, public_id))


@blueprint.post("/s/orders/<public_id>/objection")
@guard(Permission.FOLLOW_OWN_ORDERS)
@commits
def say_not_so(actor: Actor, public_id: str) -> Response:
    """Take her "not so": a facilitator looks at it with both sides."""
    form = ReasonForm(request.form)
    form.reason.choices = choices_of("about", ObjectionAbout)
    if not form.validate():
        return _what(form, note_for_supplier(db.session(), actor, public_id))
    about = ObjectionAbout(form.reason.data)
    return once(
        lambda: object_to_note(db.session(), actor, public_id, about),
        "supplier_notes.note", public_id=public_id,
    )  # fmt: skip


def _what(form: ReasonForm, shown: Note) -> Response:
    form.reason.choices = choices_of("about", ObjectionAbout)
    back = url_for("supplier_notes.note", public_id=shown.delivery.order_public_id)
    return page("supplier/choose.html", title=said("what_not_so"), field=form.reason, back=back)


@blueprint.get("/s/orders/<public_id>/door")
@guard(Permission.FOLLOW_OWN_ORDERS)
def door(actor: Actor, public_id: str) -> Response:
    """Ask the next thing about the door; nobody has to answer."""
    shown = note_for_supplier(db.session(), actor, public_id)
    left = [one for one in QUESTIONS if one not in shown.her]
    if not left:
        return see_other("supplier_notes.note", public_id=public_id)
    return page("supplier/door.html", asks=left[0].value, note=shown)


@blueprint.post("/s/orders/<public_id>/door")
@guard(Permission.FOLLOW_OWN_ORDERS)
@commits
def say_of_door(actor: Actor, public_id: str) -> Response:
    """Keep one yes or no about the door, for the facilitator's eyes."""
    note_for_supplier(db.session(), actor, public_id)  # another's does not exist, whatever is sent
    asked = {one.value: one for one in QUESTIONS}.get(request.form.get("asks", ""))
    answer = {"yes": True, "no": False}.get(request.form.get("answer", ""))
    if asked is not None and answer is not None:
        she_says(db.session(), actor, public_id, asked, good=answer)
    return see_other("supplier_notes.door", public_id=public_id)


@blueprint.get("/s/orders/<public_id>/photo")
@guard(Permission.FOLLOW_OWN_ORDERS)
def photo(actor: Actor, public_id: str) -> Response:
    """Show the photograph of what she brought."""
    return photos.show(photo_for_supplier(db.session(), actor, public_id), "delivery")
