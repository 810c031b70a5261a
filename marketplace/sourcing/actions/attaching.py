"""A photograph or a voice note beside a need: its buyer adds it, the facilitator looks at it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.rules.attachments import (
    LIVE,
    NEED_ATTACHMENT,
    Attached,
    AttachmentRefusal,
    AttachmentState,
    AttachmentVerb,
    KeptFile,
    WhyRefused,
)
from marketplace.journal.actions import record, step
from marketplace.kernel import clock, ids
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
    replaced = _remove(session, actor, need.id, kept)
    row = NeedAttachment(
        public_id=ids.public_id(), need_id=need.id, kind=kept.kind, file=kept.file,
        state=AttachmentState.WAITING, size=kept.size, ms=kept.ms, added_by_id=actor.person_id,
        at=clock.now(),
    )  # fmt: skip
    session.add(row)
    record(session, actor, verb="need_attachment.add", subject=row, facts={"need": need.id})
    session.flush()
    return Attached(row.public_id, replaced)


def _remove(session: Session, actor: Actor, need_id: int, kept: KeptFile) -> str | None:
    before = session.scalars(
        select(NeedAttachment).where(
            NeedAttachment.need_id == need_id, NeedAttachment.kind == kept.kind,
            NeedAttachment.state.in_(LIVE),
        )
    ).one_or_none()  # fmt: skip
    if before is None:
        return None
    step(session, actor, before, machine=NEED_ATTACHMENT, verb=AttachmentVerb.REMOVE)
    session.flush()
    return before.file


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
    verb = AttachmentVerb.REFUSE if why else AttachmentVerb.SHOW
    attachment.looked_by_id, attachment.looked_at = actor.person_id, clock.now()
    attachment.why_refused = why
    facts = {"why": why.value} if why else {}
    step(session, actor, attachment, machine=NEED_ATTACHMENT, verb=verb, facts=facts)
    session.flush()
    return attachment.file if why else None
