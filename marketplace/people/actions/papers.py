"""A paper of a supplier's that somebody looked at, with its end."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Paper
from marketplace.journal import keys
from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Supplier, SupplierPaper
from marketplace.people.rules.access import reaches_place, require


def keep_paper(
    session: Session, actor: Actor, supplier: str, *, paper: str, expires_at: datetime | None
) -> SupplierPaper:
    """Keep that a facilitator of her place saw a paper in force; looked at again, it is renewed."""
    her = session.scalar(select(Supplier).where(Supplier.public_id == supplier))
    paper_id = session.scalar(select(Paper.id).where(Paper.code == paper))
    if her is None or paper_id is None:
        raise NotFound
    require(reaches_place(actor, her.place_id))
    keys.hold(session, "paper", her.id, paper_id)
    known = select(SupplierPaper).where(
        SupplierPaper.supplier_id == her.id, SupplierPaper.paper_id == paper_id
    )
    row = session.scalar(known) or SupplierPaper(supplier_id=her.id, paper_id=paper_id)
    row.checked_by_id, row.checked_at, row.expires_at = actor.person_id, clock.now(), expires_at
    session.add(row)
    record(session, actor, verb="supplier_paper.keep", subject=row, facts={"paper": paper})
    return row
