"""The week's money at a desk: paid, to how many, and how long they waited."""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Payment
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people.queries.reach import in_reach

DAYS = 7


@dataclass(frozen=True, slots=True)
class WeekPaid:
    """Sums confirmed by suppliers, by currency in minor units; days from delivery to money."""

    sums: tuple[tuple[str, int], ...]
    suppliers: int
    median_days: int | None


def week_paid(session: Session, actor: Actor) -> WeekPaid:
    """Return what suppliers of her places confirmed in the last seven days, in one statement."""
    since = clock.now() - timedelta(days=DAYS)
    rows = session.execute(
        select(
            Payment.received_minor, Payment.currency, Payment.supplier_id, Payment.delivered_on,
            Payment.closed_at,
        ).where(in_reach(actor, Payment.place_id), Payment.closed_at >= since)
    ).all()  # fmt: skip
    sums: dict[str, int] = {}
    for row in rows:
        sums[row.currency] = sums.get(row.currency, 0) + (row.received_minor or 0)
    days = [(row.closed_at.date() - row.delivered_on).days for row in rows]
    return WeekPaid(
        sums=tuple(sorted(sums.items())), suppliers=len({row.supplier_id for row in rows}),
        median_days=max(0, round(median(days))) if days else None,
    )  # fmt: skip
