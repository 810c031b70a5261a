"""What the clock has to do for growing: bad deliveries without a step, papers whose end is near."""

from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Delivery
from marketplace.agreements.rules.lists import DeliveryState
from marketplace.people.models import Supplier, SupplierOutcome, SupplierPaper
from marketplace.people.rules.lists import SupplierState
from marketplace.support.models import DeliveryStep, PaperReminder
from marketplace.support.rules.papers import LONG_OVER, SOON, stage_of

LOOKS_BACK = timedelta(days=30)
MOST = 100
_BAD = (DeliveryState.PART, DeliveryState.REJECTED)


def deliveries_to_coach(session: Session, now: datetime) -> tuple[int, ...]:
    """Return the bad deliveries of the last month that no step was opened for, oldest first."""
    has_step = exists().where(DeliveryStep.delivery_id == Delivery.id)
    found = session.scalars(
        select(Delivery.id)
        .outerjoin(SupplierOutcome, SupplierOutcome.delivery_id == Delivery.id)
        .where(
            Delivery.received_at > now - LOOKS_BACK, ~has_step,
            or_(Delivery.state.in_(_BAD), SupplierOutcome.on_time.is_(False)),
        )
        .order_by(Delivery.id)
        .limit(MOST)
    )  # fmt: skip
    return tuple(found)


def papers_to_tell(session: Session, now: datetime) -> tuple[int, ...]:
    """Return the papers whose end is near or just past and was not told at this stage."""
    rows = session.execute(
        select(SupplierPaper.id, SupplierPaper.expires_at, PaperReminder.stage)
        .join(Supplier, Supplier.id == SupplierPaper.supplier_id)
        .outerjoin(
            PaperReminder,
            (PaperReminder.supplier_paper_id == SupplierPaper.id)
            & (PaperReminder.expires_at == SupplierPaper.expires_at),
        )
        .where(
            Supplier.state == SupplierState.ACTIVE,
            SupplierPaper.expires_at <= now + SOON, SupplierPaper.expires_at > now - LONG_OVER,
        )
        .order_by(SupplierPaper.id)
    ).all()  # fmt: skip
    told = {(row[0], row[2]) for row in rows}
    near = dict.fromkeys((row[0], stage_of(row[1], now)) for row in rows)
    return tuple(one for one, stage in near if stage and (one, stage) not in told)
