"""Why somebody who was asked did not answer: asked by phone, kept as a reason."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.people.models import Supplier
from marketplace.people.rules.access import reaches_place, require
from marketplace.sourcing.models import Asked, Need, SilenceNote
from marketplace.sourcing.rules.lists import Answer, Silence


def note_silence(
    session: Session, actor: Actor, *, need_public_id: str, supplier_code: str, reason: Silence
) -> SilenceNote:
    """Keep why she did not answer, as she says it now; a later call changes the reason.

    Refused where she answered after all. For facilitators of the need's or of her place.
    """
    row = session.execute(
        select(Asked, Need.place_id, Supplier.place_id)
        .join(Need, Need.id == Asked.need_id)
        .join(Supplier, Supplier.id == Asked.supplier_id)
        .where(Need.public_id == need_public_id, Supplier.code == supplier_code)
    ).one_or_none()
    if row is None:
        raise NotFound
    asked, *places = row
    require(any(reaches_place(actor, place) for place in places))
    if asked.answer is not Answer.WAITING:
        raise Refused(WrongState.NOT_NOW)
    found = session.scalar(select(SilenceNote).where(SilenceNote.asked_id == asked.id))
    note = found or SilenceNote(asked_id=asked.id)
    note.reason, note.noted_by_id, note.noted_at = reason, actor.person_id or 0, clock.now()
    session.add(note)
    facts = {"need": asked.need_id, "supplier": asked.supplier_id, "reason": reason.value}
    record(session, actor, verb="asked.silence", subject=asked, facts=facts)
    return note
