"""Money, numbers, days and times, as the bound language and zone write them."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_datetime, format_skeleton, format_time
from babel.numbers import format_currency, format_decimal, format_percent

from marketplace.i18n.catalogue import gettext, ngettext, spoken
from marketplace.kernel import clock
from marketplace.kernel.money import Money, currency
from marketplace.kernel.words import N_


def money(minor: int, code: str) -> str:
    """Write an amount with its currency, as cash is used (no cents where none are paid)."""
    known = currency(code)
    amount = Money(minor, code).major
    whole = minor % known.minor_per_major == 0
    digits = 0 if whole else known.exponent
    pattern = "¤ #,##0" + ("." + "0" * digits if digits else "")
    text = format_currency(amount, code, format=pattern, locale=spoken().locale,
                           currency_digits=False)  # fmt: skip
    return str(text)


def cash(minor: int, code: str) -> str:
    """Write the bare numeral of an amount: beside a drawn pile the currency is seen."""
    known = currency(code)
    return str(format_decimal(minor // known.minor_per_major, locale=spoken().locale))


def number(value: int | float) -> str:
    """Write a number with the language's separators."""
    return str(format_decimal(value, locale=spoken().locale))


def milli(value: int) -> str:
    """Write thousandths as a plain number: 18500 is 18.5."""
    return str(format_decimal(value / 1000, format="#,##0.###", locale=spoken().locale))


def several(count: float) -> bool:
    """Tell whether a noun stands in its plural after a number, by the language's own rule.

    "0 litre" in French, "11 طبق" in Arabic (three to ten alone have the plural there).
    """
    rule = spoken().locale.plural_form
    return rule(count) == "few" if "few" in rule.tags else rule(count) != "one"


def percent(value: float) -> str:
    """Write a share (0 to 1) in percent."""
    return str(format_percent(value, locale=spoken().locale))


def today() -> date:
    """Return the local day in the bound zone."""
    return clock.now().astimezone(spoken().zone).date()


def local_day(moment: datetime) -> date:
    """Return the day a moment falls on, in the bound zone."""
    return moment.astimezone(spoken().zone).date()


def day(value: date) -> str:
    """Write a day shortly with its weekday: "Thu 26 Nov"."""
    return str(format_date(value, format="EEE d MMM", locale=spoken().locale))


def long_day(value: date) -> str:
    """Write a day in full."""
    return str(format_date(value, format="full", locale=spoken().locale))


def whole_day(value: date) -> str:
    """Write a day of these months without an abbreviation: "Saturday 17 October"."""
    return str(format_date(value, format="EEEE d MMMM", locale=spoken().locale))


def month(value: date) -> str:
    """Write a month with its year: "October 2026"."""
    return str(format_skeleton("yMMMM", value, locale=spoken().locale))


def month_alone(value: date) -> str:
    """Write a month's name alone: "October"."""
    return str(format_date(value, format="LLLL", locale=spoken().locale))


def month_name(number: int) -> str:
    """Write a month of any year shortly: "Oct"."""
    return str(format_date(date(2000, number, 1), format="LLL", locale=spoken().locale))


def weekday(value: date) -> str:
    """Write the weekday's name."""
    return str(format_date(value, format="EEEE", locale=spoken().locale))


def moment(value: datetime) -> str:
    """Write a moment in the bound zone: "26 Nov, 09:14"."""
    local = value.astimezone(spoken().zone)
    return str(format_datetime(local, format="d MMM, HH:mm", tzinfo=spoken().zone,
                               locale=spoken().locale))  # fmt: skip


def hour(minutes: int) -> str:
    """Write minutes after midnight as a time of day (staff pages only: suppliers see suns)."""
    start = datetime(2000, 1, 1, tzinfo=spoken().zone) + timedelta(minutes=min(minutes, 1439))
    return str(format_time(start, format="HH:mm", tzinfo=spoken().zone, locale=spoken().locale))


def sleeps(value: date) -> str:
    """Say a day as people count: today, tomorrow, in so many sleeps; past days by their name."""
    count = (value - today()).days
    if count == 0:
        return gettext(N_("today"))
    if count == 1:
        return gettext(N_("tomorrow"))
    if count < 0 or count > 9:
        return day(value)
    return ngettext("%(n)s sleep", "%(n)s sleeps", count) % {"n": count}


SUNS = ((8, "dawn"), (11, "morning"), (14, "noon"), (17, "afternoon"), (24, "evening"))


def sun(minutes: int) -> str:
    """Return which of the five suns a time of day is; a bare hour is never shown to suppliers."""
    return next(name for end, name in SUNS if minutes < end * 60)
