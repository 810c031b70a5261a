"""How signatures stand: what is due for review, stale or stopped; may orders go on?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from marketplace.assessment.models import Assessment, AssessmentStanding, Clearance
from marketplace.assessment.rules.clearance import OutReason
from marketplace.assessment.rules.fingerprint import Standing
from marketplace.assessment.rules.lists import AssessmentState, ClearanceState, DueReason
from marketplace.assessment.rules.standing import Kept, may_order
from marketplace.catalogue.models import Category
from marketplace.kernel.actor import Actor
from marketplace.people.models import Operator, Supplier
from marketplace.people.queries.reach import in_reach
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import Lane

EVERY = timedelta(hours=1)
KEPT_AFTER_END = timedelta(days=60)  # a signature that ran out is watched through its review
AT_ONCE = 50


def _lives_on() -> ColumnElement[bool]:
    """What a signature still carries: a proposal, tender, agreement, or clearance in force."""
    tender = exists().where(Need.id == Assessment.need_id, Need.lane == Lane.TENDER)
    basis = exists().where(
        Clearance.assessment_id == Assessment.id, Clearance.state == ClearanceState.IN_FORCE
    )
    agreed = Assessment.out_of_bounds == OutReason.AGREEMENT.value
    return or_(Assessment.proposal_id.is_not(None), tender, agreed, basis)


def _newest() -> ColumnElement[bool]:
    later = aliased(Assessment)
    return ~exists().where(
        later.id > Assessment.id,
        later.state == AssessmentState.SIGNED,
        later.operator_id == Assessment.operator_id,
        later.supplier_id == Assessment.supplier_id,
        later.category_id == Assessment.category_id,
        later.route == Assessment.route,
    )


def _watched(now: datetime) -> ColumnElement[bool]:
    return and_(
        Assessment.state == AssessmentState.SIGNED,
        Assessment.expires_at > now - KEPT_AFTER_END,
        _lives_on(),
        _newest(),
    )


def signatures_to_look_at(session: Session, now: datetime, *, most: int = 20) -> Sequence[int]:
    """Return the signed assessments that nobody looked at within the hour, the oldest first."""
    return session.scalars(
        select(Assessment.id)
        .outerjoin(AssessmentStanding, AssessmentStanding.assessment_id == Assessment.id)
        .where(
            _watched(now),
            or_(
                AssessmentStanding.looked_at.is_(None),
                AssessmentStanding.looked_at <= now - EVERY,
            ),
        )
        .order_by(AssessmentStanding.looked_at, Assessment.id)
        .limit(most)
    ).all()


@dataclass(frozen=True, slots=True)
class StandingCard:
    """A signature that is not fresh: what changed, since when, and until when orders go on."""

    assessment_public_id: str
    leaf_code: str
    picture: str
    operator_name: str
    supplier_name: str
    standing: Standing
    reason: DueReason | None
    blockers: tuple[str, ...]
    since: datetime
    orders_until: datetime | None

    @property
    def kept(self) -> Kept:
        """The same as the rules know it."""
        return Kept(
            standing=self.standing, since=self.since, reason=self.reason,
            blockers=self.blockers, orders_until=self.orders_until,
        )  # fmt: skip


_CARDS: Select[*tuple[Any, ...]] = (
    select(
        Assessment.public_id.label("assessment_public_id"), Category.code.label("leaf_code"),
        Category.picture, Operator.name.label("operator_name"),
        Supplier.name.label("supplier_name"),
        AssessmentStanding.standing, AssessmentStanding.reason, AssessmentStanding.blockers,
        AssessmentStanding.since, AssessmentStanding.orders_until,
    )
    .join(Assessment, Assessment.id == AssessmentStanding.assessment_id)
    .join(Category, Category.id == Assessment.category_id)
    .join(Operator, Operator.id == Assessment.operator_id)
    .join(Supplier, Supplier.id == Assessment.supplier_id)
)  # fmt: skip


def not_fresh(session: Session, actor: Actor) -> tuple[StandingCard, ...]:
    """Return the signatures of her places that are due, stale or stopped, the oldest first."""
    return tuple(_card(row) for row in session.execute(not_fresh_statement(actor)))


def not_fresh_statement(actor: Actor) -> Select[*tuple[Any, ...]]:
    """The signatures of her places that are not fresh, the newest of each linkage."""
    return (
        _CARDS.where(
            AssessmentStanding.standing != Standing.FRESH,
            Assessment.state == AssessmentState.SIGNED,
            _newest(),
            in_reach(actor, AssessmentStanding.place_id),
        )
        .order_by(AssessmentStanding.since, AssessmentStanding.id)
        .limit(AT_ONCE)
    )


def _card(row: Any) -> StandingCard:
    told = row._asdict()
    blockers = tuple(told.pop("blockers").split(",")) if row.blockers else ()
    told.pop("blockers", None)
    return StandingCard(**told, blockers=blockers)


def kept_of(row: AssessmentStanding | None) -> Kept | None:
    """Return a stored standing as the rules know it."""
    if row is None:
        return None
    return Kept(
        standing=row.standing, since=row.since, reason=row.reason,
        blockers=tuple(row.blockers.split(",")) if row.blockers else (),
        orders_until=row.orders_until,
    )  # fmt: skip


def orders_allowed(session: Session, assessment_id: int, now: datetime) -> bool:
    """Tell whether new orders may be placed under a signature; asked before every call-off."""
    row = session.scalar(
        select(AssessmentStanding).where(AssessmentStanding.assessment_id == assessment_id)
    )
    return may_order(kept_of(row), now)
