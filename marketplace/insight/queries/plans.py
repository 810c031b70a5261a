"""A supplier's plans: milestones, attempts, and how they ended."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import PlanMilestone, SupplierPlan
from marketplace.agreements.rules.lists import ExitReason, PlanState, PlanStep
from marketplace.catalogue.models import Category


@dataclass(frozen=True, slots=True)
class MilestoneCard:
    """One milestone."""

    step: PlanStep
    due_on: date
    reached_at: datetime | None


@dataclass(frozen=True, slots=True)
class PlanCard:
    """One plan with its milestones, in their order."""

    public_id: str
    state: PlanState
    leaf_code: str
    picture: str
    attempts: int
    failed: int
    started_on: date
    ends_on: date
    exit_reason: ExitReason | None
    milestones: tuple[MilestoneCard, ...]


def plans_of(session: Session, supplier_id: int) -> tuple[PlanCard, ...]:
    """Return a supplier's plans, the running ones first, in one statement."""
    rows = session.execute(
        select(SupplierPlan, Category.code, Category.picture, PlanMilestone)
        .join(Category, Category.id == SupplierPlan.category_id)
        .join(PlanMilestone, PlanMilestone.plan_id == SupplierPlan.id)
        .where(SupplierPlan.supplier_id == supplier_id)
        .order_by(SupplierPlan.closed_at.is_not(None), SupplierPlan.id.desc(), PlanMilestone.due_on,
                  PlanMilestone.id)
    ).all()  # fmt: skip
    plans = dict.fromkeys(row[0].public_id for row in rows)
    return tuple(_card([row for row in rows if row[0].public_id == one]) for one in plans)


def _card(rows: list[tuple[SupplierPlan, str, str, PlanMilestone]]) -> PlanCard:
    plan, leaf_code, picture, _ = rows[0]
    return PlanCard(
        public_id=plan.public_id, state=plan.state, leaf_code=leaf_code, picture=picture,
        attempts=plan.attempts, failed=plan.failed, started_on=plan.started_on,
        ends_on=plan.ends_on, exit_reason=plan.exit_reason,
        milestones=tuple(
            MilestoneCard(row[3].step, row[3].due_on, row[3].reached_at) for row in rows
        ),
    )  # fmt: skip
