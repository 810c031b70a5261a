"""Conditions that were signed: what waits on its day, and what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from marketplace.assessment.models import (
    Assessment,
    AssessmentCondition,
    Clearance,
    ConditionLook,
)
from marketplace.assessment.rules.lists import (
    AssessmentState,
    ClearanceState,
    ConditionOutcome,
)
from marketplace.catalogue.models import Category
from marketplace.db import typed
from marketplace.kernel.actor import Actor
from marketplace.people.models import Operator, Person, Supplier
from marketplace.people.queries.reach import in_reach

SOON = timedelta(days=7)  # a condition waits from a week before its day
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class ConditionCard:
    """One condition: its clause, who sees to it, its day, and whose linkage rests on it."""

    id: int
    code: str
    owner: str
    due_at: datetime
    note: str | None
    closed_at: datetime | None
    assessment_public_id: str | None
    leaf_code: str
    picture: str
    operator_name: str
    supplier_name: str | None
    outcome: ConditionOutcome | None
    reason: str | None
    looked_by: str | None


def _last_look() -> ColumnElement[int | None]:
    same = aliased(ConditionLook)
    return (
        select(func.max(same.id))
        .where(same.condition_id == AssessmentCondition.id)
        .scalar_subquery()
    )


_operator = func.coalesce(Assessment.operator_id, Clearance.operator_id)
_category = func.coalesce(Assessment.category_id, Clearance.category_id)
_CARDS: Select[*tuple[Any, ...]] = (
    select(
        AssessmentCondition.id, AssessmentCondition.code, AssessmentCondition.owner,
        AssessmentCondition.due_at, typed(AssessmentCondition.note), AssessmentCondition.closed_at,
        Assessment.public_id.label("assessment_public_id"),
        Category.code.label("leaf_code"),
        Category.picture, Operator.name.label("operator_name"),
        Supplier.name.label("supplier_name"), ConditionLook.outcome, typed(ConditionLook.reason),
        Person.name.label("looked_by"),
    )
    .outerjoin(Assessment, Assessment.id == AssessmentCondition.assessment_id)
    .outerjoin(Clearance, Clearance.id == AssessmentCondition.clearance_id)
    .join(Category, Category.id == _category)
    .join(Operator, Operator.id == _operator)
    .outerjoin(Supplier, Supplier.id == Assessment.supplier_id)
    .outerjoin(ConditionLook, ConditionLook.id == _last_look())
    .outerjoin(Person, Person.id == ConditionLook.looked_by_id)
)  # fmt: skip


def conditions(
    session: Session, actor: Actor, *, closed: bool = False, until: datetime | None = None
) -> tuple[ConditionCard, ...]:
    """Return the conditions of signatures that stand in her places, the nearest day first.

    ``until`` leaves out those whose day is later; ``closed`` shows the last ones that were closed.
    """
    found = conditions_statement(actor, closed=closed, until=until)
    return tuple(ConditionCard(**row._asdict()) for row in session.execute(found))


def conditions_statement(
    actor: Actor, *, closed: bool = False, until: datetime | None = None
) -> Select[*tuple[Any, ...]]:
    """The conditions of signatures that stand in her places."""
    found = _CARDS.where(
        or_(
            (Assessment.state == AssessmentState.SIGNED) & in_reach(actor, Assessment.place_id),
            (Clearance.state == ClearanceState.IN_FORCE) & in_reach(actor, Clearance.place_id),
        ),
        AssessmentCondition.closed_at.is_not(None) if closed
        else AssessmentCondition.closed_at.is_(None),
    )  # fmt: skip
    if until is not None:
        found = found.where(AssessmentCondition.due_at <= until)
    order = AssessmentCondition.closed_at.desc() if closed else AssessmentCondition.due_at
    return found.order_by(order, AssessmentCondition.id).limit(AT_ONCE)
