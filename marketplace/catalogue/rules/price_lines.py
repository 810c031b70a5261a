"""One line of a market price file as a price of a series, or the reason why it was left.

Nothing is guessed: what is not known (a unit, a currency, a commodity, the order of day and
month) is left and counted. A whole file is looked at first (``survey``), because the order of
day and month, the middle of a series and its newest day are known from all of its lines only.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from marketplace.catalogue.rules import price_words as words
from marketplace.catalogue.rules.countries import is_three_letters
from marketplace.catalogue.rules.lists import TradeLevel
from marketplace.catalogue.rules.price_file import BadPriceFile, PriceTable
from marketplace.catalogue.rules.prices import MAX_AGE_MONTHS, MIN_POINTS, age_months
from marketplace.kernel.money import from_major, median

# A month's median is up to 5.1 times another's (SOURCES.md): ten times is a slipped point or unit.
OUTLIER_TIMES = 10


class Left(StrEnum):
    """Why a line was not taken."""

    FORECAST = "forecast"
    IN_THE_FUTURE = "in_the_future"
    NO_COUNTRY = "no_country"
    NO_DAY = "no_day"
    NO_MARKET = "no_market"
    NO_PRICE = "no_price"
    ORDER_OF_DAY = "order_of_day"
    OUTLIER = "outlier"
    TOO_OLD = "too_old"
    TWO_PRICES = "two_prices"
    UNKNOWN_COMMODITY = "unknown_commodity"
    UNKNOWN_CURRENCY = "unknown_currency"
    UNKNOWN_LEVEL = "unknown_level"
    UNKNOWN_UNIT = "unknown_unit"


@dataclass(frozen=True, slots=True)
class SeriesId:
    """What one series of prices is of; ``commodity`` as the file writes it."""

    country: str
    commodity: str
    base: str
    level: TradeLevel
    currency: str
    leaf: str

    def key(self, source: str) -> str:
        """Return the key it is kept by."""
        parts = (source, self.country, self.commodity, self.base, self.level, self.currency)
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class PricePoint:
    """A price of a series in a market on a day, in minor units per base unit."""

    line: int
    series: SeriesId
    market: str
    on: date
    price_minor: int


@dataclass(frozen=True, slots=True)
class LeftLine:
    """A line that was not taken; ``what`` is the cell that is not known."""

    line: int
    reason: Left
    what: str = ""


@dataclass(slots=True)
class Survey:
    """What all lines together tell, before any of them is kept."""

    table: PriceTable
    today: date
    leaves: Mapping[tuple[str, str], str]
    country: str | None = None
    day_leads: bool | None = None
    lines: int = 0
    prices: dict[SeriesId, list[int]] = field(default_factory=dict)
    newest: dict[SeriesId, date] = field(default_factory=dict)
    middle: dict[SeriesId, int] = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)


def survey(
    table: PriceTable, *, today: date, leaves: Mapping[tuple[str, str], str],
    country: str | None = None,
) -> Survey:  # fmt: skip
    """Read a whole file once; raises ``BadPriceFile`` where no line can say its country.

    ``country`` (three letters) speaks for lines that do not name theirs; without it a currency
    that only one country has does.
    """
    made = Survey(table, today, leaves, country)
    made.day_leads = words.day_first(cells.get("date", "") for _, cells in table.rows())
    left = Counter(_look(made, _read(made, line, cells)) for line, cells in table.rows())
    made.lines = left.total()
    if not made.lines:
        raise BadPriceFile("there is no line under the titles")
    if left[Left.NO_COUNTRY] == made.lines:
        raise BadPriceFile(
            "no line says its country, and several countries have this currency; "
            "say it with --country, like --country SEN"
        )
    made.middle = {series: median(known) or 0 for series, known in made.prices.items()}
    return made


def _look(made: Survey, found: PricePoint | LeftLine) -> Left | None:
    if isinstance(found, LeftLine):
        return found.reason
    series = found.series
    made.countries.add(series.country)
    made.prices.setdefault(series, []).append(found.price_minor)
    made.newest[series] = max(found.on, made.newest.get(series, found.on))
    return None


def read_lines(made: Survey) -> Iterator[PricePoint | LeftLine]:
    """Yield each line as a price or as left, in the file's order."""
    said: dict[tuple[SeriesId, str, date], int] = {}
    for line, cells in made.table.rows():
        found = _read(made, line, cells)
        yield _among(made, found, said) if isinstance(found, PricePoint) else found


def _among(
    made: Survey, point: PricePoint, said: dict[tuple[SeriesId, str, date], int]
) -> PricePoint | LeftLine:
    if age_months(point.on, made.newest[point.series]) >= MAX_AGE_MONTHS:
        return LeftLine(point.line, Left.TOO_OLD)
    if _far(point.price_minor, made.middle[point.series], len(made.prices[point.series])):
        return LeftLine(point.line, Left.OUTLIER, point.series.commodity)
    first = said.setdefault((point.series, point.market, point.on), point.price_minor)
    if first != point.price_minor:
        return LeftLine(point.line, Left.TWO_PRICES, point.series.commodity)
    return point


def _far(price: int, middle: int, known: int) -> bool:
    if known < MIN_POINTS:
        return False
    return price >= OUTLIER_TIMES * middle or price * OUTLIER_TIMES <= middle


def _read(made: Survey, line: int, cells: Mapping[str, str]) -> PricePoint | LeftLine:
    series = _series(made, cells)
    if isinstance(series, tuple):
        return LeftLine(line, *series)
    on = _day(made, cells.get("date", ""))
    if isinstance(on, Left):
        return LeftLine(line, on)
    market = cells.get("market", "")
    price = _price(made, cells, series.currency)
    if not market:
        return LeftLine(line, Left.NO_MARKET)
    if price is None:
        return LeftLine(line, Left.NO_PRICE, cells.get("price", ""))
    return PricePoint(line, series, market[:120], on, price)


def _series(made: Survey, cells: Mapping[str, str]) -> SeriesId | tuple[Left, str]:
    """Return the series of a line, or why it has none, and which cell says so."""
    if "forecast" in cells.get("flag", "").lower():
        return Left.FORECAST, ""
    commodity, unit = cells.get("commodity", ""), cells.get("unit", "")
    known = words.measure(unit)
    if all((commodity.lower(), base) not in made.leaves for base in ("kg", "litre", "piece")):
        return Left.UNKNOWN_COMMODITY, commodity
    if known is None or (commodity.lower(), known[0]) not in made.leaves:
        return Left.UNKNOWN_UNIT, f"{commodity} per {unit}"
    level, currency = words.trade_level(cells.get("level", "")), cells.get("currency", "").upper()
    if level is None:
        return Left.UNKNOWN_LEVEL, cells.get("level", "")
    if not words.is_currency(currency):
        return Left.UNKNOWN_CURRENCY, currency
    country = (cells.get("country") or made.country or words.home_of(currency) or "").upper()
    if not is_three_letters(country):
        return Left.NO_COUNTRY, country
    leaf = made.leaves[commodity.lower(), known[0]]
    return SeriesId(country, commodity, known[0], level, currency, leaf)


def _day(made: Survey, text: str) -> date | Left:
    on = words.day(text, day_leads=made.day_leads)
    if on is None:
        unsure = made.day_leads is None and words.has_order(text)
        return Left.ORDER_OF_DAY if unsure else Left.NO_DAY
    return Left.IN_THE_FUTURE if on > made.today else on


def _price(made: Survey, cells: Mapping[str, str], currency: str) -> int | None:
    comma = made.table.sign != ","
    value = words.amount(cells.get("price", ""), comma_is_point=comma)
    measure = words.measure(cells.get("unit", ""))
    if value is None or measure is None:
        return None
    minor = from_major(value * Decimal(1000) / measure[1], currency).minor
    return minor if 0 < minor < 10**15 else None
