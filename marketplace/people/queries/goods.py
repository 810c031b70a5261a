"""What a supplier makes, by its ids."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.kernel.refused import NotFound
from marketplace.people.models import Supplier, SupplierLeaf

_LEAVES = (
    select(Supplier.destination_id, SupplierLeaf.category_id)
    .outerjoin(SupplierLeaf, SupplierLeaf.supplier_id == Supplier.id)
    .where(Supplier.id == bindparam("supplier"))
    .order_by(SupplierLeaf.id)
)


def leaves_of_supplier(session: Session, supplier_id: int) -> tuple[int, tuple[int, ...]]:
    """Return her destination and the leaves she makes; raises ``NotFound`` for nobody."""
    rows = session.execute(_LEAVES, {"supplier": supplier_id}).all()
    if not rows:
        raise NotFound
    found = (row.category_id for row in rows)
    return rows[0].destination_id, tuple(leaf for leaf in found if leaf is not None)


_LEAF = (
    select(Supplier.destination_id, SupplierLeaf.unit_id)
    .join(SupplierLeaf, SupplierLeaf.supplier_id == Supplier.id)
    .where(Supplier.id == bindparam("supplier"), SupplierLeaf.category_id == bindparam("category"))
    .limit(1)
)


def leaf_of_supplier(session: Session, supplier_id: int, category_id: int) -> tuple[int, int]:
    """Return her destination and the unit she makes a leaf in; ``NotFound`` if she does not."""
    row = session.execute(_LEAF, {"supplier": supplier_id, "category": category_id}).one_or_none()
    if row is None:
        raise NotFound
    return row.destination_id, row.unit_id
