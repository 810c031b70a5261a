"""Licences and permits that stand in suppliers' way, counted for those who give them out."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, case, distinct, func, or_, select
from sqlalchemy.orm import Session

from marketplace.assessment.models import Assessment, AssessmentCondition
from marketplace.assessment.rules.conditions import ConditionCode
from marketplace.catalogue.models import CategoryPaper, Paper, Place
from marketplace.insight.rules.publishing import FEWEST
from marketplace.kernel import clock
from marketplace.people.models import Supplier, SupplierLeaf, SupplierPaper
from marketplace.people.rules.lists import SupplierState


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A paper that leaves ask for: suppliers who make such a leaf, and those without it.

    ``without`` is none where it rests on one to four people.
    """

    destination_id: int
    paper: str
    picture: str
    makers: int
    without: int | None


_AMONG: Any = bindparam("destinations", expanding=True)
_held = (
    select(SupplierPaper.id)
    .where(
        SupplierPaper.supplier_id == Supplier.id, SupplierPaper.paper_id == Paper.id,
        or_(SupplierPaper.expires_at.is_(None), SupplierPaper.expires_at > bindparam("now")),
    )
    .correlate(Supplier, Paper)
    .exists()
)  # fmt: skip
_OBSTACLES = (
    select(
        Supplier.destination_id, Paper.code, Paper.picture, func.count(distinct(Supplier.id)),
        func.count(distinct(case((~_held, Supplier.id)))),
    )
    .select_from(Supplier)
    .join(SupplierLeaf, SupplierLeaf.supplier_id == Supplier.id)
    .join(CategoryPaper, CategoryPaper.category_id == SupplierLeaf.category_id)
    .join(Paper, Paper.id == CategoryPaper.paper_id)
    .where(Supplier.destination_id.in_(_AMONG), Supplier.state == SupplierState.ACTIVE)
    .group_by(Supplier.destination_id, Paper.code, Paper.picture)
    .order_by(Supplier.destination_id, Paper.code)
)  # fmt: skip
_ASKED = (
    select(Place.destination_id, func.count(distinct(Assessment.supplier_id)))
    .select_from(AssessmentCondition)
    .join(Assessment, Assessment.id == AssessmentCondition.assessment_id)
    .join(Place, Place.id == Assessment.place_id)
    .where(
        Place.destination_id.in_(_AMONG), AssessmentCondition.code == ConditionCode.PAPERS_BY_DATE,
        AssessmentCondition.closed_at.is_(None),
    )
    .group_by(Place.destination_id)
)  # fmt: skip


def obstacles(session: Session, destination_ids: Collection[int]) -> tuple[Obstacle, ...]:
    """Return every paper that at least five suppliers need, most missing first; one statement."""
    known = {"destinations": sorted(destination_ids), "now": clock.now()}
    rows = session.execute(_OBSTACLES, known)
    found = (Obstacle(*row[:4], _shown(row[4], row[3])) for row in rows if row[3] >= FEWEST)
    return tuple(sorted(found, key=lambda one: (one.destination_id, -(one.without or 0))))


def _shown(few: int, of: int) -> int | None:
    """A number of people, unless it or what is left of the whole is one to four."""
    return None if 0 < few < FEWEST or 0 < of - few < FEWEST else few


def held_up(session: Session, destination_ids: Collection[int]) -> dict[int, int]:
    """Return how many suppliers trade on the condition that a paper comes, where five or more."""
    rows = session.execute(_ASKED, {"destinations": sorted(destination_ids)})
    return {where: count for where, count in rows if count >= FEWEST}
