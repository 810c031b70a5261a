"""How ready a supplier is, for her facilitator only: faces seen, and steps with their evidence."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, CategoryPaper
from marketplace.people.models import (
    LeafStep,
    ReadinessMark,
    SupplierLeaf,
    SupplierPaper,
    SupplierSale,
)
from marketplace.people.rules.lists import Trait
from marketplace.people.rules.readiness import Evidence, proven_step


@dataclass(frozen=True, slots=True)
class LadderCard:
    """Her place on a leaf's ladder: what was seen (none yet), and what her deliveries prove."""

    category_id: int
    leaf_code: str
    picture: str
    step: int | None
    evidence: Evidence

    @property
    def proven(self) -> int:
        """The step that her deliveries and papers prove by themselves."""
        return proven_step(self.evidence)


def faces_of(session: Session, supplier_id: int) -> dict[Trait, int]:
    """Return the faces a facilitator saw, by trait."""
    rows = session.execute(
        select(ReadinessMark.trait, ReadinessMark.face).where(
            ReadinessMark.supplier_id == supplier_id
        )
    )
    return {trait: face for trait, face in rows}  # noqa: C416  # rows are not pairs to mypy


def ladder_of(session: Session, supplier_id: int) -> tuple[LadderCard, ...]:
    """Return every leaf she makes with its step and its evidence, in one statement."""
    sold = (
        select(func.count(SupplierSale.id))
        .where(
            SupplierSale.supplier_id == supplier_id,
            SupplierSale.category_id == SupplierLeaf.category_id,
        )
        .correlate(SupplierLeaf)
        .scalar_subquery()
    )
    asked = (
        select(func.count(CategoryPaper.id))
        .where(CategoryPaper.category_id == SupplierLeaf.category_id)
        .correlate(SupplierLeaf)
        .scalar_subquery()
    )
    held = (
        select(func.count(SupplierPaper.id))
        .join(CategoryPaper, CategoryPaper.paper_id == SupplierPaper.paper_id)
        .where(
            SupplierPaper.supplier_id == supplier_id,
            CategoryPaper.category_id == SupplierLeaf.category_id,
        )
        .correlate(SupplierLeaf)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            SupplierLeaf.category_id, Category.code, Category.picture, LeafStep.step, sold, asked,
            held,
        )
        .join(Category, Category.id == SupplierLeaf.category_id)
        .outerjoin(LeafStep, LeafStep.supplier_leaf_id == SupplierLeaf.id)
        .where(SupplierLeaf.supplier_id == supplier_id)
        .order_by(SupplierLeaf.id)
    )  # fmt: skip
    return tuple(
        LadderCard(row[0], row[1], row[2], row[3], Evidence(row[4], row[5], row[6])) for row in rows
    )
