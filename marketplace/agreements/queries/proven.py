"""What a supplier brought of a leaf in one week, beside what she said and has proven."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Delivery, Order
from marketplace.people.models import SupplierLeaf
from marketplace.sourcing.rules.receiving import moment, monday_of


@dataclass(frozen=True, slots=True)
class WeekOfLeaf:
    """Her leaf: what she said a week, what is proven, and the week's accepted thousandths."""

    said: int
    proven: int | None
    accepted_milli: tuple[int, ...]


def week_of_leaf(session: Session, order: Order, day: date, zone: str) -> WeekOfLeaf | None:
    """Return the week of a local day so far; none where she lists the leaf in other units."""
    leaf = session.execute(
        select(SupplierLeaf.weekly_amount, SupplierLeaf.weekly_proven).where(
            SupplierLeaf.supplier_id == order.supplier_id,
            SupplierLeaf.category_id == order.category_id,
            SupplierLeaf.unit_id == order.unit_id,
        )
    ).one_or_none()
    if leaf is None:
        return None
    monday = moment(monday_of(day), 0, zone=zone)
    accepted = session.scalars(
        select(Delivery.accepted_milli)
        .join(Order, Order.id == Delivery.order_id)
        .where(
            Delivery.supplier_id == order.supplier_id,
            Delivery.received_at >= monday,
            Order.category_id == order.category_id,
            Order.unit_id == order.unit_id,
        )
    ).all()
    return WeekOfLeaf(leaf.weekly_amount, leaf.weekly_proven, tuple(accepted))
