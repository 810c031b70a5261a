"""What is attached to needs, for whoever may see or hear it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category
from marketplace.catalogue.queries.attached import AT_ONCE, AttachedCard, attached_today
from marketplace.catalogue.rules.attachments import LIVE, AttachmentKind, AttachmentState
from marketplace.kernel.actor import Actor
from marketplace.people.queries.reach import at_places
from marketplace.people.rules.access import reaches_place, require
from marketplace.sourcing.models import Need, NeedAttachment


@dataclass(frozen=True, slots=True)
class NeedAttached(AttachedCard):
    """One of a need's."""

    need_public_id: str
    need_code: str
    leaf_code: str
    picture: str


_ATTACHED = (
    select(
        NeedAttachment.public_id, NeedAttachment.kind, NeedAttachment.state, NeedAttachment.file,
        NeedAttachment.ms, NeedAttachment.at, Need.public_id.label("need_public_id"),
        Need.code.label("need_code"), Category.code.label("leaf_code"), Category.picture,
    )
    .join(Need, Need.id == NeedAttachment.need_id)
    .join(Category, Category.id == Need.category_id)
    .where(NeedAttachment.state.in_(LIVE))
    .order_by(NeedAttachment.id)
)  # fmt: skip


def attached_to_need(session: Session, need_id: int) -> tuple[NeedAttached, ...]:
    """Return what lies beside a need, for its buyer and its facilitator, who were checked."""
    found = session.execute(_ATTACHED.where(NeedAttachment.need_id == need_id))
    return tuple(NeedAttached(**row._asdict()) for row in found)


def shown_of_need(session: Session, need_id: int) -> dict[AttachmentKind, str]:
    """Return the files that suppliers may see: what the facilitator has looked at."""
    found = select(NeedAttachment.kind, NeedAttachment.file).where(
        NeedAttachment.need_id == need_id, NeedAttachment.state == AttachmentState.SHOWN
    )
    return {row.kind: row.file for row in session.execute(found)}


def need_attachments_to_look_at(session: Session, actor: Actor) -> tuple[NeedAttached, ...]:
    """Return what waits for a look in the facilitator's places, oldest first."""
    waiting = NeedAttachment.state == AttachmentState.WAITING
    found = _ATTACHED.where(waiting, at_places(actor, Need.place_id)).limit(AT_ONCE)
    return tuple(NeedAttached(**row._asdict()) for row in session.execute(found))


def need_attachment_at_desk(session: Session, actor: Actor, public_id: str) -> str | None:
    """Return a file of the facilitator's places; none where no need has such an attachment."""
    found = (
        select(NeedAttachment.file, Need.place_id)
        .join(Need, Need.id == NeedAttachment.need_id)
        .where(NeedAttachment.public_id == public_id, NeedAttachment.state.in_(LIVE))
    )
    row = session.execute(found).one_or_none()
    if row is None:
        return None
    require(reaches_place(actor, row.place_id))
    file: str = row.file
    return file


def needs_attached_today(session: Session, actor: Actor) -> int:
    """Return how many files a person put beside needs in the last 24 hours."""
    return attached_today(session, actor, NeedAttachment)
