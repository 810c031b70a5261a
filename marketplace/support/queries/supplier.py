"""What a supplier sees of her own growing: the next step, her plan as dots, who helps her."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Delivery, Order, PlanMilestone, SupplierPlan
from marketplace.agreements.rules.lists import PlanState
from marketplace.catalogue.models import Category
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.support.models import DeliveryStep, GrowthWish, Referral
from marketplace.support.rules.lists import NextTime, ReferralState, Topic, Wish

LATELY = timedelta(days=60)
SHOWN = 3


@dataclass(frozen=True, slots=True)
class HerStep:
    """What helps next time, after which goods."""

    helps: NextTime
    leaf_code: str
    picture: str


@dataclass(frozen=True, slots=True)
class HerPlan:
    """A running plan: the leaf, and how many of its milestones were reached."""

    leaf_code: str
    picture: str
    reached: int
    of: int


@dataclass(frozen=True, slots=True)
class HerGrowth:
    """Her own page of growing."""

    steps: tuple[HerStep, ...]
    plans: tuple[HerPlan, ...]
    helped_with: Topic | None
    wish: Wish | None


def her_growth(session: Session, supplier_id: int) -> HerGrowth:
    """Return what waits for her to do better, in four statements; nothing older than 60 days."""
    helped = session.scalar(
        select(Referral.topic)
        .where(Referral.supplier_id == supplier_id, Referral.state == ReferralState.ACCEPTED)
        .order_by(Referral.id.desc())
        .limit(1)
    )
    return HerGrowth(_steps(session, supplier_id), _plans(session, supplier_id), helped,
                     wish_of(session, supplier_id))  # fmt: skip


def _steps(session: Session, supplier_id: int) -> tuple[HerStep, ...]:
    rows = session.execute(
        select(DeliveryStep.helps, Category.code, Category.picture)
        .join(Category, Category.id == DeliveryStep.category_id)
        .where(DeliveryStep.supplier_id == supplier_id, DeliveryStep.made_at > clock.now() - LATELY)
        .order_by(DeliveryStep.id.desc())
        .limit(SHOWN)
    )
    return tuple(dict.fromkeys(HerStep(*row) for row in rows))


def _plans(session: Session, supplier_id: int) -> tuple[HerPlan, ...]:
    rows = session.execute(
        select(
            Category.code, Category.picture, func.count(PlanMilestone.reached_at),
            func.count(PlanMilestone.id),
        )
        .join(SupplierPlan, SupplierPlan.category_id == Category.id)
        .join(PlanMilestone, PlanMilestone.plan_id == SupplierPlan.id)
        .where(SupplierPlan.supplier_id == supplier_id, SupplierPlan.state == PlanState.RUNNING)
        .group_by(SupplierPlan.id, Category.code, Category.picture)
        .order_by(SupplierPlan.id)
        .limit(1)
    )  # fmt: skip
    return tuple(HerPlan(*row) for row in rows)


def wish_of(session: Session, supplier_id: int) -> Wish | None:
    """Return what she said last that she wants of her trade."""
    return session.scalar(
        select(GrowthWish.wish)
        .where(GrowthWish.supplier_id == supplier_id)
        .order_by(GrowthWish.id.desc())
        .limit(1)
    )


def step_of_order(session: Session, actor: Actor, order: str) -> NextTime | None:
    """Return what helps next time after the delivery of an order of hers, if it was bad."""
    return session.scalar(
        select(DeliveryStep.helps)
        .join(Delivery, Delivery.id == DeliveryStep.delivery_id)
        .join(Order, Order.id == Delivery.order_id)
        .where(Order.public_id == order, DeliveryStep.supplier_id.in_(actor.supplier_ids))
    )
