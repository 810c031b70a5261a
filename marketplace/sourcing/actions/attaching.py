"""A photograph or a voice note beside a need: its buyer adds it, the facilitator looks at it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.actions.attaching import attach, looked
from marketplace.catalogue.rules.attachments import (
    Attached,
    AttachmentRefusal,
    KeptFile,
    WhyRefused,
)
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.rules.access import reaches_operator, reaches_place, require
from marketplace.sourcing.models import Need, NeedAttachment
from marketplace.sourcing.rules.lists import NeedState

_BEFORE_IT_IS_OVER = (NeedState.DRAFT, NeedState.PUBLISHED)


def attach_to_need(session: Session, actor: Actor, need_public_id: str, kept: KeptFile) -> Attached:
    """Put a file beside the buyer's own need, in the place of an older one of its kind."""
    need = session.scalars(
        select(Need).where(Need.public_id == need_public_id).with_for_update()
    ).one_or_none()
    require(need is not None and reaches_operator(actor, need.operator_id))
    assert need is not None  # noqa: S101  # required just now; for the type checker
    if need.state not in _BEFORE_IT_IS_OVER:
        raise Refused(AttachmentRefusal.OVER)
    return attach(session, actor, NeedAttachment, need.id, kept)


def look_at_need_attachment(
    session: Session, actor: Actor, public_id: str, why: WhyRefused | None
) -> str | None:
    """Let suppliers see it, or refuse it; return the name of a refused one's file."""
    found = (
        select(NeedAttachment, Need.place_id)
        .join(Need, Need.id == NeedAttachment.need_id)
        .where(NeedAttachment.public_id == public_id)
        .with_for_update(of=NeedAttachment)
    )
    row = session.execute(found).one_or_none()
    if row is None:
        raise NotFound
    attachment, place_id = row
    require(reaches_place(actor, place_id))
    return looked(session, actor, attachment, why)
