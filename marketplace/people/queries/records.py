"""Standing: what both sides earned, as it may be shown and as the check reads it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Subquery, case, func, select
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.money import median
from marketplace.people.models import (
    OperatorPaymentRecord,
    StatedSale,
    SupplierOutcome,
    SupplierSale,
)
from marketplace.people.rules.stated_sales import share_of_all

LATEST_PAYMENTS = 10
BUYER_SPEAKS_FROM = 5
SUPPLIER_SPEAKS_FROM = 3
SHARE_SPEAKS_FROM_MONTHS = 6
SHARE_SPEAKS_FROM_SALES = 3
_MONTH = timedelta(days=30)
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class BuyerRecord:
    """How an operator pays (product.md, 10): disputed payments are left out.

    ``median_days`` and ``late_permille`` are over the last ten; ``count`` is of all.
    """

    operator_id: int
    count: int = 0
    median_days: int | None = None
    late_permille: int | None = None

    @property
    def speaks(self) -> bool:
        """Tell whether it may be shown; before, it is "no record yet"."""
        return self.count >= BUYER_SPEAKS_FROM


def operator_record(
    session: Session, operator_id: int, as_of: datetime | None = None
) -> BuyerRecord:
    """Return one operator's record as it stood at a moment (default: now), in one statement."""
    return operator_records(session, [operator_id], as_of)[operator_id]


def operator_records(
    session: Session, ids: Collection[int], as_of: datetime | None = None
) -> dict[int, BuyerRecord]:
    """Return the records of several operators, in one statement; one is there for every id."""
    latest = _latest_payments(ids, as_of or clock.now())
    rows = session.execute(
        select(latest.c.operator_id, latest.c.days, latest.c.late_days, latest.c.total)
        .where(latest.c.place <= LATEST_PAYMENTS)
    ).all()  # fmt: skip
    records = {operator_id: BuyerRecord(operator_id) for operator_id in ids}
    for operator_id in {row.operator_id for row in rows}:
        own = [row for row in rows if row.operator_id == operator_id]
        late = sum(row.late_days > 0 for row in own)
        records[operator_id] = BuyerRecord(
            operator_id, own[0].total, median(row.days for row in own), 1000 * late // len(own)
        )
    return records


def _latest_payments(ids: Collection[int], as_of: datetime) -> Subquery:
    paid = OperatorPaymentRecord
    newest = func.row_number().over(
        partition_by=paid.operator_id, order_by=(paid.at.desc(), paid.id.desc())
    )
    total = func.count().over(partition_by=paid.operator_id)
    return (
        select(
            paid.operator_id, paid.days, paid.late_days, total.label("total"),
            newest.label("place"),
        )
        .where(paid.operator_id.in_(ids), paid.disputed.is_(False), paid.at <= as_of)
        .subquery()
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SupplierRecord:
    """How a supplier delivers: all her deliveries, in permille on time and accepted."""

    supplier_id: int
    deliveries: int = 0
    on_time_permille: int | None = None
    accepted_permille: int | None = None

    @property
    def speaks(self) -> bool:
        """Tell whether it may be shown and counted."""
        return self.deliveries >= SUPPLIER_SPEAKS_FROM


def supplier_record(session: Session, supplier_id: int) -> SupplierRecord:
    """Return one supplier's record, in one statement."""
    return supplier_records(session, [supplier_id])[supplier_id]


def supplier_records(session: Session, ids: Collection[int]) -> dict[int, SupplierRecord]:
    """Return the records of several suppliers, in one statement; one is there for every id."""
    done = SupplierOutcome
    rows = session.execute(
        select(
            done.supplier_id, func.count(),
            func.sum(case((done.on_time, 1), else_=0)), func.sum(done.accepted_permille),
        )
        .where(done.supplier_id.in_(ids))
        .group_by(done.supplier_id)
    )  # fmt: skip
    records = {supplier_id: SupplierRecord(supplier_id) for supplier_id in ids}
    for supplier_id, count, on_time, accepted in rows:
        records[supplier_id] = SupplierRecord(
            supplier_id, count, 1000 * int(on_time) // count, int(accepted) // count
        )
    return records


@dataclass(frozen=True, slots=True)
class BuyerShare:
    """One buyer's part in all a supplier sold in the last year (signal C4).

    What she says she sells elsewhere makes it smaller: all her sales are meant.

    ``months`` are whole months of 30 days since her first sale ever; ``count`` her sales in the
    year. Without sales ``share_permille`` is none.
    """

    share_permille: int | None
    months: int
    count: int

    @property
    def speaks(self) -> bool:
        """Tell whether there is enough history: six months and three sales."""
        return self.months >= SHARE_SPEAKS_FROM_MONTHS and self.count >= SHARE_SPEAKS_FROM_SALES


def buyer_share(
    session: Session, *, supplier_id: int, operator_id: int, now: datetime
) -> BuyerShare:
    """Return how much of a supplier's sales one operator buys, in one statement."""
    sale = SupplierSale
    in_year = sale.at > now - _YEAR
    theirs = in_year & (sale.operator_id == operator_id)
    first, count, total, bought, elsewhere = session.execute(
        select(
            func.min(sale.at),
            func.coalesce(func.sum(case((in_year, 1), else_=0)), 0),
            func.coalesce(func.sum(case((in_year, sale.amount_minor), else_=0)), 0),
            func.coalesce(func.sum(case((theirs, sale.amount_minor), else_=0)), 0),
            select(func.coalesce(func.sum(StatedSale.stones), 0))
            .where(StatedSale.supplier_id == supplier_id)
            .scalar_subquery(),
        ).where(sale.supplier_id == supplier_id, sale.at <= now)
    ).one()
    months = (now - first) // _MONTH if first else 0
    share = 1000 * int(bought) // int(total) if total else None
    if share is not None:
        share = share_of_all(share, int(elsewhere))
    return BuyerShare(share, months, int(count))
