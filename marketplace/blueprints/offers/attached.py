"""Photographs and voice notes at the buyer's and at the desk, where each is looked at first."""

from flask import Blueprint, Response, request

from marketplace.catalogue.rules.attachments import WhyRefused
from marketplace.db import db, transaction
from marketplace.forms.attachments import ATTACHMENT_SENTENCES, WHY_REFUSED
from marketplace.forms.base import HouseForm
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.offers.actions.attaching import look_at_offer_attachment
from marketplace.offers.queries.attached import (
    attached_for_buyer,
    offer_attachment_at_desk,
    offer_attachments_to_look_at,
)
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing import queries
from marketplace.sourcing.actions.attaching import attach_to_need, look_at_need_attachment
from marketplace.sourcing.queries.attached import (
    attached_to_need,
    need_attachment_at_desk,
    need_attachments_to_look_at,
    needs_attached_today,
)
from marketplace.web import attachments, photos, sounds
from marketplace.web.attempt import done_with
from marketplace.web.commits import slow_first
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.photos import takes_photos

blueprint = Blueprint("attached", __name__)


@blueprint.get("/buyer/needs/<public_id>/attached")
@guard(Permission.ORDER)
def of_need(actor: Actor, public_id: str) -> Response:
    """Show what lies beside a need, what came with its answers, and take in more."""
    return _of_need(actor, public_id, HouseForm())


def _of_need(actor: Actor, public_id: str, form: HouseForm) -> Response:
    session = db.session()
    need = queries.need_for_buyer(session, actor, public_id)
    return page(
        "sourcing/attached.html", status=422 if form.errors else 200, need=need, form=form,
        own=attached_to_need(session, need.id),
        theirs=attached_for_buyer(session, actor, public_id), done=request.args.get("done"),
    )  # fmt: skip


@blueprint.post("/buyer/needs/<public_id>/attached")
@guard(Permission.ORDER)
@slow_first
@takes_photos
def attach(actor: Actor, public_id: str) -> Response:
    """Put a photograph or a voice note beside the need; one of each, the newer one stays."""
    kind, form = attachments.kind_of(request.form.get("kind", "")), HouseForm()
    queries.need_for_buyer(db.session(), actor, public_id)
    if done_with(form, ATTACHMENT_SENTENCES, lambda: attachments.take_in(
        kind, needs_attached_today(db.session(), actor),
        lambda session, kept: attach_to_need(session, actor, public_id, kept),
    )):  # fmt: skip
        return see_other("attached.of_need", public_id=public_id, done="added")
    return _of_need(actor, public_id, form)


@blueprint.get("/buyer/needs/<public_id>/attached/<name>")
@guard(Permission.ORDER)
def buyers_file(actor: Actor, public_id: str, name: str) -> Response:
    """Show or play one of those the buyer may have."""
    need = queries.need_for_buyer(db.session(), actor, public_id)
    files = {one.public_id: one.file for one in attached_to_need(db.session(), need.id)}
    files |= {one.public_id: one.file for one in attached_for_buyer(db.session(), actor, public_id)}
    return _sent(files.get(name))


@blueprint.get("/desk/attached")
@guard(Permission.SEE_DESK)
def index(actor: Actor) -> Response:
    """List what nobody else sees before somebody has looked at it, oldest first."""
    return _waiting(actor, HouseForm())


def _waiting(actor: Actor, form: HouseForm) -> Response:
    session = db.session()
    return page(
        "desk/attached.html", status=422 if form.errors else 200, form=form, whys=WHY_REFUSED,
        needs=need_attachments_to_look_at(session, actor),
        offers=offer_attachments_to_look_at(session, actor), done=request.args.get("done"),
    )  # fmt: skip


@blueprint.get("/desk/attached/<public_id>")
@guard(Permission.SEE_DESK)
def desk_file(actor: Actor, public_id: str) -> Response:
    """Show or play one from the facilitator's places."""
    own = need_attachment_at_desk(db.session(), actor, public_id)
    return _sent(own or offer_attachment_at_desk(db.session(), actor, public_id).file)


@blueprint.post("/desk/attached/<public_id>/look")
@guard(Permission.SEE_DESK)
@slow_first
def look(actor: Actor, public_id: str) -> Response:
    """Let the other side have it, or refuse it: a child, a private word, not about it."""
    form, said = HouseForm(), request.form.get("look", "")
    why = WhyRefused(said) if said in set(WhyRefused) else None
    if why is None and said != "fine":
        raise NotFound
    looked = done_with(form, ATTACHMENT_SENTENCES, lambda: _look(actor, public_id, why))
    return see_other("attached.index", done="looked") if looked else _waiting(actor, form)


def _look(actor: Actor, public_id: str, why: WhyRefused | None) -> None:
    with transaction(db.session()) as session:
        if need_attachment_at_desk(session, actor, public_id) is not None:
            gone = look_at_need_attachment(session, actor, public_id, why)
        else:
            offer_attachment_at_desk(session, actor, public_id)
            gone = look_at_offer_attachment(session, actor, public_id, why)
    if gone:
        photos.forget([gone])


def _sent(file: str | None) -> Response:
    if file is None:
        raise NotFound
    return photos.show(file, "photo") if file.endswith(".jpg") else sounds.play(file, "voice")
