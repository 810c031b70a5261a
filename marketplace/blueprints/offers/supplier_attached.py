"""Her photograph and her voice with an offer; what the buyer has put beside a need."""

from flask import Blueprint, Response, request

from marketplace.catalogue.rules.attachments import AttachmentKind
from marketplace.db import db
from marketplace.forms.supplier import said, said_of
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.offers import queries
from marketplace.offers.actions.attaching import attach_to_offer
from marketplace.offers.queries.attached import attached_to_my_offer, offers_attached_today
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.queries import need_for_supplier
from marketplace.sourcing.queries.attached import shown_of_need
from marketplace.web import attachments, photos, sounds
from marketplace.web.commits import slow_first
from marketplace.web.guard import guard
from marketplace.web.money_lock import money_open
from marketplace.web.pages import page
from marketplace.web.photos import takes_photos
from marketplace.web.suppliers import her_supplier, see_other

blueprint = Blueprint("supplier_attached", __name__)


@blueprint.get("/s/offers/<public_id>/attached/<kind>")
@guard(Permission.ANSWER_NEEDS)
@money_open
def add(actor: Actor, public_id: str, kind: str) -> Response:
    """Ask for a photograph or her voice, and who may have it; nothing is needed."""
    return _add(actor, public_id, attachments.kind_of(kind))


def _add(actor: Actor, public_id: str, kind: AttachmentKind, wrong: str = "") -> Response:
    offer = queries.offer_for_supplier(db.session(), actor.supplier_ids, public_id)
    mine = attached_to_my_offer(db.session(), actor, public_id).get(kind)
    title = said("photo" if kind is AttachmentKind.PHOTO else "my_voice")
    return page(
        "supplier/attach.html", status=422 if wrong else 200, offer=offer, kind=kind.value,
        mine=mine, wrong=wrong, title=title,
    )  # fmt: skip


@blueprint.post("/s/offers/<public_id>/attached/<kind>")
@guard(Permission.ANSWER_NEEDS)
@money_open
@slow_first
@takes_photos
def attach(actor: Actor, public_id: str, kind: str) -> Response:
    """Keep it with the offer: for the helper only, or for the lodge too."""
    known = attachments.kind_of(kind)
    for_buyer = request.form.get("who") == "lodge"
    queries.offer_for_supplier(db.session(), actor.supplier_ids, public_id)
    try:
        attachments.take_in(
            known, offers_attached_today(db.session(), actor),
            lambda session, kept: attach_to_offer(
                session, actor, public_id, kept, for_buyer=for_buyer
            ),
        )  # fmt: skip
    except Refused as refused:
        db.session.rollback()
        return _add(actor, public_id, known, said_of(refused))
    return see_other("supplier_attached.add", public_id=public_id, kind=kind)


@blueprint.get("/s/offers/<public_id>/attached/<kind>/file")
@guard(Permission.ANSWER_NEEDS)
@money_open
def file(actor: Actor, public_id: str, kind: str) -> Response:
    """Show or play her own."""
    mine = attached_to_my_offer(db.session(), actor, public_id)
    return _sent({one: card.file for one, card in mine.items()}, kind)


@blueprint.get("/s/needs/<code>/attached/<kind>")
@guard(Permission.ANSWER_NEEDS)
def of_need(actor: Actor, code: str, kind: str) -> Response:
    """Show or play what the buyer put beside a need, once the facilitator has looked at it."""
    need = need_for_supplier(db.session(), her_supplier(actor), code.upper())
    return _sent(shown_of_need(db.session(), need.id), kind)


def _sent(files: dict[AttachmentKind, str], kind: str) -> Response:
    known = attachments.kind_of(kind)
    if known not in files:
        raise NotFound
    show = photos.show if known is AttachmentKind.PHOTO else sounds.play
    return show(files[known], known.value)
