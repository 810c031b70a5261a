"""Figures of many for observers: no figure rests on fewer than five people (product.md)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Payment
from marketplace.agreements.rules.lists import PaymentState
from marketplace.catalogue.models import Destination
from marketplace.kernel import clock
from marketplace.people.models import Operator

FEWEST = 5
WINDOW = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class TradeFigures:
    """Ninety days of a destination; all but its name are none where fewer than five suppliers."""

    destination_name: str
    currency: str
    suppliers: int | None
    paid_minor: int | None
    payments: int | None
    on_time: int | None


def trade_figures(session: Session) -> tuple[TradeFigures, ...]:
    """Return what was paid and closed in 90 days, per destination, in one statement."""
    since = clock.now() - WINDOW
    on_time = func.count(Payment.id).filter(Payment.late_days == 0)
    rows = session.execute(
        select(
            Destination.name,
            Destination.currency,
            func.count(distinct(Payment.supplier_id)),
            func.coalesce(func.sum(Payment.received_minor), 0),
            func.count(Payment.id),
            on_time,
        )
        .select_from(Destination)
        .outerjoin(Operator, Operator.destination_id == Destination.id)
        .outerjoin(
            Payment,
            (Payment.operator_id == Operator.id)
            & (Payment.state == PaymentState.CLOSED)
            & (Payment.closed_at >= since),
        )
        .group_by(Destination.id, Destination.name, Destination.currency)
        .order_by(Destination.name)
    )
    return tuple(_figures(row) for row in rows)


def _figures(row: Any) -> TradeFigures:
    name, code, suppliers, paid, payments, on_time = row
    if suppliers < FEWEST:
        return TradeFigures(name, code, None, None, None, None)
    return TradeFigures(name, code, suppliers, int(paid), payments, on_time)
