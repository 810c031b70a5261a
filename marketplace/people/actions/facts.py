"""What a supplier says of herself in confidence: kept with her consent, taken back any time."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.journal import keys
from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.models import Supplier, SupplierFact
from marketplace.people.rules.access import reaches_place, require
from marketplace.people.rules.lists import FactRefusal, StatedFact

_SUPPLIER = select(Supplier).where(Supplier.public_id == bindparam("public_id"))
_KEPT = select(SupplierFact).where(
    SupplierFact.supplier_id == bindparam("supplier"),
    SupplierFact.fact == bindparam("fact"),
    SupplierFact.withdrawn_at.is_(None),
)


def keep_fact(
    session: Session, actor: Actor, supplier_public_id: str, fact: StatedFact, *, consented: bool
) -> SupplierFact:
    """Keep what she said of herself to a facilitator of her place; nothing without her consent.

    The journal is told that a fact was kept, not which.
    """
    supplier = _reached(session, actor, supplier_public_id)
    if not consented:
        raise Refused(FactRefusal.NO_CONSENT)
    keys.hold(session, "fact", supplier.id)
    known = session.scalars(_KEPT, {"supplier": supplier.id, "fact": fact}).one_or_none()
    if known is not None:
        return known
    row = SupplierFact(
        supplier_id=supplier.id, fact=fact, consented_at=clock.now(), kept_by_id=actor.person_id
    )
    session.add(row)
    record(session, actor, verb="supplier_fact.keep", subject=row)
    return row


def withdraw_fact(
    session: Session, actor: Actor, supplier_public_id: str, fact: StatedFact
) -> None:
    """Take a fact back because she said so; it has no effect from now on."""
    supplier = _reached(session, actor, supplier_public_id)
    known = session.scalars(_KEPT, {"supplier": supplier.id, "fact": fact}).one_or_none()
    if known is None:
        return
    known.withdrawn_at = clock.now()
    record(session, actor, verb="supplier_fact.withdraw", subject=known)


def _reached(session: Session, actor: Actor, public_id: str) -> Supplier:
    supplier = session.scalars(_SUPPLIER, {"public_id": public_id}).one_or_none()
    if supplier is None:
        raise NotFound
    require(reaches_place(actor, supplier.place_id))
    return supplier
