"""What of growing waits at a desk, in one statement: referrals, steps, late plans, papers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Date,
    String,
    and_,
    case,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from marketplace.agreements.models import PlanMilestone, SupplierPlan
from marketplace.agreements.rules.lists import PlanState
from marketplace.catalogue.models import Category, Paper
from marketplace.db import UTCDateTime
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people.models import Supplier, SupplierPaper
from marketplace.people.queries.reach import at_places
from marketplace.support.models import DeliveryStep, Referral, SupportService
from marketplace.support.rules.lists import ReferralState, Waits
from marketplace.support.rules.papers import LONG_OVER, SOON

UNANSWERED_AFTER = timedelta(days=5)
MOST = 60


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: since a moment or a day, about whom, and about what (a code)."""

    kind: Waits
    at: datetime | None
    day: date | None
    supplier: str
    supplier_name: str
    picture: str
    about: str


def waiting(session: Session, actor: Actor, today: date) -> tuple[Waiting, ...]:
    """Return everything of growing that waits for a facilitator of these places."""
    now = clock.now()
    parts = (
        _referrals(actor, now, today), _steps(actor), _plans(actor, today), _papers(actor, now),
    )  # fmt: skip
    rows = session.execute(union_all(*parts).limit(MOST))
    return tuple(Waiting(Waits(row[0]), *row[1:]) for row in rows)


_NO_DAY, _NO_TIME = null().cast(Date), null().cast(UTCDateTime)


def _columns(kind: Any, at: Any, day: Any, picture: Any, about: Any) -> tuple[Any, ...]:
    return (
        kind, at.label("at"), day.label("day"), Supplier.public_id, Supplier.name,
        picture.cast(String).label("picture"), about.cast(String).label("about"),
    )  # fmt: skip


def _referrals(actor: Actor, now: datetime, today: date) -> Any:
    r = Referral
    declined = r.state == ReferralState.DECLINED
    follow = and_(r.state == ReferralState.REPORTED, r.follow_on <= today)
    silent = and_(r.state == ReferralState.SENT, r.made_at < now - UNANSWERED_AFTER)
    kind = _kind(declined, follow)
    return (
        select(*_columns(kind, r.made_at, r.follow_on, literal("helper"), SupportService.name))
        .join(Supplier, Supplier.id == r.supplier_id)
        .join(SupportService, SupportService.id == r.service_id)
        .where(at_places(actor, Supplier.place_id), or_(declined, follow, silent))
    )


def _kind(declined: Any, follow: Any) -> Any:
    return case(
        (declined, Waits.REFERRAL_DECLINED.value), (follow, Waits.REFERRAL_FOLLOW.value),
        else_=Waits.REFERRAL_SILENT.value,
    )  # fmt: skip


def _steps(actor: Actor) -> Any:
    s = DeliveryStep
    kind = literal(Waits.DELIVERY_STEP.value)
    return (
        select(*_columns(kind, s.made_at, _NO_DAY, Category.picture, s.helps))
        .join(Supplier, Supplier.id == s.supplier_id)
        .join(Category, Category.id == s.category_id)
        .where(at_places(actor, Supplier.place_id), s.talked_at.is_(None))
    )


def _plans(actor: Actor, today: date) -> Any:
    """Plans with a milestone that is late: one row a plan, from its oldest late day."""
    late = (
        select(PlanMilestone.plan_id, func.min(PlanMilestone.due_on).label("day"))
        .where(PlanMilestone.reached_at.is_(None), PlanMilestone.due_on < today)
        .group_by(PlanMilestone.plan_id)
        .subquery()
    )
    kind = literal(Waits.PLAN.value)
    return (
        select(*_columns(kind, _NO_TIME, late.c.day, Category.picture, Category.code))
        .select_from(SupplierPlan)
        .join(late, late.c.plan_id == SupplierPlan.id)
        .join(Supplier, Supplier.id == SupplierPlan.supplier_id)
        .join(Category, Category.id == SupplierPlan.category_id)
        .where(at_places(actor, Supplier.place_id), SupplierPlan.state == PlanState.RUNNING)
    )


def _papers(actor: Actor, now: datetime) -> Any:
    p = SupplierPaper
    near = and_(p.expires_at <= now + SOON, p.expires_at > now - LONG_OVER)
    kind = literal(Waits.PAPER.value)
    return (
        select(*_columns(kind, p.expires_at, _NO_DAY, Paper.picture, Paper.code))
        .join(Supplier, Supplier.id == p.supplier_id)
        .join(Paper, Paper.id == p.paper_id)
        .where(at_places(actor, Supplier.place_id), near)
    )
