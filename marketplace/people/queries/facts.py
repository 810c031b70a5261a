"""What a supplier said of herself, for facilitators of her place and nobody else."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Supplier, SupplierFact
from marketplace.people.rules.access import reaches_place, require
from marketplace.people.rules.lists import StatedFact

_SUPPLIER = select(Supplier.id, Supplier.place_id).where(
    Supplier.public_id == bindparam("public_id")
)
_KEPT = select(SupplierFact.fact).where(
    SupplierFact.supplier_id == bindparam("supplier"), SupplierFact.withdrawn_at.is_(None)
)


def facts_of(session: Session, actor: Actor, supplier_public_id: str) -> frozenset[StatedFact]:
    """Return what she stated and did not take back; raises ``NotFound`` for anybody else."""
    found = session.execute(_SUPPLIER, {"public_id": supplier_public_id}).one_or_none()
    if found is None:
        raise NotFound
    require(reaches_place(actor, found.place_id))
    return frozenset(session.scalars(_KEPT, {"supplier": found.id}))
