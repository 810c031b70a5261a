"""Loading the packaged market prices (World Food Programme, CC BY-IGO)."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, PriceReference
from marketplace.catalogue.rules import packed
from marketplace.catalogue.rules.lists import TradeLevel
from marketplace.kernel.money import from_major

SOURCE = "WFP"


def load_price_references(session: Session) -> int:
    """Bring the market series to what the package holds; return how many; the caller commits.

    Needs the leaves loaded. Months, trade level and the number of points are kept, so that the
    age and the level can be judged on the day somebody asks.
    """
    leaves: dict[str, int] = {
        code: leaf_id for leaf_id, code in session.execute(select(Category.id, Category.code))
    }
    known = {row.series_key: row for row in session.scalars(select(PriceReference))}
    count = 0
    for leaf, row in packed.price_rows():
        key = _key(row)
        count += 1
        series = known.get(key)
        if series is not None and series.last_month > _month(row["last_day"]):
            continue  # an import knows something newer
        series = series or PriceReference(series_key=key)
        _fill(series, row)
        series.category_id = leaves[leaf]
        session.add(series)
    session.flush()
    return count


def _key(row: dict[str, str]) -> str:
    parts = (SOURCE, row["country"], row["commodity"], row["base"], row["level"], row["currency"])
    return ":".join(parts)


def _fill(series: PriceReference, row: dict[str, str]) -> None:
    series.country, series.commodity = row["country"], row["commodity"]
    series.base, series.currency = row["base"], row["currency"]
    series.trade_level, series.source = TradeLevel(row["level"]), SOURCE
    series.first_month, series.last_month = _month(row["first_day"]), _month(row["last_day"])
    series.points, series.markets = int(row["points"]), int(row["markets"])
    series.p10_minor = _minor(row["p10"], row["currency"])
    series.median_minor = _minor(row["median"], row["currency"])
    series.p90_minor = _minor(row["p90"], row["currency"])


def _month(day: str) -> date:
    return date.fromisoformat(day).replace(day=1)


def _minor(amount: str, currency: str) -> int:
    return from_major(Decimal(amount), currency).minor
