"""Telling in time that a paper ends: 30 days ahead, a week ahead, and when it is over."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal import keys
from marketplace.journal.actions import record
from marketplace.journal.outbox import Message, post
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people.models import Supplier, SupplierPaper
from marketplace.support.models import PaperReminder
from marketplace.support.rules.lists import Told
from marketplace.support.rules.papers import stage_of


def remind_paper(session: Session, actor: Actor, paper_id: int) -> PaperReminder | None:
    """Tell the end of a paper to her and to her facilitator, once for each stage and end."""
    keys.hold(session, "paper_reminder", paper_id)
    paper = session.get_one(SupplierPaper, paper_id)
    stage = stage_of(paper.expires_at, clock.now())
    if stage is None or paper.expires_at is None:
        return None
    same = (
        PaperReminder.supplier_paper_id == paper.id, PaperReminder.stage == stage,
        PaperReminder.expires_at == paper.expires_at,
    )  # fmt: skip
    if session.execute(select(PaperReminder.id).where(*same)).first() is not None:
        return None
    row = PaperReminder(
        supplier_paper_id=paper.id, stage=stage, expires_at=paper.expires_at, told_at=clock.now()
    )
    session.add(row)
    session.flush()
    record(session, actor, verb="paper_reminder.tell", subject=row, facts={"stage": stage.value})
    place_id = session.scalar(select(Supplier.place_id).where(Supplier.id == paper.supplier_id))
    message = Message(
        kind=Told.PAPER_ENDS.value, subject_type=PaperReminder.__tablename__, subject_id=row.id,
        to_supplier_id=paper.supplier_id, place_id=place_id,
    )  # fmt: skip
    post(session, [message])
    return row
