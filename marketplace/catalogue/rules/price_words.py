"""What the cells of a market price file mean: numbers, days, units, trade levels, countries."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

from marketplace.catalogue.rules.lists import TradeLevel

_POUND_MILLI = Decimal("453.59237")
# A unit's word: base unit, thousandths of it (as the catalogue counts).
_UNITS: dict[str, tuple[str, Decimal]] = {
    "kg": ("kg", Decimal(1000)),
    "kgs": ("kg", Decimal(1000)),
    "g": ("kg", Decimal(1)),
    "mt": ("kg", Decimal(1_000_000)),
    "pound": ("kg", _POUND_MILLI),
    "pounds": ("kg", _POUND_MILLI),
    "lb": ("kg", _POUND_MILLI),
    "l": ("litre", Decimal(1000)),
    "litre": ("litre", Decimal(1000)),
    "liter": ("litre", Decimal(1000)),
    "ml": ("litre", Decimal(1)),
    "unit": ("piece", Decimal(1000)),
    "piece": ("piece", Decimal(1000)),
    "pcs": ("piece", Decimal(1000)),
    "dozen": ("piece", Decimal(12_000)),
}
_LEVELS = {
    "retail": TradeLevel.RETAIL,
    "wholesale": TradeLevel.WHOLESALE,
    "farm gate": TradeLevel.FARM_GATE,
    "farmgate": TradeLevel.FARM_GATE,
    "producer": TradeLevel.FARM_GATE,
}
# Currencies that only one country has: a file without a country column speaks for that country.
_HOME = {
    "AFN": "AFG", "AMD": "ARM", "BIF": "BDI", "BOB": "BOL", "BWP": "BWA", "CDF": "COD",
    "DZD": "DZA", "ETB": "ETH", "GHS": "GHA", "GMD": "GMB", "IDR": "IDN", "IQD": "IRQ",
    "JMD": "JAM", "KES": "KEN", "KGS": "KGZ", "KHR": "KHM", "LAK": "LAO", "LKR": "LKA",
    "LSL": "LSO", "LYD": "LBY", "MGA": "MDG", "MMK": "MMR", "MRU": "MRT", "MWK": "MWI",
    "MZN": "MOZ", "NAD": "NAM", "NGN": "NGA", "NPR": "NPL", "PHP": "PHL", "PKR": "PAK",
    "RWF": "RWA", "SDG": "SDN", "SSP": "SSD", "SZL": "SWZ", "TJS": "TJK", "TZS": "TZA",
    "UGX": "UGA", "ZAR": "ZAF", "ZMW": "ZMB",
}  # fmt: skip
_SHARED = frozenset({"EUR", "USD", "XAF", "XOF"})
_MEASURE = re.compile(r"(?:(\d+(?:[.,]\d+)?)\s*)?([a-z]+)\.?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.Z+]*)?")
_OTHER_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: [\d:]+)?")
_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+")


def trade_level(text: str) -> TradeLevel | None:
    """Return the level of a price type; none for one that is not known."""
    return _LEVELS.get(text.strip().lower())


def measure(text: str) -> tuple[str, Decimal] | None:
    """Return base unit and thousandths of it: "64 KG" is 64,000 of a kilogram; none if unknown."""
    found = _MEASURE.fullmatch(text.strip().lower())
    if found is None or found[2] not in _UNITS:
        return None
    base, milli = _UNITS[found[2]]
    times = Decimal((found[1] or "1").replace(",", "."))
    return (base, milli * times) if times else None


def home_of(currency: str) -> str | None:
    """Return the only country (three letters) with this currency; none where several share it."""
    return _HOME.get(currency)


def is_currency(code: str) -> bool:
    """Tell whether this is a currency of one of the countries that are known here."""
    return code in _HOME or code in _SHARED


def amount(text: str, *, comma_is_point: bool = False) -> Decimal | None:
    """Return a price above nothing; none for what cannot be one.

    ``comma_is_point``: the file's cells are parted by another sign, so 299,50 is 299.5.
    """
    typed = text.replace(" ", "").replace("\u00a0", "")
    if comma_is_point and "," in typed:
        typed = typed.replace(".", "").replace(",", ".")
    elif _GROUPS.fullmatch(typed.partition(".")[0]):
        typed = typed.replace(",", "")
    try:
        value = Decimal(typed)
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 < value < 10**12 else None


def day_first(texts: Iterable[str]) -> bool | None:
    """Tell from a whole column whether 1/2/2024 begins with its day; none where it cannot be told.

    One number over 12 decides; both orders in one file decide nothing.
    """
    said: set[bool] = set()
    for text in texts:
        found = _OTHER_DAY.fullmatch(text)
        if found and (int(found[1]) > 12) != (int(found[2]) > 12):
            said.add(int(found[1]) > 12)
    return said.pop() if len(said) == 1 else None


def has_order(text: str) -> bool:
    """Tell whether a day is written with day and month in an order that must be known."""
    return _OTHER_DAY.fullmatch(text) is not None


def day(text: str, *, day_leads: bool | None) -> date | None:
    """Return the day a cell says; none for no day, or where the order is not known."""
    iso, other = _ISO_DAY.fullmatch(text), _OTHER_DAY.fullmatch(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if other and day_leads is not None:
            first, second, year = (int(part) for part in other.groups())
            month, on = (second, first) if day_leads else (first, second)
            return date(year if year > 99 else 2000 + year, month, on)
    except ValueError:
        return None
    return None
