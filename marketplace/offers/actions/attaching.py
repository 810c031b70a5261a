"""A photograph or a voice note with an offer: she says who may have it, and it is looked at."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from marketplace.catalogue.actions.attaching import attach, looked, remove
from marketplace.catalogue.rules.attachments import (
    LIVE,
    Attached,
    AttachmentRefusal,
    KeptFile,
    WhyRefused,
)
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.offers.models import Offer, OfferAttachment
from marketplace.offers.rules.lists import OfferState
from marketplace.people.models import SupplierMember
from marketplace.people.rules.access import reaches_supplier, require

_OVER = (OfferState.DECLINED, OfferState.LAPSED, OfferState.TAKEN_BACK)


def attach_to_offer(
    session: Session, actor: Actor, offer_public_id: str, kept: KeptFile, *, for_buyer: bool
) -> Attached:
    """Put a file with her own offer, in the place of an older one of its kind.

    ``for_buyer`` is her consent that the buyer has it too, after the opening and a look.
    """
    offer = session.scalars(
        select(Offer).where(Offer.public_id == offer_public_id).with_for_update()
    ).one_or_none()
    require(offer is not None and reaches_supplier(actor, offer.supplier_id))
    assert offer is not None  # noqa: S101  # required just now; for the type checker
    if offer.state in _OVER:
        raise Refused(AttachmentRefusal.OVER)
    return attach(session, actor, OfferAttachment, offer.id, kept, for_buyer=for_buyer)


def look_at_offer_attachment(
    session: Session, actor: Actor, public_id: str, why: WhyRefused | None
) -> str | None:
    """Let it be seen, or refuse it; return the name of a refused one's file.

    Whether the facilitator may reach it at all was asked by ``offer_attachment_at_desk``.
    """
    found = select(OfferAttachment).where(OfferAttachment.public_id == public_id)
    attachment = session.scalars(found.with_for_update()).one_or_none()
    if attachment is None:
        raise NotFound
    return looked(session, actor, attachment, why)


def remove_attachments_of(session: Session, actor: Actor, person_id: int) -> tuple[str, ...]:
    """Remove what somebody who is erased put with offers; return the files that may go."""
    hers = select(SupplierMember.supplier_id).where(SupplierMember.person_id == person_id)
    found = (
        select(OfferAttachment)
        .join(Offer, Offer.id == OfferAttachment.offer_id)
        .where(
            or_(OfferAttachment.added_by_id == person_id, Offer.supplier_id.in_(hers)),
            OfferAttachment.state.in_(LIVE),
        )
    )
    return remove(session, actor, session.scalars(found))
