"""Reading what the market says about a leaf in a destination."""

from datetime import date

from sqlalchemy import bindparam, select, true
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination, PriceReference, Unit
from marketplace.catalogue.rules.countries import three_letters
from marketplace.catalogue.rules.lists import TradeLevel
from marketplace.catalogue.rules.prices import LEVELS, PriceReading, PriceSeries, pick, read

_SETTING = (
    select(Destination.country, Destination.currency, Unit.base, Unit.factor_milli)
    .join_from(Destination, Unit, true())  # one row of each: they have nothing to join on
    .where(Destination.id == bindparam("destination_id"), Unit.id == bindparam("unit_id"))
)
_SERIES = select(
    PriceReference.commodity, PriceReference.base, PriceReference.trade_level.label("level"),
    PriceReference.currency, PriceReference.last_month, PriceReference.points,
    PriceReference.p10_minor, PriceReference.median_minor, PriceReference.p90_minor,
    PriceReference.source,
).where(
    PriceReference.country == bindparam("country"),
    PriceReference.category_id == bindparam("category_id"),
)  # fmt: skip


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
    rows = session.execute(_SERIES, {"country": country, "category_id": category_id})
    series = [PriceSeries(**row._asdict()) for row in rows]
    chosen = pick(series, base=found.base, currency=found.currency, on=on, levels=levels)
    return read(chosen, factor_milli=found.factor_milli, on=on) if chosen else None
