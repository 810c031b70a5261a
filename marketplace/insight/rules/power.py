"""Power between the two sides of a linkage, and the protections it calls for (paper §2, §4.1.1)."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from marketplace.assessment.rules.conditions import ConditionCode

LARGER_FROM = 10  # times
DEPENDENT_FROM = Fraction(1, 2)
DAYS_MICRO = 7


class PowerFlag(StrEnum):
    """What makes two sides unequal."""

    DEPENDENT = "dependent"
    MUCH_LARGER = "much_larger"
    PAYS_LATE = "pays_late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What is known of both in a year; money in minor units, shares of one, ``None`` unknown."""

    operator_bought: int = 0
    supplier_sold: int = 0
    share: Fraction | None = None
    promised_days: int = 0
    measured_days: int | None = None


def size_ratio(sides: Sides) -> Fraction | None:
    """Size ratio = what the operator bought here ÷ what she sold here, in a year.

    None where she has sold nothing yet.
    """
    if not sides.supplier_sold:
        return None
    return Fraction(sides.operator_bought, sides.supplier_sold)


def dependency(sides: Sides) -> Fraction | None:
    """Dependency = this operator's part of all she sold in a year (signal C4)."""
    return sides.share


def days_to_pay(sides: Sides) -> int:
    """Days to pay = the longer of what is promised and what was measured."""
    return max(sides.promised_days, sides.measured_days or 0)


def power_flags(sides: Sides) -> frozenset[PowerFlag]:
    """Return the flags: ratio ≥ 10 or a first sale; dependency ≥ 50 %; more than 7 days to pay."""
    ratio, share = size_ratio(sides), dependency(sides)
    tests = (
        (PowerFlag.MUCH_LARGER, ratio is None or ratio >= LARGER_FROM),
        (PowerFlag.DEPENDENT, share is not None and share >= DEPENDENT_FROM),
        (PowerFlag.PAYS_LATE, days_to_pay(sides) > DAYS_MICRO),
    )
    return frozenset(flag for flag, is_so in tests if is_so)


PROTECTS: dict[PowerFlag, tuple[ConditionCode, ...]] = {
    PowerFlag.DEPENDENT: (ConditionCode.SECOND_BUYER, ConditionCode.EXIT_NOTICE),
    PowerFlag.MUCH_LARGER: (ConditionCode.PILOT, ConditionCode.EXIT_NOTICE),
    PowerFlag.PAYS_LATE: (ConditionCode.CASH_AT_DOOR,),
}


def protections(flags: Collection[PowerFlag]) -> tuple[ConditionCode, ...]:
    """Return the clauses these flags put on the check, each once, in the order of the flags."""
    return tuple(dict.fromkeys(code for flag in sorted(flags) for code in PROTECTS[flag]))
