"""What the clock has made due, for the worker."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Agreement, AgreementVersion, Grievance, Order, Payment
from marketplace.agreements.queries.cards import OWED
from marketplace.agreements.rules.agreed_lists import AgreementState, VersionState
from marketplace.agreements.rules.days import local_day
from marketplace.agreements.rules.grievances import GrievanceState
from marketplace.agreements.rules.lists import OrderState
from marketplace.agreements.rules.told import Told
from marketplace.catalogue.models import Destination
from marketplace.journal.models import OutboxMessage
from marketplace.people.models import Operator
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import Lane, NeedState

AT_ONCE = 100
_DAY = timedelta(days=1)


def orders_past_answer(session: Session, now: datetime) -> Sequence[str]:
    """Return the public ids of orders nobody answered in time, oldest first."""
    return session.scalars(
        select(Order.public_id)
        .where(Order.state == OrderState.PLACED, Order.answer_by <= now)
        .order_by(Order.answer_by, Order.id)
        .limit(AT_ONCE)
    ).all()


def needs_past_day(session: Session, now: datetime) -> Sequence[int]:
    """Return needs still searching whose day has come or gone, everywhere on earth.

    Settling ends those whose door has shut and leaves the others as they are.
    """
    return session.scalars(
        select(Need.id)
        .where(
            Need.state.in_((NeedState.PUBLISHED, NeedState.CLOSED)),
            Need.lane != Lane.TENDER,
            Need.deliver_on <= (now + _DAY).date(),
        )
        .order_by(Need.deliver_on, Need.id)
        .limit(AT_ONCE)
    ).all()


def agreements_over(session: Session, now: datetime) -> Sequence[int]:
    """Return agreements whose last day has come or gone, somewhere on earth."""
    last_day = func.coalesce(Agreement.ends_on, AgreementVersion.ends_on)
    return session.scalars(
        select(Agreement.id)
        .join(AgreementVersion, AgreementVersion.agreement_id == Agreement.id)
        .where(
            AgreementVersion.state == VersionState.AGREED,
            Agreement.state.in_((AgreementState.IN_FORCE, AgreementState.NOTICE)),
            last_day <= now.date(),
        )
        .order_by(Agreement.id)
        .limit(AT_ONCE)
    ).all()


def orders_waited_for(session: Session, now: datetime) -> Sequence[str]:
    """Return orders of today or before whose door is open and whose silence nobody heard of yet.

    Whether the door has waited long enough is asked of each of them.
    """
    return session.scalars(
        select(Order.public_id)
        .join(Need, Need.id == Order.need_id)
        .where(
            Order.state.in_((OrderState.PLACED, OrderState.CONFIRMED)),
            Order.nobody_told_at.is_(None), Order.deliver_on <= (now + _DAY / 2).date(),
        )
        .order_by(Order.deliver_on, Need.window_opens, Order.id)
        .limit(AT_ONCE)
    ).all()  # fmt: skip


def payments_newly_late(session: Session, now: datetime) -> Sequence[int]:
    """Return the ids of payments past their local day that nobody was told about yet."""
    told = exists().where(
        OutboxMessage.kind == Told.PAYMENT_LATE, OutboxMessage.subject_id == Payment.id,
        OutboxMessage.subject_type == Payment.__tablename__,
    )  # fmt: skip
    rows = session.execute(
        select(Payment.id, Payment.due_on, Destination.timezone)
        .join(Operator, Operator.id == Payment.operator_id)
        .join(Destination, Destination.id == Operator.destination_id)
        .where(Payment.state.in_(OWED), Payment.due_on <= now.date(), ~told)
        .order_by(Payment.due_on, Payment.id)
        .limit(AT_ONCE)
    )
    return [ident for ident, due, zone in rows if due < local_day(now, zone)]


def grievances_waiting(session: Session, now: datetime) -> Sequence[int]:
    """Return the ids of grievances whose promised day is over and nobody was reminded of yet."""
    untouched = and_(Grievance.state == GrievanceState.RAISED, Grievance.acknowledge_by < now)
    unanswered = and_(
        Grievance.state == GrievanceState.TAKEN_UP, Grievance.due_on < (now - _DAY / 2).date()
    )
    return session.scalars(
        select(Grievance.id)
        .where(or_(untouched, unanswered), Grievance.reminded_at.is_(None))
        .order_by(Grievance.id)
        .limit(AT_ONCE)
    ).all()
