"""What a supplier said of herself, for facilitators of her place and nobody else."""

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from marketplace.kernel.actor import Actor
from marketplace.people.models import Supplier, SupplierFact
from marketplace.people.rules.access import reaches_place, require
from marketplace.people.rules.lists import StatedFact

_HERS = and_(SupplierFact.supplier_id == Supplier.id, SupplierFact.withdrawn_at.is_(None))
_STATED = (
    select(Supplier.place_id, SupplierFact.fact)
    .outerjoin(SupplierFact, _HERS)
    .where(Supplier.public_id == bindparam("public_id"))
)


def facts_of(session: Session, actor: Actor, supplier_public_id: str) -> frozenset[StatedFact]:
    """Return what she stated and did not take back; raises ``NotFound`` for anybody else."""
    found = session.execute(_STATED, {"public_id": supplier_public_id}).all()
    require(bool(found) and reaches_place(actor, found[0].place_id))
    return frozenset(row.fact for row in found if row.fact is not None)
