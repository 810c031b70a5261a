"""What is attached to offers: hers at once, the facilitator's and the buyer's when it is unsealed.

The facilitator has what is in her places, of a tender only once it is open; the buyer what the
offers' own release shows him, where she agreed and the facilitator has looked.
"""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category
from marketplace.catalogue.queries.attached import AT_ONCE, AttachedCard, attached_today
from marketplace.catalogue.rules.attachments import LIVE, AttachmentKind, AttachmentState
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.offers.models import Offer, OfferAttachment
from marketplace.offers.queries.reading import offers_for_buyer
from marketplace.people.models import Supplier
from marketplace.people.queries.reach import at_places
from marketplace.people.rules.access import reaches_place, require
from marketplace.sourcing.models import Need
from marketplace.sourcing.queries.sealing import seal_of_id
from marketplace.sourcing.rules.lists import Lane


@dataclass(frozen=True, slots=True)
class OfferAttached(AttachedCard):
    """One of an offer's."""

    for_buyer: bool
    offer_public_id: str
    supplier_name: str
    need_id: int
    need_code: str
    lane: Lane
    place_id: int
    leaf_code: str
    picture: str


_ATTACHED = (
    select(
        OfferAttachment.public_id, OfferAttachment.kind, OfferAttachment.state,
        OfferAttachment.file, OfferAttachment.ms, OfferAttachment.at, OfferAttachment.for_buyer,
        Offer.public_id.label("offer_public_id"), Supplier.name.label("supplier_name"),
        Offer.need_id, Need.code.label("need_code"), Need.lane, Need.place_id,
        Category.code.label("leaf_code"), Category.picture,
    )
    .join(Offer, Offer.id == OfferAttachment.offer_id)
    .join(Supplier, Supplier.id == Offer.supplier_id)
    .join(Need, Need.id == Offer.need_id)
    .join(Category, Category.id == Need.category_id)
    .where(OfferAttachment.state.in_(LIVE))
    .order_by(OfferAttachment.id)
)  # fmt: skip


def attached_to_my_offer(
    session: Session, actor: Actor, offer_public_id: str
) -> dict[AttachmentKind, OfferAttached]:
    """Return what she put with an offer of hers, by its kind."""
    hers = Offer.supplier_id.in_(sorted(actor.supplier_ids))
    found = session.execute(_ATTACHED.where(Offer.public_id == offer_public_id, hers))
    return {row.kind: OfferAttached(**row._asdict()) for row in found}


def offer_attachments_to_look_at(session: Session, actor: Actor) -> tuple[OfferAttached, ...]:
    """Return what waits for a look in the facilitator's places; nothing of a sealed tender."""
    waiting = OfferAttachment.state == AttachmentState.WAITING
    found = _ATTACHED.where(waiting, at_places(actor, Need.place_id)).limit(AT_ONCE)
    cards = [OfferAttached(**row._asdict()) for row in session.execute(found)]
    sealed = _sealed(session, {card.need_id for card in cards if card.lane is Lane.TENDER})
    return tuple(card for card in cards if card.need_id not in sealed)


def _sealed(session: Session, need_ids: set[int]) -> set[int]:
    return {need_id for need_id in need_ids if not seal_of_id(session, need_id).open}


def offer_attachment_at_desk(session: Session, actor: Actor, public_id: str) -> OfferAttached:
    """Return one of the facilitator's places; raises ``NotFound`` while it is sealed."""
    card = _one(session, public_id)
    require(reaches_place(actor, card.place_id))
    require(not _sealed(session, {card.need_id} if card.lane is Lane.TENDER else set()))
    return card


def attached_for_buyer(
    session: Session, actor: Actor, need_public_id: str
) -> tuple[OfferAttached, ...]:
    """Return what the buyer of a need may have: released, looked at, and with her consent."""
    released = {
        offer.public_id: offer for offer in offers_for_buyer(session, actor, need_public_id)
    }
    found = _ATTACHED.where(
        Offer.public_id.in_(sorted(released)), OfferAttachment.for_buyer,
        OfferAttachment.state == AttachmentState.SHOWN,
    )  # fmt: skip
    cards = (OfferAttached(**row._asdict()) for row in session.execute(found))
    return tuple(  # under the name he may know
        replace(card, supplier_name=released[card.offer_public_id].supplier_name) for card in cards
    )


def _one(session: Session, public_id: str) -> OfferAttached:
    row = session.execute(_ATTACHED.where(OfferAttachment.public_id == public_id)).one_or_none()
    if row is None:
        raise NotFound
    return OfferAttached(**row._asdict())


def offers_attached_today(session: Session, actor: Actor) -> int:
    """Return how many files a person put with offers in the last 24 hours."""
    return attached_today(session, actor, OfferAttachment)
