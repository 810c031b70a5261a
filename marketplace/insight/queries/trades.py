"""What every supplier did in 90 days, for the indicators: one statement whatever the amount."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, case, distinct, func, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Delivery, Order, Payment
from marketplace.agreements.rules.lists import DeliveryState, OrderState, PaymentState
from marketplace.catalogue.models import Place
from marketplace.i18n.format import local_day, today
from marketplace.insight.rules.indicators import Trade, first_steps
from marketplace.insight.rules.market import WINDOW
from marketplace.kernel import clock
from marketplace.kernel.geo import distance_km
from marketplace.people.models import (
    OperatorPaymentRecord,
    Supplier,
    SupplierFact,
    SupplierOutcome,
    SupplierSale,
)
from marketplace.people.rules.lists import StatedFact
from marketplace.sourcing.models import Incumbent, IncumbentSource
from marketplace.sourcing.rules.lists import Origin

_since: Any = bindparam("since")
_FULL = 1000  # thousandths


def _said(fact: StatedFact) -> Any:
    return func.max(case((SupplierFact.fact == fact, 1), else_=0)).label(fact.value)


_facts = (
    select(SupplierFact.supplier_id, *(_said(fact) for fact in StatedFact))
    .where(SupplierFact.withdrawn_at.is_(None))
    .group_by(SupplierFact.supplier_id)
    .subquery()
)
_nth = func.row_number().over(
    partition_by=Delivery.supplier_id, order_by=(Delivery.received_at, Delivery.id)
)
_counted = (
    select(Delivery.supplier_id, Delivery.received_at, _nth.label("nth"))
    .where(Delivery.state != DeliveryState.REJECTED)
    .subquery()
)
_brought = (
    select(
        _counted.c.supplier_id,
        func.sum(case((_counted.c.received_at >= _since, 1), else_=0)).label("deliveries"),
        func.min(_counted.c.received_at).label("first"),
        func.min(case((_counted.c.nth == 2, _counted.c.received_at))).label("second"),
    )
    .group_by(_counted.c.supplier_id)
    .subquery()
)
_full = case((SupplierOutcome.on_time & (SupplierOutcome.accepted_permille == _FULL), 1), else_=0)
_went = (
    select(
        SupplierOutcome.supplier_id, func.count(SupplierOutcome.id).label("judged"),
        func.sum(_full).label("in_full"),
    )
    .where(SupplierOutcome.at >= _since)
    .group_by(SupplierOutcome.supplier_id)
    .subquery()
)  # fmt: skip
_turn = func.row_number().over(
    partition_by=(Order.operator_id, Order.supplier_id), order_by=(Order.placed_at, Order.id)
)
_placed = (
    select(
        Order.supplier_id, Order.operator_id, Order.placed_at, Order.place_id, _turn.label("turn")
    )
    .where(Order.state.not_in((OrderState.CANCELLED, OrderState.DECLINED)))
    .subquery()
)
_ordered = (
    select(
        _placed.c.supplier_id, func.count().label("orders"),
        func.sum(case((_placed.c.turn > 1, 1), else_=0)).label("repeats"),
        func.count(distinct(_placed.c.operator_id)).label("buyers"),
        func.avg(Place.lat_e6).label("lat"), func.avg(Place.lon_e6).label("lon"),
    )
    .select_from(_placed)
    .join(Place, Place.id == _placed.c.place_id)
    .where(_placed.c.placed_at >= _since)
    .group_by(_placed.c.supplier_id)
    .subquery()
)  # fmt: skip
_paid = (
    select(
        Payment.supplier_id, func.coalesce(func.sum(Payment.received_minor), 0).label("income"),
        func.count(Payment.id).label("payments"),
        func.sum(case((Payment.late_days == 0, 1), else_=0)).label("on_time"),
        func.sum(OperatorPaymentRecord.days).label("paid_after"),
        func.count(OperatorPaymentRecord.id).label("measured"),
    )
    .outerjoin(OperatorPaymentRecord, OperatorPaymentRecord.payment_id == Payment.id)
    .where(Payment.state == PaymentState.CLOSED, Payment.closed_at >= _since)
    .group_by(Payment.supplier_id)
    .subquery()
)  # fmt: skip
_from_abroad = (
    select(IncumbentSource.id)
    .join(Incumbent, Incumbent.id == IncumbentSource.incumbent_id)
    .where(
        IncumbentSource.origin == Origin.IMPORTED,
        Incumbent.operator_id == SupplierSale.operator_id,
        Incumbent.category_id == SupplierSale.category_id,
    )
    .exists()
)
_instead = (
    select(SupplierSale.supplier_id, func.sum(SupplierSale.amount_minor).label("replaced"))
    .where(SupplierSale.at >= _since, _from_abroad)
    .group_by(SupplierSale.supplier_id)
    .subquery()
)
_NUMBERS = {
    "payments": _paid.c.payments, "income_minor": _paid.c.income, "on_time": _paid.c.on_time,
    "paid_after": _paid.c.paid_after, "measured": _paid.c.measured, "orders": _ordered.c.orders,
    "repeats": _ordered.c.repeats, "buyers": _ordered.c.buyers,
    "deliveries": _brought.c.deliveries, "judged": _went.c.judged, "in_full": _went.c.in_full,
    "replaced_minor": _instead.c.replaced,
}  # fmt: skip
_PARTS = (_facts, _brought, _went, _ordered, _paid, _instead)
_TRADES = (
    select(
        Supplier.destination_id, Supplier.public_id.label("supplier"),
        Place.lat_e6, Place.lon_e6, _ordered.c.lat, _ordered.c.lon,
        _brought.c.first, _brought.c.second,
        *(func.coalesce(one, 0).label(name) for name, one in _NUMBERS.items()),
        *(func.coalesce(_facts.c[fact.value], 0).label(fact.value) for fact in StatedFact),
    )
    .select_from(Supplier)
    .join(Place, Place.id == Supplier.place_id)
    .where(Supplier.destination_id.in_(bindparam("destinations", expanding=True)))
    .order_by(Supplier.id)
)  # fmt: skip
for _part in _PARTS:
    _TRADES = _TRADES.outerjoin(_part, _part.c.supplier_id == Supplier.id)


def trades_of(session: Session, destination_ids: Collection[int]) -> dict[int, tuple[Trade, ...]]:
    """Return every supplier's trade, by destination; one is there for every destination."""
    found: dict[int, list[Trade]] = {one: [] for one in sorted(destination_ids)}
    known = {"destinations": sorted(found), "since": clock.now() - timedelta(days=WINDOW)}
    for row in session.execute(_TRADES, known):
        found[row.destination_id].append(_trade(row))
    return {one: tuple(rows) for one, rows in found.items()}


def _trade(row: Any) -> Trade:
    first, second = (local_day(at) if at else None for at in (row.first, row.second))
    first_timer, stayed = first_steps(first, second, today())
    return Trade(
        supplier=row.supplier, first_timer=first_timer, stayed=stayed, km=_km(row),
        facts=frozenset(fact for fact in StatedFact if getattr(row, fact.value)),
        **{name: int(getattr(row, name)) for name in _NUMBERS},
    )  # fmt: skip


def _km(row: Any) -> int | None:
    """The distance from her village to the middle of the doors she was asked to."""
    if row.lat is None:
        return None
    return round(distance_km(row.lat_e6, row.lon_e6, int(row.lat), int(row.lon)))
