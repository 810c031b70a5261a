"""Whom a supplier may call at a house: the linkage desks of those who ordered from her."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Order
from marketplace.people.models import LinkageDesk, Operator, Person

MOST = 3


@dataclass(frozen=True, slots=True)
class HouseDesk:
    """Who answers suppliers at a house: phone, and hours in minutes of the day."""

    operator_name: str
    name: str
    phone: str
    opens: int
    closes: int


_DESKS = (
    select(
        Operator.name, Person.name, LinkageDesk.phone, LinkageDesk.opens, LinkageDesk.closes
    )
    .select_from(LinkageDesk)
    .join(Operator, Operator.id == LinkageDesk.operator_id)
    .join(Person, Person.id == LinkageDesk.person_id)
    .join(Order, Order.operator_id == LinkageDesk.operator_id)
    .where(
        Order.supplier_id.in_(bindparam("suppliers", expanding=True)), Person.disabled_at.is_(None)
    )
    .group_by(
        Operator.id, Operator.name, Person.name, LinkageDesk.phone, LinkageDesk.opens,
        LinkageDesk.closes,
    )
    .order_by(func.max(Order.placed_at).desc(), Operator.name)
    .limit(MOST)
)  # fmt: skip


def desks_of(session: Session, supplier_ids: Collection[int]) -> tuple[HouseDesk, ...]:
    """Return the desks of houses that ordered from her, the latest first, at most three."""
    if not supplier_ids:
        return ()
    rows = session.execute(_DESKS, {"suppliers": sorted(supplier_ids)})
    return tuple(HouseDesk(*row) for row in rows)
