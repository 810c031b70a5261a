"""Linkages as a process: every pair of sides that ordered, with its life, in one statement."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import bindparam, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from marketplace.agreements.models import Delivery, FollowUp, Order, Payment
from marketplace.agreements.rules.follow import Life, Stage, is_stalled, next_look, stage_of, taken
from marketplace.agreements.rules.lists import Look
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.catalogue.models import Category
from marketplace.i18n.format import local_day
from marketplace.journal.models import JournalEntry
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people.models import Operator, Supplier
from marketplace.people.queries.reach import in_reach

AT_ONCE = 200
LOOKED_BACK = timedelta(days=400)
CLOCK_DAYS = 30


@dataclass(frozen=True, slots=True)
class LinkageCard:
    """One linkage on the desk: who, what, how far, what is next."""

    operator_id: str
    operator_name: str
    supplier_id: str
    supplier_name: str
    leaf_code: str
    picture: str
    life: Life

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        return stage_of(self.life)

    @property
    def look(self) -> tuple[int, date] | None:
        """The next look: days after the first delivery, and its day."""
        return next_look(self.life)

    def due(self, today: date) -> int | None:
        """Return the look that is due, in days after the first delivery; none before its day."""
        look = self.look
        return look[0] if look and look[1] <= today else None

    def stalled(self, today: date) -> bool:
        """Tell whether nothing happened for 21 days."""
        return is_stalled(self.life, today)


def _looks(what: Any) -> Any:
    return (
        select(what)
        .where(FollowUp.operator_id == Order.operator_id, FollowUp.supplier_id == Order.supplier_id)
        .correlate(Order)
        .scalar_subquery()
    )


_last = func.max(Order.placed_at)
_LIFE = (
    select(
        Operator.public_id.label("operator_id"), Operator.name.label("operator_name"),
        Supplier.public_id.label("supplier_id"), Supplier.name.label("supplier_name"),
        func.min(Category.code).label("leaf_code"), func.min(Category.picture).label("picture"),
        func.count(Delivery.id).label("deliveries"), func.min(Delivery.received_at).label("first"),
        _last.label("placed"), func.max(Delivery.received_at).label("received"),
        func.max(Payment.answered_at).label("paid"),
        _looks(func.max(FollowUp.days)).label("looked"),
        _looks(func.max(FollowUp.looked_at)).label("looked_at"),
        _looks(func.sum(case((FollowUp.found == Look.OVER, 1), else_=0))).label("over"),
    )
    .select_from(Order)
    .join(Operator, Operator.id == Order.operator_id)
    .join(Supplier, Supplier.id == Order.supplier_id)
    .join(Category, Category.id == Order.category_id)
    .join(Delivery, Delivery.order_id == Order.id)
    .outerjoin(Payment, Payment.delivery_id == Delivery.id)
    .where(Order.placed_at >= bindparam("since"))
    .group_by(
        Order.operator_id, Order.supplier_id, Operator.public_id, Operator.name,
        Supplier.public_id, Supplier.name,
    )
    .order_by(_last, Operator.name, Supplier.name)
    .limit(AT_ONCE)
)  # fmt: skip


def linkages(session: Session, actor: Actor) -> tuple[LinkageCard, ...]:
    """Return the linkages of her places that delivered, the longest quiet first."""
    found = _LIFE.where(in_reach(actor, Order.place_id))
    return tuple(_card(row) for row in session.execute(found, {"since": _since()}))


def _since() -> datetime:
    return clock.now() - LOOKED_BACK


def _card(row: Any) -> LinkageCard:
    events = (row.placed, row.received, row.paid, row.looked_at)
    life = Life(
        first_on=local_day(row.first), last_on=local_day(max(one for one in events if one)),
        deliveries=row.deliveries, looked=taken([row.looked] if row.looked else []),
        ended=bool(row.over),
    )  # fmt: skip
    names = ("operator_id", "operator_name", "supplier_id", "supplier_name", "leaf_code")
    return LinkageCard(**{name: getattr(row, name) for name in names}, picture=row.picture,
                       life=life)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeskClock:
    """How long a purchase waited for its facilitator: hours, over so many in 30 days."""

    median_hours: int | None
    count: int
    oldest_waiting: datetime | None


_came, _done = aliased(JournalEntry), aliased(JournalEntry)
_ANSWERED = ("assessment.sign", "assessment.refuse")
_CHECKS = (
    select(Assessment.state, _came.at.label("came"), _done.at.label("done"))
    .join(
        _came,
        (_came.subject_type == Assessment.__tablename__)
        & (_came.subject_id == Assessment.id)
        & (_came.verb == "assessment.check"),
    )
    .outerjoin(
        _done,
        (_done.subject_type == Assessment.__tablename__)
        & (_done.subject_id == Assessment.id)
        & _done.verb.in_(_ANSWERED),
    )
    .where(
        or_(Assessment.state == AssessmentState.WAITING, _done.at >= bindparam("since")),
    )
)


def desk_clock(session: Session, actor: Actor) -> DeskClock:
    """Response time = median of (signed or refused − came to the desk) over 30 days.

    Read from the journal, because a check is computed anew whenever it is looked at; with it the
    moment since which the oldest one waits.
    """
    since = clock.now() - timedelta(days=CLOCK_DAYS)
    found = _CHECKS.where(in_reach(actor, Assessment.place_id))
    rows = session.execute(found, {"since": since}).all()
    took = [(row.done - row.came) / timedelta(hours=1) for row in rows if row.done]
    waits = [row.came for row in rows if row.state is AssessmentState.WAITING]
    return DeskClock(round(median(took)) if took else None, len(took), min(waits, default=None))
