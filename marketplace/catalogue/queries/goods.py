"""Reading leaves, their units and their papers. Names are messages: translate where shown."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from marketplace.catalogue.models import (
    Category,
    CategoryUnit,
    Unit,
    UnitStep,
)
from marketplace.catalogue.rules.lists import Nature, Route
from marketplace.catalogue.rules.sisters import Proposal, UnitLink, bigger_unit
from marketplace.catalogue.words import (
    GROUP_NAMES,
    GROUP_SHORT,
    LEAF_NAMES,
    LEAF_SHORT,
    UNIT_NAMES,
    UNIT_ONE,
    UNIT_SHORT,
)


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group of leaves; ``name`` for staff, ``short`` for suppliers (both message ids)."""

    id: int
    code: str
    name: str
    short: str
    picture: str


@dataclass(frozen=True, slots=True)
class LeafCard:
    """What can be asked for; ``name`` for staff, ``short`` for suppliers (both message ids)."""

    id: int
    code: str
    group_code: str
    name: str
    short: str
    picture: str
    nature: Nature
    route: Route
    shelf_life_days: int | None
    overlap_risk: str
    hs_code: str | None
    cpc_code: str | None
    default_unit_id: int | None


@dataclass(frozen=True, slots=True)
class UnitCard:
    """A unit; ``one`` and ``short`` are the words after one and after several (message ids)."""

    id: int
    code: str
    name: str
    one: str
    short: str
    picture: str
    dimension: str
    base: str
    factor_milli: int
    nominal: bool
    unece_code: str | None
    bigger_id: int | None
    steps: tuple[int, ...]


_parent = aliased(Category)
_LEAVES = (
    select(
        Category.id, Category.code, _parent.code.label("group_code"), Category.picture,
        Category.nature, Category.route, Category.shelf_life_days, Category.overlap_risk,
        Category.hs_code, Category.cpc_code, Category.default_unit_id,
    )
    .join(_parent, _parent.id == Category.parent_id)
    .where(Category.retired.is_(False))
    .order_by(_parent.position, _parent.id, Category.position, Category.id)
)  # fmt: skip
_LEAF = _LEAVES.where(Category.id == bindparam("leaf_id"))
_LEAF_BY_CODE = _LEAVES.where(Category.code == bindparam("leaf_code"))
_GROUPS = (
    select(Category.id, Category.code, Category.picture)
    .where(Category.parent_id.is_(None), Category.retired.is_(False))
    .order_by(Category.position, Category.id)
)
_UNITS = select(
    Unit.id, Unit.code, Unit.picture, Unit.dimension, Unit.base, Unit.factor_milli, Unit.nominal,
    Unit.unece_code, Unit.bigger_id,
)  # fmt: skip
_UNITS_OF = (
    _UNITS.join(CategoryUnit, CategoryUnit.unit_id == Unit.id)
    .where(CategoryUnit.category_id == bindparam("leaf_id"))
    .order_by(CategoryUnit.position, Unit.id)
)
_UNIT = _UNITS.where(Unit.id == bindparam("unit_id"))
_UNIT_BY_CODE = _UNITS.where(Unit.code == bindparam("unit_code"))
_STEPS = (
    select(UnitStep.unit_id, UnitStep.size)
    .where(UnitStep.unit_id.in_(bindparam("unit_ids", expanding=True)))
    .order_by(UnitStep.unit_id, UnitStep.position)
)
_LINKS = select(Unit.id, Unit.base, Unit.factor_milli, Unit.bigger_id)
_ALLOWED = select(CategoryUnit.unit_id).where(CategoryUnit.category_id == bindparam("leaf_id"))


def groups(session: Session) -> tuple[GroupCard, ...]:
    """Return the groups in the order they are shown."""
    return tuple(
        GroupCard(
            id=row.id, code=row.code, name=GROUP_NAMES[row.code], short=GROUP_SHORT[row.code],
            picture=row.picture,
        )
        for row in session.execute(_GROUPS)
    )  # fmt: skip


def leaves(session: Session) -> tuple[LeafCard, ...]:
    """Return every leaf in use, group by group."""
    return tuple(_leaf_card(row._asdict()) for row in session.execute(_LEAVES))


def leaf(session: Session, leaf_id: int) -> LeafCard | None:
    """Return a leaf; none if there is none in use."""
    row = session.execute(_LEAF, {"leaf_id": leaf_id}).first()
    return _leaf_card(row._asdict()) if row else None


def leaf_by_code(session: Session, code: str) -> LeafCard | None:
    """Return a leaf by its stable code, such as ``veg.tomato``."""
    row = session.execute(_LEAF_BY_CODE, {"leaf_code": code}).first()
    return _leaf_card(row._asdict()) if row else None


def category_id_of(session: Session, code: str) -> int | None:
    """Return the id of a leaf by its stable code; none if there is none in use."""
    found = leaf_by_code(session, code)
    return found.id if found else None


def units_of(session: Session, leaf_id: int) -> tuple[UnitCard, ...]:
    """Return the units in which a leaf may be asked for, the usual one first."""
    return _with_steps(session, [row._asdict() for row in session.execute(
        _UNITS_OF, {"leaf_id": leaf_id}
    )])  # fmt: skip


def unit(session: Session, unit_id: int) -> UnitCard | None:
    """Return a unit by its id."""
    rows = session.execute(_UNIT, {"unit_id": unit_id})
    return next(iter(_with_steps(session, [row._asdict() for row in rows])), None)


def unit_by_code(session: Session, code: str) -> UnitCard | None:
    """Return a unit by its code, such as ``tray30``."""
    rows = session.execute(_UNIT_BY_CODE, {"unit_code": code})
    return next(iter(_with_steps(session, [row._asdict() for row in rows])), None)


def proposed_unit(
    session: Session, *, leaf_id: int, unit_id: int, quantity: int
) -> Proposal | None:
    """Return the bigger unit to propose when a number passes 99; none if it need not or cannot."""
    links = {
        row.id: UnitLink(row.base, row.factor_milli, row.bigger_id)
        for row in session.execute(_LINKS)
    }
    allowed = set(session.scalars(_ALLOWED, {"leaf_id": leaf_id}))
    return bigger_unit(quantity, unit_id=unit_id, units=links, allowed=allowed)


def _leaf_card(row: dict[str, Any]) -> LeafCard:
    code = str(row["code"])
    return LeafCard(name=LEAF_NAMES[code], short=LEAF_SHORT[code], **row)


def _with_steps(session: Session, rows: list[dict[str, Any]]) -> tuple[UnitCard, ...]:
    steps: dict[int, list[int]] = {row["id"]: [] for row in rows}
    if rows:
        for step in session.execute(_STEPS, {"unit_ids": list(steps)}):
            steps[step.unit_id].append(step.size)
    return tuple(_unit_card(row, tuple(steps[row["id"]])) for row in rows)


def _unit_card(row: dict[str, Any], steps: tuple[int, ...]) -> UnitCard:
    code = str(row["code"])
    name, one, short = UNIT_NAMES[code], UNIT_ONE[code], UNIT_SHORT[code]
    return UnitCard(name=name, one=one, short=short, steps=steps, **row)
