"""Whom an agreement could name as back-up."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Place
from marketplace.people.models import Supplier, SupplierLeaf
from marketplace.people.rules.lists import SupplierState


@dataclass(frozen=True, slots=True)
class BackUp:
    """Somebody who could be named as back-up: makes the leaf, in the same destination."""

    id: int
    name: str
    place_name: str


def back_ups_for(
    session: Session, *, supplier_id: int, leaf_code: str, limit: int = 12
) -> tuple[BackUp, ...]:
    """Return whom an agreement could name as back-up, by name."""
    here = select(Supplier.destination_id).where(Supplier.id == supplier_id).scalar_subquery()
    rows = session.execute(
        select(Supplier.id, Supplier.name, Place.name.label("place_name"))
        .join(SupplierLeaf, SupplierLeaf.supplier_id == Supplier.id)
        .join(Category, Category.id == SupplierLeaf.category_id)
        .join(Place, Place.id == Supplier.place_id)
        .where(
            Category.code == leaf_code, Supplier.id != supplier_id,
            Supplier.destination_id == here, Supplier.state == SupplierState.ACTIVE,
        )
        .order_by(Supplier.name, Supplier.id)
        .limit(limit)
    )  # fmt: skip
    return tuple(BackUp(**row._asdict()) for row in rows)
