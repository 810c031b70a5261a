"""The indicator library: each indicator is one function, its formula in the docstring.

All look at 90 days unless they say otherwise, at money that suppliers themselves confirmed, and at
what they said of themselves (never at anything measured of a person). Money in minor units.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from marketplace.insight.rules.publishing import FEWEST, silent
from marketplace.people.rules.lists import StatedFact

RETENTION = timedelta(days=90)
RETENTION_FROM = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """What one supplier did in 90 days."""

    supplier: str
    facts: frozenset[StatedFact] = frozenset()
    km: int | None = None  # from her village to the doors she brings to
    income_minor: int = 0
    payments: int = 0
    on_time: int = 0
    paid_after: int = 0  # days from delivery to money, added up over ``measured`` payments
    measured: int = 0
    orders: int = 0
    repeats: int = 0  # of these, not the first of its pair of sides
    buyers: int = 0
    deliveries: int = 0
    judged: int = 0  # deliveries of which it is known how they went
    in_full: int = 0  # of these, on time and accepted whole
    replaced_minor: int = 0  # sold to operators who bring the same leaf from abroad
    first_timer: bool = False  # her first delivery was 90 to 365 days ago
    stayed: bool = False  # and she delivered again within 90 days of it


Trades = Sequence[Trade]
Value = int | Fraction | None


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def value(trades: Trades) -> Value:
    """Value traded = sum of the payments that suppliers confirmed in 90 days."""
    return sum(one.income_minor for one in trades)


def suppliers_paid(trades: Trades) -> Value:
    """Suppliers paid = suppliers with a confirmed payment in 90 days."""
    return sum(one.payments > 0 for one in trades)


def active(trades: Trades) -> Value:
    """Active suppliers = suppliers who delivered in 90 days."""
    return sum(one.deliveries > 0 for one in trades)


def orders(trades: Trades) -> Value:
    """Orders = orders placed in 90 days."""
    return sum(one.orders for one in trades)


def repeat_orders(trades: Trades) -> Value:
    """Repeat orders = orders that are not the first between their two sides ÷ orders."""
    return _share(sum(one.repeats for one in trades), sum(one.orders for one in trades))


def on_time_in_full(trades: Trades) -> Value:
    """On time and in full = deliveries on their day and accepted whole ÷ deliveries."""
    return _share(sum(one.in_full for one in trades), sum(one.judged for one in trades))


def days_to_pay(trades: Trades) -> Value:
    """Days to pay = days from delivery to confirmed money, averaged over payments."""
    return _share(sum(one.paid_after for one in trades), sum(one.measured for one in trades))


def paid_on_time(trades: Trades) -> Value:
    """Paid on time = confirmed payments that were not late ÷ confirmed payments."""
    return _share(sum(one.on_time for one in trades), sum(one.payments for one in trades))


def income_to_poor(trades: Trades) -> Value:
    """Income to the poor = confirmed payments to suppliers who say their trade is very small.

    The smallest producers stand for the poor: nobody's poverty is asked or measured here.
    """
    return sum(one.income_minor for one in trades if StatedFact.MICRO in one.facts)


def income_each(trades: Trades) -> Value:
    """Income each = value traded ÷ suppliers paid."""
    return _share(sum(one.income_minor for one in trades), sum(one.payments > 0 for one in trades))


def women_share(trades: Trades) -> Value:
    """Women's share of value = confirmed payments to women's trades ÷ value traded."""
    return _share_of(trades, StatedFact.WOMEN)


def youth_share(trades: Trades) -> Value:
    """Youth's share of value = confirmed payments to young people's trades ÷ value traded."""
    return _share_of(trades, StatedFact.YOUTH)


def _share_of(trades: Trades, fact: StatedFact) -> Fraction | None:
    theirs = sum(one.income_minor for one in trades if fact in one.facts)
    return _share(theirs, sum(one.income_minor for one in trades))


def imports_replaced(trades: Trades) -> Value:
    """Imports replaced = sales in 90 days of leaves that the buyer else brings from abroad."""
    return sum(one.replaced_minor for one in trades)


def retention(trades: Trades) -> Value:
    """First-timer retention = first-timers who delivered again in 90 days ÷ first-timers.

    First-timers: those whose first delivery was 90 to 365 days ago, so that all had the time.
    """
    firsts = [one for one in trades if one.first_timer]
    return _share(sum(one.stayed for one in firsts), len(firsts))


def one_buyer_only(trades: Trades) -> Value:
    """One buyer only = suppliers with orders from one operator alone ÷ suppliers with orders."""
    return _share(sum(one.buyers == 1 for one in trades), sum(one.buyers > 0 for one in trades))


class Unit(StrEnum):
    """What a figure counts; money in the destination's currency."""

    DAYS = "days"
    MONEY = "money"
    ORDERS = "orders"
    PEOPLE = "people"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One entry of the library; ``behind`` tells on whom it rests.

    Where it is a part of a whole that is shown too, ``rest`` tells on whom the other part rests.
    """

    code: str
    unit: Unit
    work_out: Callable[[Trades], Value]
    behind: Callable[[Trade], bool]
    rest: Callable[[Trade], bool] | None = None

    @property
    def formula(self) -> str:
        """The first line of the function's docstring."""
        return (self.work_out.__doc__ or "").splitlines()[0]


def _was_paid(one: Trade) -> bool:
    return one.payments > 0


def _had_orders(one: Trade) -> bool:
    return one.orders > 0


def _delivered(one: Trade) -> bool:
    return one.deliveries > 0


def _first_timer(one: Trade) -> bool:
    return one.first_timer


def _replaces(one: Trade) -> bool:
    return one.replaced_minor > 0


def _paid_as(fact: StatedFact) -> Callable[[Trade], bool]:
    return lambda one: one.payments > 0 and fact in one.facts


def _paid_but(fact: StatedFact) -> Callable[[Trade], bool]:
    return lambda one: one.payments > 0 and fact not in one.facts


def _part(
    code: str, unit: Unit, work_out: Callable[[Trades], Value], fact: StatedFact
) -> Indicator:
    return Indicator(code, unit, work_out, _paid_as(fact), _paid_but(fact))


LIBRARY: tuple[Indicator, ...] = (
    Indicator("value", Unit.MONEY, value, _was_paid),
    Indicator("suppliers_paid", Unit.PEOPLE, suppliers_paid, _was_paid),
    Indicator("active", Unit.PEOPLE, active, _delivered),
    Indicator("orders", Unit.ORDERS, orders, _had_orders),
    Indicator("repeat_orders", Unit.PERCENT, repeat_orders, _had_orders),
    Indicator("on_time_in_full", Unit.PERCENT, on_time_in_full, _delivered),
    Indicator("days_to_pay", Unit.DAYS, days_to_pay, _was_paid),
    Indicator("paid_on_time", Unit.PERCENT, paid_on_time, _was_paid),
    _part("income_to_poor", Unit.MONEY, income_to_poor, StatedFact.MICRO),
    Indicator("income_each", Unit.MONEY, income_each, _was_paid),
    _part("women_share", Unit.PERCENT, women_share, StatedFact.WOMEN),
    _part("youth_share", Unit.PERCENT, youth_share, StatedFact.YOUTH),
    Indicator("imports_replaced", Unit.MONEY, imports_replaced, _replaces),
    Indicator("retention", Unit.PERCENT, retention, _first_timer),
    Indicator("one_buyer_only", Unit.PERCENT, one_buyer_only, _had_orders),
)
BY_CODE = {one.code: one for one in LIBRARY}


@dataclass(frozen=True, slots=True)
class Figure:
    """A worked-out indicator; no value where it rests on fewer than five people."""

    indicator: Indicator
    value: Value
    people: int | None

    @property
    def hidden(self) -> bool:
        """Tell whether it is not shown because it rests on too few."""
        return self.people is None


def figure(indicator: Indicator, trades: Trades, *, hide: bool = False) -> Figure:
    """Work an indicator out; a figure on one to four people, or beside such, says nothing."""
    people = sum(map(indicator.behind, trades))
    rest = sum(map(indicator.rest, trades)) if indicator.rest else 0
    if hide or 0 < people < FEWEST or 0 < rest < FEWEST:
        return Figure(indicator, None, None)
    return Figure(indicator, indicator.work_out(trades), people)


def figures(trades: Trades) -> dict[str, Figure]:
    """Work the whole library out for these suppliers."""
    return {one.code: figure(one, trades) for one in LIBRARY}


def compared(parts: Mapping[str, Trades]) -> dict[str, dict[str, Figure]]:
    """Work the library out for several destinations that stand beside their sum.

    A figure is hidden where it rests on too few, and where the sum would tell a hidden one.
    """
    found: dict[str, dict[str, Figure]] = {name: {} for name in parts}
    for one in LIBRARY:
        quiet = silent({name: sum(map(one.behind, trades)) for name, trades in parts.items()})
        for name, trades in parts.items():
            found[name][one.code] = figure(one, trades, hide=name in quiet)
    return found


def first_steps(first: date | None, second: date | None, today: date) -> tuple[bool, bool]:
    """Tell whether she counts as a first-timer, and whether she came again within 90 days."""
    if first is None or not today - RETENTION_FROM <= first <= today - RETENTION:
        return False, False
    return True, second is not None and second - first <= RETENTION
