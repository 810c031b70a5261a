"""What the clock has made due, for the worker."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Agreement, AgreementVersion, Order
from marketplace.agreements.rules.agreed_lists import AgreementState, VersionState
from marketplace.agreements.rules.lists import OrderState
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NeedState

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
