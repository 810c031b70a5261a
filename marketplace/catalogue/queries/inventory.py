"""The whole catalogue for its administrator: what is retired too, and what it is coded as."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from marketplace.catalogue.models import Category, MarketDay, Place, Unit, UnitStep
from marketplace.catalogue.words import LEAF_NAMES, UNIT_NAMES
from marketplace.kernel.refused import NotFound


@dataclass(frozen=True, slots=True)
class LeafRow:
    """A leaf in use or not; ``name`` is a message id."""

    code: str
    group_code: str
    name: str
    picture: str
    unit_code: str | None
    hs_code: str | None
    cpc_code: str | None
    retired: bool


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its steps; ``name`` is a message id."""

    code: str
    name: str
    picture: str
    base: str
    factor_milli: int
    nominal: bool
    unece_code: str | None
    bigger_code: str | None
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MarketRow:
    """A market of a place: on a weekday (Monday 0), or on a day of the month."""

    id: int
    weekday: int | None
    day_of_month: int | None


@dataclass(frozen=True, slots=True)
class PlaceFile:
    """A place with its markets."""

    public_id: str
    name: str
    kind: str
    lat_e6: int
    lon_e6: int
    markets: tuple[MarketRow, ...]


def all_leaves(session: Session) -> tuple[LeafRow, ...]:
    """Return every leaf the product has words for, group by group, retired ones too."""
    group = aliased(Category)
    rows = session.execute(
        select(
            Category.code, group.code.label("group_code"), Category.picture,
            Unit.code.label("unit_code"), Category.hs_code, Category.cpc_code, Category.retired,
        )
        .join(group, group.id == Category.parent_id)
        .outerjoin(Unit, Unit.id == Category.default_unit_id)
        .order_by(group.position, group.id, Category.position, Category.id)
    )  # fmt: skip
    return tuple(
        LeafRow(name=LEAF_NAMES[row.code], **row._asdict())
        for row in rows
        if row.code in LEAF_NAMES
    )


def all_units(session: Session) -> tuple[UnitRow, ...]:
    """Return every unit with its steps, in two statements."""
    bigger = aliased(Unit)
    steps: dict[int, list[int]] = {}
    for step in session.scalars(select(UnitStep).order_by(UnitStep.unit_id, UnitStep.position)):
        steps.setdefault(step.unit_id, []).append(step.size)
    rows = session.execute(
        select(
            Unit.id, Unit.code, Unit.picture, Unit.base, Unit.factor_milli, Unit.nominal,
            Unit.unece_code, bigger.code.label("bigger_code"),
        )
        .outerjoin(bigger, bigger.id == Unit.bigger_id)
        .order_by(Unit.base, Unit.factor_milli, Unit.id)
    )  # fmt: skip
    return tuple(
        UnitRow(
            code=row.code, name=UNIT_NAMES[row.code], picture=row.picture, base=row.base,
            factor_milli=row.factor_milli, nominal=row.nominal, unece_code=row.unece_code,
            bigger_code=row.bigger_code, steps=tuple(steps.get(row.id, ())),
        )
        for row in rows
    )  # fmt: skip


def place_file(session: Session, public_id: str) -> PlaceFile:
    """Return a place with its markets; ``NotFound`` where there is none."""
    place = session.execute(
        select(Place.id, Place.public_id, Place.name, Place.kind, Place.lat_e6, Place.lon_e6).where(
            Place.public_id == public_id
        )
    ).one_or_none()
    if place is None:
        raise NotFound
    days = session.execute(
        select(MarketDay.id, MarketDay.weekday, MarketDay.day_of_month)
        .where(MarketDay.place_id == place.id)
        .order_by(MarketDay.weekday, MarketDay.day_of_month, MarketDay.id)
    )
    return PlaceFile(*place[1:], markets=tuple(MarketRow(*row) for row in days))
