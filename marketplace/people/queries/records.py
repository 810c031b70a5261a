"""Standing: what both sides earned, as it may be shown and as the check reads it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Over,
    Row,
    Select,
    bindparam,
    case,
    func,
    literal,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.money import median
from marketplace.people.models import (
    OperatorPaymentRecord,
    OperatorTradeRecord,
    StatedSale,
    SupplierLapse,
    SupplierOutcome,
    SupplierSale,
)
from marketplace.people.rules.lists import LapseKind, TradeEnd
from marketplace.people.rules.stated_sales import share_of_all

LATEST_PAYMENTS = 10
LATEST_ORDERS = 10
BUYER_SPEAKS_FROM = 5
SUPPLIER_SPEAKS_FROM = 3
SHARE_SPEAKS_FROM_MONTHS = 6
SHARE_SPEAKS_FROM_SALES = 3
_MONTH = timedelta(days=30)
_YEAR = timedelta(days=365)
_Row = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class BuyerRecord:
    """How an operator buys (product.md, 10): pays, calls off, sends back.

    ``median_days`` and ``late_permille`` are over the last ten payments, disputed ones left out;
    ``count`` is of all. Of the last ``orders`` (ten at most) that ended, ``cancelled`` were called
    off and of ``rejected`` something was sent back.
    """

    operator_id: int
    count: int = 0
    median_days: int | None = None
    late_permille: int | None = None
    orders: int = 0
    cancelled: int = 0
    rejected: int = 0

    @property
    def speaks(self) -> bool:
        """Tell whether payments may be shown; before, it is "no record yet"."""
        return self.count >= BUYER_SPEAKS_FROM

    @property
    def trade_speaks(self) -> bool:
        """Tell whether what was called off and sent back may be shown."""
        return self.orders >= BUYER_SPEAKS_FROM


def operator_record(
    session: Session, operator_id: int, as_of: datetime | None = None
) -> BuyerRecord:
    """Return one operator's record as it stood at a moment (default: now), in one statement."""
    return operator_records(session, [operator_id], as_of)[operator_id]


def operator_records(
    session: Session, ids: Collection[int], as_of: datetime | None = None
) -> dict[int, BuyerRecord]:
    """Return the records of several operators, in one statement; one is there for every id."""
    moment = as_of or clock.now()
    latest = union_all(_latest_payments(ids, moment), _latest_ends(ids, moment))
    paid: dict[int, list[_Row]] = defaultdict(list)
    ended: dict[int, list[_Row]] = defaultdict(list)
    for row in session.execute(latest):
        (ended if row.total is None else paid)[row.operator_id].append(row)
    return {ident: _buyer_record(ident, paid[ident], ended[ident]) for ident in ids}


def _buyer_record(operator_id: int, paid: Sequence[_Row], ended: Sequence[_Row]) -> BuyerRecord:
    return BuyerRecord(
        operator_id,
        count=paid[0].total if paid else 0,
        median_days=median(row.days for row in paid) if paid else None,
        late_permille=1000 * sum(row.is_bad for row in paid) // len(paid) if paid else None,
        orders=len(ended),
        cancelled=sum(row.is_off for row in ended),
        rejected=sum(row.is_bad for row in ended),
    )


def _latest_payments(ids: Collection[int], as_of: datetime) -> Select[*tuple[Any, ...]]:
    """Return the last ten payments of each: days, whether late, and how many there are in all."""
    paid = OperatorPaymentRecord
    latest = (
        select(
            paid.operator_id, paid.days, paid.late_days, _newest_first(paid).label("place"),
            func.count().over(partition_by=paid.operator_id).label("total"),
        )
        .where(paid.operator_id.in_(ids), paid.disputed.is_(False), paid.at <= as_of)
        .subquery()
    )  # fmt: skip
    return select(
        latest.c.operator_id, latest.c.days, literal(0).label("is_off"),
        case((latest.c.late_days > 0, 1), else_=0).label("is_bad"), latest.c.total,
    ).where(latest.c.place <= LATEST_PAYMENTS)  # fmt: skip


def _latest_ends(ids: Collection[int], as_of: datetime) -> Select[*tuple[Any, ...]]:
    """Return the last ten orders of each that ended: whether called off, something sent back."""
    done = OperatorTradeRecord
    latest = (
        select(
            done.operator_id, done.ended, done.rejected_permille,
            _newest_first(done).label("place"),
        )
        .where(done.operator_id.in_(ids), done.at <= as_of)
        .subquery()
    )  # fmt: skip
    return select(
        latest.c.operator_id, literal(0), case((latest.c.ended == TradeEnd.CANCELLED, 1), else_=0),
        case((latest.c.rejected_permille > 0, 1), else_=0), null(),
    ).where(latest.c.place <= LATEST_ORDERS)  # fmt: skip


def _newest_first(kind: type[OperatorPaymentRecord | OperatorTradeRecord]) -> Over[int]:
    return func.row_number().over(
        partition_by=kind.operator_id, order_by=(kind.at.desc(), kind.id.desc())
    )


@dataclass(frozen=True, slots=True)
class SupplierRecord:
    """How a supplier delivers: all her deliveries, in permille on time and accepted.

    An order that nobody brought counts as one that was not on time; ``missed`` says how many.
    ``short`` counts promises taken back too late, or more than twice.
    """

    supplier_id: int
    deliveries: int = 0
    on_time_permille: int | None = None
    accepted_permille: int | None = None
    missed: int = 0
    short: int = 0

    @property
    def speaks(self) -> bool:
        """Tell whether it may be shown and counted."""
        return self.deliveries + self.missed >= SUPPLIER_SPEAKS_FROM


_NOTHING = literal(0)
_PARTS = union_all(
    select(
        SupplierOutcome.supplier_id, literal(1).label("deliveries"),
        case((SupplierOutcome.on_time, 1), else_=0).label("on_time"),
        SupplierOutcome.accepted_permille, _NOTHING.label("missed"), _NOTHING.label("short"),
    ).where(SupplierOutcome.supplier_id.in_(bindparam("ids", expanding=True))),
    select(
        SupplierLapse.supplier_id, _NOTHING, _NOTHING, _NOTHING,
        case((SupplierLapse.kind == LapseKind.MISSED, 1), else_=0),
        case((SupplierLapse.kind == LapseKind.SHORT, 1), else_=0),
    ).where(
        SupplierLapse.supplier_id.in_(bindparam("ids", expanding=True)),
        SupplierLapse.counts == true(),
    ),
).subquery()  # fmt: skip
_OUTCOMES_AND_LAPSES = select(
    _PARTS.c.supplier_id, func.sum(_PARTS.c.deliveries), func.sum(_PARTS.c.on_time),
    func.sum(_PARTS.c.accepted_permille), func.sum(_PARTS.c.missed), func.sum(_PARTS.c.short),
).group_by(_PARTS.c.supplier_id)  # fmt: skip


def supplier_record(session: Session, supplier_id: int) -> SupplierRecord:
    """Return one supplier's record, in one statement."""
    return supplier_records(session, [supplier_id])[supplier_id]


def supplier_records(session: Session, ids: Collection[int]) -> dict[int, SupplierRecord]:
    """Return the records of several suppliers, in one statement; one is there for every id."""
    rows = session.execute(_OUTCOMES_AND_LAPSES, {"ids": list(ids)})
    records = {supplier_id: SupplierRecord(supplier_id) for supplier_id in ids}
    for supplier_id, deliveries, on_time, accepted, missed, short in rows:
        brought, ended = int(deliveries), int(deliveries) + int(missed)
        records[supplier_id] = SupplierRecord(
            supplier_id, brought, 1000 * int(on_time) // ended if ended else None,
            int(accepted) // brought if brought else None, int(missed), int(short),
        )  # fmt: skip
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


def free_shortfalls(session: Session, supplier_id: int) -> int:
    """Return how often a supplier told in time that she would bring less, and it was free."""
    lapse = SupplierLapse
    found = select(func.count()).where(
        lapse.supplier_id == supplier_id, lapse.kind == LapseKind.SHORT, lapse.counts.is_(False)
    )
    return session.scalar(found) or 0
