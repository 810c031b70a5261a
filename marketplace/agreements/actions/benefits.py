"""A house notes what guests and staff say, and takes a note away again."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import BenefitNote
from marketplace.agreements.rules.benefits import Benefit, refusals
from marketplace.journal.actions import record
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.kernel.text import tidy
from marketplace.people.rules.access import reaches_operator, require


def note_benefit(
    session: Session, actor: Actor, operator_id: int, *, kind: Benefit, words: str, on_card: bool
) -> BenefitNote:
    """Keep a note of one's own house; the same words again are the same note.

    Raises ``Refused`` with every ``BenefitRefusal``; ``NotFound`` for another house.
    """
    require(reaches_operator(actor, operator_id))
    Refused.unless_empty(refusals(words))
    told = tidy(words)
    known = session.scalar(_living(operator_id).where(BenefitNote.words == told))
    if known is not None:
        known.on_card = on_card
        return known
    note = BenefitNote(
        public_id=ids.public_id(), operator_id=operator_id, kind=kind, words=told,
        on_card=on_card, written_by_id=actor.person_id, at=clock.now(),
    )  # fmt: skip
    session.add(note)
    session.flush()
    record(session, actor, verb="benefit.note", subject=note, facts={"kind": kind.value})
    return note


def _living(operator_id: int) -> Select[BenefitNote]:
    return select(BenefitNote).where(
        BenefitNote.operator_id == operator_id, BenefitNote.removed_at.is_(None)
    )


def remove_benefit(session: Session, actor: Actor, public_id: str) -> None:
    """Take a note of one's own house away: its words are gone. Again changes nothing."""
    note = session.scalar(select(BenefitNote).where(BenefitNote.public_id == public_id))
    require(note is not None and reaches_operator(actor, note.operator_id))
    if note is None or note.removed_at is not None:
        return
    note.words, note.on_card, note.removed_at = "–", False, clock.now()
    record(session, actor, verb="benefit.remove", subject=note)
