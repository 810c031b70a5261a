"""A handful of leaves and units, with the codes of the real catalogue."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from marketplace.catalogue.models import (
    Category,
    CategorySpec,
    CategoryUnit,
    PriceReference,
    SpecPoint,
    Unit,
)
from marketplace.catalogue.rules.lists import Nature, Route, TradeLevel

# code: dimension, base, thousandths of the base, nominal, bigger sister
UNITS = {
    "crate": ("mass", "kg", 20_000, True, None),
    "kg": ("mass", "kg", 1_000, False, "crate"),
    "tray30": ("count", "piece", 30_000, False, None),
    "piece": ("count", "piece", 1_000, False, "tray30"),
    "trip": ("event", "trip", 1_000, False, None),
}
# code: units, route, nature, shelf life in days
LEAVES = {
    "veg.tomato": (("kg", "crate"), Route.INPUT, Nature.GOOD, 6),
    "veg.onion": (("kg",), Route.INPUT, Nature.GOOD, 60),
    "protein.egg": (("tray30", "piece"), Route.INPUT, Nature.GOOD, 21),
    "craft.basket": (("piece",), Route.INPUT_OR_RESALE, Nature.GOOD, None),
    "guide.village": (("trip",), Route.EMBEDDED, Nature.SERVICE, None),
}
PICTURES = {"guide.village": "village-walk"}  # the others are drawn under their own names


# group: points of quality
SPECS = {
    "veg": ("ripe", "whole", "clean", "same_size", "in_crates", "fresh"),
    "craft": ("even", "smooth"),
    "guide": ("badge", "small_group", "first_aid"),
}


@dataclass
class Goods:
    """Units and leaves by their code."""

    units: dict[str, Unit] = field(default_factory=dict)
    leaves: dict[str, Category] = field(default_factory=dict)


def add_goods(session: Session) -> Goods:
    """Add the units and leaves of this module."""
    goods = Goods()
    for code in UNITS:
        goods.units[code] = _unit(session, code, goods)
    for position, code in enumerate(LEAVES):
        goods.leaves[code] = _leaf(session, code, position=position, goods=goods)
    session.flush()
    return goods


def add_specs(session: Session) -> None:
    """Add points of quality for the groups that have leaves here."""
    for group, codes in SPECS.items():
        category = session.query(Category).filter_by(code=group).one()
        for position, code in enumerate(codes):
            stem = f"spec-{code.replace('_', '-')}"
            point = SpecPoint(code=code, picture_good=f"{stem}-good", picture_bad=f"{stem}-bad")
            session.add(point)
            session.flush()
            session.add(
                CategorySpec(category_id=category.id, spec_point_id=point.id, position=position)
            )
    session.flush()


def _unit(session: Session, code: str, goods: Goods) -> Unit:
    dimension, base, factor, nominal, bigger = UNITS[code]
    unit = Unit(
        code=code, dimension=dimension, base=base, factor_milli=factor, nominal=nominal,
        picture=f"unit-{code}", bigger_id=goods.units[bigger].id if bigger else None,
    )  # fmt: skip
    session.add(unit)
    session.flush()
    return unit


def _leaf(session: Session, code: str, *, position: int, goods: Goods) -> Category:
    units, route, nature, shelf_life = LEAVES[code]
    group = _group(session, code.split(".", maxsplit=1)[0], nature=nature)
    leaf = Category(
        code=code, parent_id=group.id, position=position,
        picture=PICTURES.get(code, code.split(".", maxsplit=1)[1]),
        nature=nature, route=route, shelf_life_days=shelf_life, overlap_risk="low",
        default_unit_id=goods.units[units[0]].id,
    )  # fmt: skip
    session.add(leaf)
    session.flush()
    for place, unit in enumerate(units):
        session.add(CategoryUnit(category_id=leaf.id, unit_id=goods.units[unit].id, position=place))
    return leaf


def _group(session: Session, code: str, *, nature: Nature) -> Category:
    found = session.query(Category).filter_by(code=code).one_or_none()
    if found is not None:
        return found
    group = Category(
        code=code, position=0, picture=f"group-{code}", nature=nature, route=Route.INPUT,
        overlap_risk="low",
    )  # fmt: skip
    session.add(group)
    session.flush()
    return group


def add_price(
    session: Session, leaf: Category, *, prices: tuple[int, int, int], last_month: date,
    country: str = "TZA", base: str = "kg", trade_level: TradeLevel = TradeLevel.WHOLESALE,
    points: int = 12,
) -> PriceReference:  # fmt: skip
    """Add a market series: p10, median and p90 in minor units per base unit."""
    low, middle, high = prices
    row = PriceReference(
        series_key=f"{country}:{leaf.code}:{trade_level}:{last_month}", country=country,
        category_id=leaf.id, commodity=leaf.code, base=base, trade_level=trade_level,
        currency="TZS", first_month=last_month, last_month=last_month, points=points, markets=3,
        p10_minor=low, median_minor=middle, p90_minor=high, source="WFP",
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row
