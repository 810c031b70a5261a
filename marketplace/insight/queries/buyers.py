"""Who buys what she makes: the lodges that asked for her leaves, for her own eyes."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Place
from marketplace.insight.rules.market import WINDOW
from marketplace.kernel import clock
from marketplace.people.models import Operator, Supplier, SupplierLeaf
from marketplace.people.queries.records import BuyerRecord, operator_records
from marketplace.sourcing.models import Need, Property
from marketplace.sourcing.rules.lists import NeedState

PAGE = 6


@dataclass(frozen=True, slots=True)
class WhoBuys:
    """A lodge that asked for one of her leaves in 90 days; ``open`` while it asks now."""

    operator_id: int
    operator_name: str
    place_name: str
    leaf_code: str
    picture: str
    times: int
    last_day: date
    open: bool
    record: BuyerRecord


_open = case((Need.state == NeedState.PUBLISHED, 1), else_=0)
_BUYERS = (
    select(
        Operator.id.label("operator_id"), Operator.name.label("operator_name"),
        func.min(Place.name).label("place_name"), Category.code.label("leaf_code"),
        Category.picture, func.count(Need.id).label("times"),
        func.max(Need.deliver_on).label("last_day"), func.max(_open).label("open"),
    )
    .select_from(Need)
    .join(SupplierLeaf, SupplierLeaf.category_id == Need.category_id)
    .join(Supplier, Supplier.id == SupplierLeaf.supplier_id)
    .join(Operator, Operator.id == Need.operator_id)
    .join(Property, Property.id == Need.property_id)
    .join(Place, Place.id == Property.place_id)
    .join(Category, Category.id == Need.category_id)
    .where(
        Supplier.id == bindparam("supplier"), Need.destination_id == Supplier.destination_id,
        Need.published_at >= bindparam("since"), Need.state != NeedState.WITHDRAWN,
    )
    .group_by(Operator.id, Operator.name, Category.code, Category.picture)
    .order_by(func.max(_open).desc(), func.count(Need.id).desc(), Operator.name, Category.code)
    .limit(bindparam("limit")).offset(bindparam("offset"))
)  # fmt: skip


def who_buys(
    session: Session, supplier_id: int, *, page: int = 1
) -> tuple[tuple[WhoBuys, ...], bool]:
    """Return a page of who asked for what she makes, and whether more follow; two statements."""
    known = {
        "supplier": supplier_id, "since": clock.now() - timedelta(days=WINDOW),
        "limit": PAGE + 1, "offset": (max(page, 1) - 1) * PAGE,
    }  # fmt: skip
    rows = session.execute(_BUYERS, known).all()
    records = operator_records(session, {row.operator_id for row in rows})
    return tuple(_card(row, records) for row in rows[:PAGE]), len(rows) > PAGE


def _card(row: Any, records: dict[int, BuyerRecord]) -> WhoBuys:
    values = {**row._asdict(), "open": bool(row.open)}
    return WhoBuys(**values, record=records[row.operator_id])
