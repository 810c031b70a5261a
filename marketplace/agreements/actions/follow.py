"""Following a linkage up: the looks after 30, 90, 180 and 365 days, and a supplier's plan."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Delivery, FollowUp, Order, PlanMilestone, SupplierPlan
from marketplace.agreements.rules.follow import DAYS, LONGEST_PLAN, milestones
from marketplace.agreements.rules.lists import (
    PLAN,
    ExitReason,
    Look,
    PlanState,
    PlanStep,
    PlanVerb,
)
from marketplace.agreements.rules.refusals import FollowRefusal
from marketplace.catalogue.models import Category
from marketplace.journal.actions import record, step
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.people.models import Operator, Supplier, SupplierLeaf
from marketplace.people.rules.access import reaches_place, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkage:
    """A buyer and a supplier, by their public ids."""

    operator: str
    supplier: str


def look_at(
    session: Session, actor: Actor, linkage: Linkage, *, days: int, found: Look
) -> FollowUp:
    """Keep what the look after so many days found; it is taken once, when it is due."""
    operator_id, supplier_id, first = _pair(session, actor, linkage)
    # The page shows it as due from that day's first minute, wherever midnight is there.
    if days not in DAYS or clock.now() < first + timedelta(days=days - 1):
        raise Refused(FollowRefusal.NOT_DUE)
    taken = select(FollowUp.id).where(
        FollowUp.operator_id == operator_id, FollowUp.supplier_id == supplier_id,
        FollowUp.days == days,
    )  # fmt: skip
    if session.execute(taken).first() is not None:
        raise Refused(WrongState.NOT_NOW)
    row = FollowUp(
        operator_id=operator_id, supplier_id=supplier_id, days=days, found=found,
        looked_by_id=actor.person_id or 0, looked_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(
        session, actor, verb="linkage.follow_up", subject=row,
        facts={"days": days, "found": found.value},
    )  # fmt: skip
    return row


def _pair(session: Session, actor: Actor, linkage: Linkage) -> tuple[int, int, datetime]:
    row = session.execute(
        select(Operator.id, Supplier.id, func.min(Delivery.received_at), func.max(Order.place_id))
        .select_from(Delivery)
        .join(Order, Order.id == Delivery.order_id)
        .join(Operator, Operator.id == Delivery.operator_id)
        .join(Supplier, Supplier.id == Delivery.supplier_id)
        .where(Operator.public_id == linkage.operator, Supplier.public_id == linkage.supplier)
        .group_by(Operator.id, Supplier.id)
    ).one_or_none()
    if row is None:
        raise NotFound
    require(reaches_place(actor, row[3]))
    return row[0], row[1], row[2]


def open_plan(
    session: Session, actor: Actor, supplier: str, *, leaf_code: str, ends_on: date, attempts: int
) -> SupplierPlan:
    """Open a plan for one of her leaves: milestones up to a day within a year, and attempts."""
    her, category_id = _her_leaf(session, actor, supplier, leaf_code)
    today = clock.now().date()
    if not today < ends_on <= today + LONGEST_PLAN:
        raise Refused(FollowRefusal.TOO_LONG)
    running = select(SupplierPlan.id).where(
        SupplierPlan.supplier_id == her.id, SupplierPlan.category_id == category_id,
        SupplierPlan.state == PlanState.RUNNING,
    )  # fmt: skip
    if session.execute(running).first() is not None:
        raise Refused(FollowRefusal.HAS_A_PLAN)
    plan = SupplierPlan(
        public_id=ids.public_id(), state=PlanState.RUNNING, supplier_id=her.id,
        category_id=category_id, attempts=attempts, started_on=today, ends_on=ends_on,
        opened_by_id=actor.person_id or 0,
    )  # fmt: skip
    session.add(plan)
    session.flush()
    session.add_all(
        PlanMilestone(plan_id=plan.id, step=name, due_on=due)
        for name, due in milestones(today, ends_on)
    )
    record(session, actor, verb="plan.open", subject=plan, facts={"attempts": attempts})
    return plan


def _her_leaf(
    session: Session, actor: Actor, supplier: str, leaf_code: str
) -> tuple[Supplier, int]:
    row = session.execute(
        select(Supplier, Category.id)
        .join(SupplierLeaf, SupplierLeaf.supplier_id == Supplier.id)
        .join(Category, Category.id == SupplierLeaf.category_id)
        .where(Supplier.public_id == supplier, Category.code == leaf_code)
    ).one_or_none()
    if row is None:
        raise NotFound
    require(reaches_place(actor, row[0].place_id))
    return row[0], row[1]


def reach_milestone(
    session: Session, actor: Actor, plan_id: str, reached: PlanStep
) -> SupplierPlan:
    """Keep that a milestone was reached; the last one reaches the plan."""
    plan = _running(session, actor, plan_id)
    rows = session.scalars(select(PlanMilestone).where(PlanMilestone.plan_id == plan.id)).all()
    row = next(one for one in rows if one.step is reached)
    if row.reached_at is not None:
        raise Refused(WrongState.NOT_NOW)
    row.reached_at = clock.now()
    if all(one.reached_at is not None for one in rows):
        _close(session, actor, plan, PlanVerb.REACH, None)
    else:
        record(session, actor, verb="plan.milestone", subject=plan, facts={"step": reached.value})
    return plan


def note_failed(session: Session, actor: Actor, plan_id: str) -> SupplierPlan:
    """Keep a failed attempt: she has more of them; after the last one the plan may be stopped."""
    plan = _running(session, actor, plan_id)
    if plan.failed >= plan.attempts:
        raise Refused(FollowRefusal.NO_ATTEMPTS)
    plan.failed += 1
    record(session, actor, verb="plan.failed", subject=plan, facts={"failed": plan.failed})
    return plan


def stop_plan(session: Session, actor: Actor, plan_id: str, reason: ExitReason) -> SupplierPlan:
    """Stop a plan with its reason, which is the exit record.

    "Not enough" is refused while she has attempts left: patience is the rule (paper §4).
    """
    plan = _running(session, actor, plan_id)
    if reason is ExitReason.NOT_ENOUGH and plan.failed < plan.attempts:
        raise Refused(FollowRefusal.ATTEMPTS_LEFT)
    _close(session, actor, plan, PlanVerb.STOP, reason)
    return plan


def _close(
    session: Session, actor: Actor, plan: SupplierPlan, verb: PlanVerb, reason: ExitReason | None
) -> None:
    plan.exit_reason, plan.closed_at = reason, clock.now()
    facts = {"reason": reason.value} if reason else {}
    step(session, actor, plan, machine=PLAN, verb=verb, facts=facts)
    plan.version += 1


def _running(session: Session, actor: Actor, plan_id: str) -> SupplierPlan:
    row = session.execute(
        select(SupplierPlan, Supplier.place_id)
        .join(Supplier, Supplier.id == SupplierPlan.supplier_id)
        .where(SupplierPlan.public_id == plan_id)
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFound
    plan, place_id = row
    require(reaches_place(actor, place_id))
    if plan.state is not PlanState.RUNNING:
        raise Refused(WrongState.NOT_NOW)
    found: SupplierPlan = plan
    return found
