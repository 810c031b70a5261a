"""Reading what the market says about a leaf in a destination."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, true
from sqlalchemy.orm import Session, aliased

from marketplace.catalogue.models import (
    Category,
    CategoryUnit,
    Destination,
    PriceImport,
    PriceReference,
    Unit,
)
from marketplace.catalogue.rules.countries import three_letters
from marketplace.catalogue.rules.lists import TradeLevel
from marketplace.catalogue.rules.prices import LEVELS, PriceReading, PriceSeries, pick, read

_GROUP = aliased(Category)
_SETTING = (
    select(Destination.country, Destination.currency, Unit.base, Unit.factor_milli)
    .join_from(Destination, Unit, true())  # one row of each: they have nothing to join on
    .where(Destination.id == bindparam("destination_id"), Unit.id == bindparam("unit_id"))
)
_SERIES = select(
    PriceReference.commodity, PriceReference.base, PriceReference.trade_level.label("level"),
    PriceReference.currency, PriceReference.last_month, PriceReference.points,
    PriceReference.p10_minor, PriceReference.median_minor, PriceReference.p90_minor,
    PriceReference.source, PriceReference.markets,
).where(PriceReference.country == bindparam("country"))  # fmt: skip
_SERIES_OF_LEAF = _SERIES.where(PriceReference.category_id == bindparam("category_id"))


def price_reference_for(
    session: Session, *, destination_id: int, category_id: int, unit_id: int, on: date,
    levels: tuple[TradeLevel, ...] = LEVELS,
) -> PriceReading | None:  # fmt: skip
    """Return the market's prices per unit asked on a day; none is "no local reference".

    Also none where the unit has another base than the market's (a bunch against kilograms).
    """
    found = session.execute(
        _SETTING, {"destination_id": destination_id, "unit_id": unit_id}
    ).first()
    country = three_letters(found.country) if found else None
    if found is None or country is None:
        return None
    rows = session.execute(_SERIES_OF_LEAF, {"country": country, "category_id": category_id})
    series = [PriceSeries(**row._asdict()) for row in rows]
    chosen = pick(series, base=found.base, currency=found.currency, on=on, levels=levels)
    return read(chosen, factor_milli=found.factor_milli, on=on) if chosen else None


@dataclass(frozen=True, slots=True)
class LeafReading:
    """A leaf with the unit its price is said in, and what the market says; none: no reference."""

    leaf_id: int
    leaf_code: str
    group_code: str
    picture: str
    unit_id: int
    unit_code: str
    reading: PriceReading | None


_LEAF_UNITS = (
    select(
        Category.id.label("leaf_id"), Category.code.label("leaf_code"), _GROUP.code.label("group"),
        Category.picture, Unit.id.label("unit_id"), Unit.code.label("unit_code"), Unit.base,
        Unit.factor_milli,
    )
    .join(_GROUP, _GROUP.id == Category.parent_id)
    .join(CategoryUnit, CategoryUnit.category_id == Category.id)
    .join(Unit, Unit.id == CategoryUnit.unit_id)
    .where(~Category.retired)
    .order_by(_GROUP.position, Category.position, Unit.id != Category.default_unit_id,
              CategoryUnit.position)
)  # fmt: skip
_ALL_SERIES = _SERIES.add_columns(PriceReference.category_id)


def references(
    session: Session, *, country: str, currency: str, on: date,
    leaf_ids: Collection[int] | None = None,
) -> tuple[LeafReading, ...]:  # fmt: skip
    """Return every leaf in the catalogue's order with what the market says; two statements.

    A price is said in the leaf's usual unit, or in the first of its units that the market knows.
    """
    series: dict[int, list[PriceSeries]] = {}
    for row in session.execute(_ALL_SERIES, {"country": three_letters(country) or ""}):
        values = row._asdict()
        series.setdefault(values.pop("category_id"), []).append(PriceSeries(**values))
    some = _LEAF_UNITS if leaf_ids is None else _LEAF_UNITS.where(Category.id.in_(leaf_ids))
    units: dict[int, list[Any]] = {}
    for row in session.execute(some):
        units.setdefault(row.leaf_id, []).append(row)
    return tuple(
        _leaf_reading(rows, series.get(leaf_id, []), currency=currency, on=on)
        for leaf_id, rows in units.items()
    )


def _leaf_reading(
    units: list[Any], series: list[PriceSeries], *, currency: str, on: date
) -> LeafReading:
    known = ((unit, pick(series, base=unit.base, currency=currency, on=on)) for unit in units)
    unit, chosen = next(((u, found) for u, found in known if found), (units[0], None))
    return LeafReading(
        leaf_id=unit.leaf_id, leaf_code=unit.leaf_code, group_code=unit.group,
        picture=unit.picture, unit_id=unit.unit_id, unit_code=unit.unit_code,
        reading=read(chosen, factor_milli=unit.factor_milli, on=on) if chosen else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportCard:
    """A price file that was taken in: when, and what became of its lines."""

    source: str
    started_at: datetime
    finished_at: datetime | None
    lines: int
    taken: int
    known: int
    corrected: int
    left: int


def latest_imports(session: Session, limit: int = 10) -> tuple[ImportCard, ...]:
    """Return the price files taken in last, in one statement."""
    names = ("source", "started_at", "finished_at", "lines", "taken", "known", "corrected", "left")
    columns = [getattr(PriceImport, name) for name in names]
    rows = session.execute(select(*columns).order_by(PriceImport.id.desc()).limit(limit))
    return tuple(ImportCard(*row) for row in rows)
