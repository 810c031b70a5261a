"""Who is promised away: what she proved she can bring a week, beside what she has promised."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from marketplace.catalogue.models import Category, Unit
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import Forbidden
from marketplace.people.models import CommittedWeek, Supplier, SupplierLeaf
from marketplace.people.queries.reach import at_places
from marketplace.people.rules.lists import SupplierState

ALARM_PERCENT = 80  # above it growth outruns her: a back-up is named before the next order
AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Stretched:
    """A supplier whose week is nearly or more than promised; ``proven`` else it is her word."""

    public_id: str
    name: str
    leaf_code: str
    picture: str
    percent: int
    proven: bool


_promised = aliased(Unit)
_held = aliased(Unit)
_taken = func.sum(CommittedWeek.quantity * _promised.factor_milli)
_can = func.max(
    func.coalesce(SupplierLeaf.weekly_proven, SupplierLeaf.weekly_amount) * _held.factor_milli
)
_percent = (_taken * 100 / _can).label("percent")


def stretched_suppliers(session: Session, actor: Actor, monday: date) -> tuple[Stretched, ...]:
    """Return suppliers of her places promised to more than four fifths in a week, fullest first."""
    if not actor.has(Role.FACILITATOR):
        raise Forbidden
    hers = at_places(actor, Supplier.place_id)
    rows = session.execute(
        select(
            Supplier.public_id, Supplier.name, Category.code.label("leaf_code"),
            Category.picture, _percent, func.max(SupplierLeaf.weekly_proven).label("weekly_proven"),
        )
        .select_from(CommittedWeek)
        .join(Supplier, Supplier.id == CommittedWeek.supplier_id)
        .join(
            SupplierLeaf,
            (SupplierLeaf.supplier_id == CommittedWeek.supplier_id)
            & (SupplierLeaf.category_id == CommittedWeek.category_id),
        )
        .join(_promised, _promised.id == CommittedWeek.unit_id)
        .join(_held, _held.id == SupplierLeaf.unit_id)
        .join(Category, Category.id == CommittedWeek.category_id)
        .where(
            CommittedWeek.monday == monday, hers, Supplier.state == SupplierState.ACTIVE,
            SupplierLeaf.weekly_amount > 0, _promised.base == _held.base,
        )
        .group_by(
            Supplier.id, Supplier.public_id, Supplier.name, Category.id, Category.code,
            Category.picture,
        )
        .having(_taken * 100 > _can * ALARM_PERCENT)
        .order_by(_percent.desc(), Supplier.name)
        .limit(AT_ONCE)
    )  # fmt: skip
    return tuple(
        Stretched(
            public_id=row.public_id, name=row.name, leaf_code=row.leaf_code, picture=row.picture,
            percent=int(row.percent), proven=row.weekly_proven is not None,
        )
        for row in rows
    )  # fmt: skip
