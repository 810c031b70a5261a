"""The typical costs of a destination, and every leaf with its units to choose from."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from marketplace.catalogue.models import Category, CategoryUnit, TypicalCost, Unit


@dataclass(frozen=True, slots=True)
class TypicalCard:
    """What one unit of a leaf typically costs: minor units, and minutes of work."""

    leaf_code: str
    picture: str
    unit_code: str
    cash_minor: int
    labour_minutes: int


@dataclass(frozen=True, slots=True)
class Goods:
    """One leaf in one of its units."""

    leaf_id: int
    leaf_code: str
    unit_id: int
    unit_code: str

    @property
    def code(self) -> str:
        """How a form says it."""
        return f"{self.leaf_code}:{self.unit_code}"


_TYPICAL = (
    select(
        Category.code.label("leaf_code"), Category.picture, Unit.code.label("unit_code"),
        TypicalCost.cash_minor, TypicalCost.labour_minutes,
    )
    .join(Category, Category.id == TypicalCost.category_id)
    .join(Unit, Unit.id == TypicalCost.unit_id)
    .where(TypicalCost.destination_id == bindparam("destination"))
    .order_by(Category.code, Unit.code)
)  # fmt: skip
_GROUP = aliased(Category)
_GOODS = (
    select(
        Category.id.label("leaf_id"), Category.code.label("leaf_code"), Unit.id.label("unit_id"),
        Unit.code.label("unit_code"),
    )
    .join(_GROUP, _GROUP.id == Category.parent_id)
    .join(CategoryUnit, CategoryUnit.category_id == Category.id)
    .join(Unit, Unit.id == CategoryUnit.unit_id)
    .where(~Category.retired)
    .order_by(_GROUP.position, Category.position, CategoryUnit.position)
)  # fmt: skip


def typical_costs(session: Session, destination_id: int) -> tuple[TypicalCard, ...]:
    """Return the typical costs that are kept, by leaf."""
    rows = session.execute(_TYPICAL, {"destination": destination_id})
    return tuple(TypicalCard(**row._asdict()) for row in rows)


def goods(session: Session) -> tuple[Goods, ...]:
    """Return every leaf in each of its units, in the catalogue's order."""
    return tuple(Goods(**row._asdict()) for row in session.execute(_GOODS))
