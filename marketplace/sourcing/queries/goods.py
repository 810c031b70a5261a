"""What a buyer can ask for: his usual leaves first, every leaf with its units behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from marketplace.catalogue.models import Category, CategoryUnit, Unit
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Supplier, SupplierLeaf
from marketplace.people.rules.lists import SupplierState
from marketplace.sourcing.models import Need, Property
from marketplace.sourcing.rules.lists import NeedState
from marketplace.sourcing.rules.starters import STARTERS

USUAL = 8
_LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit a leaf may be asked for in."""

    id: int
    code: str
    picture: str


@dataclass(frozen=True, slots=True)
class LeafChoice:
    """A leaf with its units, the usual one first."""

    id: int
    code: str
    group_code: str
    picture: str
    units: tuple[UnitChoice, ...]

    def unit(self, code: str) -> UnitChoice:
        """Return one of its units; the usual one for any other code."""
        return next((unit for unit in self.units if unit.code == code), self.units[0])


@dataclass(frozen=True, slots=True)
class Usual:
    """A leaf this buyer asks for, in the unit he asked for last."""

    leaf_code: str
    picture: str
    unit_code: str


_group = aliased(Category)
_CHOICES = (
    select(
        Category.id, Category.code, _group.code.label("group_code"), Category.picture,
        Unit.id.label("unit_id"), Unit.code.label("unit_code"),
        Unit.picture.label("unit_picture"),
    )
    .join(_group, _group.id == Category.parent_id)
    .join(CategoryUnit, CategoryUnit.category_id == Category.id)
    .join(Unit, Unit.id == CategoryUnit.unit_id)
    .where(Category.retired.is_(False))
    .order_by(
        _group.position, _group.id, Category.position, Category.id,
        Unit.id != Category.default_unit_id, CategoryUnit.position, Unit.id,
    )
)  # fmt: skip
_ONE = _CHOICES.where(Category.code == bindparam("code"))
_LAST_DOOR = (
    select(Property.public_id)
    .join(Need, Need.property_id == Property.id)
    .where(Need.operator_id.in_(bindparam("operators", expanding=True)))
    .order_by(Need.id.desc())
    .limit(1)
)
_last = func.max(Need.id)
_USUAL = (
    select(Category.code.label("leaf_code"), Category.picture, Unit.code.label("unit_code"))
    .select_from(Need)
    .join(Category, Category.id == Need.category_id)
    .join(Unit, Unit.id == Need.unit_id)
    .where(
        Need.operator_id.in_(bindparam("operators", expanding=True)),
        Need.state.not_in((NeedState.DRAFT, NeedState.WITHDRAWN)),
        Category.retired.is_(False),
    )
    .group_by(Category.code, Category.picture, Unit.code)
    .order_by(func.count(Need.id).desc(), _last.desc())
    .limit(_LOOKED_AT)
)


def last_door(session: Session, actor: Actor) -> str | None:
    """Return the public id of the door the buyer's operators asked for last."""
    found: str | None = session.scalar(_LAST_DOOR, {"operators": sorted(actor.operator_ids)})
    return found


def usual_leaves(session: Session, actor: Actor) -> tuple[Usual, ...]:
    """Return what the buyer's operators ask for most often, each leaf once, in one statement."""
    rows = session.execute(_USUAL, {"operators": sorted(actor.operator_ids)})
    first: dict[str, Usual] = {}
    for row in rows:
        first.setdefault(row.leaf_code, Usual(**row._asdict()))
    return tuple(first.values())[:USUAL]


@dataclass(frozen=True, slots=True)
class Starter:
    """A good thing to begin with that this buyer never asked for; how many near make it."""

    leaf_code: str
    picture: str
    suppliers: int


_makers = (
    select(func.count(SupplierLeaf.id))
    .join(Supplier, Supplier.id == SupplierLeaf.supplier_id)
    .where(
        SupplierLeaf.category_id == Category.id, Supplier.state == SupplierState.ACTIVE,
        Supplier.destination_id.in_(bindparam("destinations", expanding=True)),
    )
    .correlate(Category)
    .scalar_subquery()
)  # fmt: skip
_STARTERS = (
    select(Category.code, Category.picture, _makers.label("suppliers"))
    .where(
        Category.code.in_(STARTERS),
        ~exists().where(
            Need.category_id == Category.id,
            Need.operator_id.in_(bindparam("operators", expanding=True)),
        ),
    )
    .order_by(_makers.desc(), Category.id)
)


def starters_for(session: Session, actor: Actor) -> tuple[Starter, ...]:
    """Return the starter leaves a buyer never asked for, most suppliers first; one statement."""
    known = {
        "operators": sorted(actor.operator_ids), "destinations": sorted(actor.destination_ids),
    }  # fmt: skip
    return tuple(Starter(*row) for row in session.execute(_STARTERS, known))


def leaf_choices(session: Session) -> tuple[LeafChoice, ...]:
    """Return every leaf in use with its units, group by group, in one statement."""
    return _leaves(session.execute(_CHOICES))


def leaf_choice(session: Session, code: str) -> LeafChoice:
    """Return one leaf with its units; raises ``NotFound`` for an unknown or retired one."""
    found = _leaves(session.execute(_ONE, {"code": code}))
    if not found:
        raise NotFound
    return found[0]


def _leaves(rows: Iterable[Row[*tuple[Any, ...]]]) -> tuple[LeafChoice, ...]:
    return tuple(_leaf(tuple(same)) for _, same in groupby(rows, key=lambda row: row.id))


def _leaf(rows: tuple[Row[*tuple[Any, ...]], ...]) -> LeafChoice:
    head = rows[0]
    units = tuple(UnitChoice(row.unit_id, row.unit_code, row.unit_picture) for row in rows)
    return LeafChoice(head.id, head.code, head.group_code, head.picture, units)
