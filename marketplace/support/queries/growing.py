"""A supplier's growing for her facilitator: plans with their clock and helper, marks, her wish."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import PlanMilestone, SupplierPlan
from marketplace.agreements.rules.lists import PlanState
from marketplace.catalogue.models import Category
from marketplace.people.models import SupportProvider
from marketplace.support.models import ManagementMark, PlanHelp
from marketplace.support.rules.clock import Clock, clock_of
from marketplace.support.rules.lists import Managing


@dataclass(frozen=True, slots=True)
class RunningPlan:
    """A running upgrade plan with its clock and who supports it."""

    public_id: str
    leaf_code: str
    picture: str
    clock: Clock
    provider: str | None
    provider_name: str | None


def running_plans(session: Session, supplier_id: int) -> tuple[RunningPlan, ...]:
    """Return her running plans, in one statement."""
    rows = session.execute(
        select(
            SupplierPlan.public_id, Category.code, Category.picture, SupplierPlan.started_on,
            SupplierPlan.ends_on, SupportProvider.public_id, SupportProvider.name,
            PlanMilestone.due_on, PlanMilestone.reached_at,
        )
        .join(Category, Category.id == SupplierPlan.category_id)
        .join(PlanMilestone, PlanMilestone.plan_id == SupplierPlan.id)
        .outerjoin(PlanHelp, PlanHelp.plan_id == SupplierPlan.id)
        .outerjoin(SupportProvider, SupportProvider.id == PlanHelp.provider_id)
        .where(SupplierPlan.supplier_id == supplier_id, SupplierPlan.state == PlanState.RUNNING)
        .order_by(SupplierPlan.id, PlanMilestone.due_on, PlanMilestone.id)
    ).all()  # fmt: skip
    steps: dict[str, list[tuple[date, bool]]] = {}
    for row in rows:
        steps.setdefault(row[0], []).append((row[7], row[8] is not None))
    first = {row[0]: row for row in reversed(rows)}
    return tuple(
        RunningPlan(row[0], row[1], row[2], clock_of(row[3], row[4], steps[row[0]]), row[5], row[6])
        for row in (first[name] for name in steps)
    )


def managing_of(session: Session, supplier_id: int) -> dict[Managing, bool]:
    """Return what was seen of how she runs her trade."""
    rows = session.execute(
        select(ManagementMark.point, ManagementMark.there).where(
            ManagementMark.supplier_id == supplier_id
        )
    )
    return {point: there for point, there in rows}  # noqa: C416  # rows are not pairs to mypy
