"""Exact numbers: thresholds such as 0.90 are met exactly or not at all."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

Shown = int | float
Raw = Decimal | Fraction | int | float | str

CENT = Fraction(1, 100)


def exact(value: Raw) -> Fraction:
    """Return the number as written: a float stands for its shortest decimal, not its bits."""
    return value if isinstance(value, Fraction) else Fraction(Decimal(str(value)))


def shown(value: Fraction, places: int = 2) -> Shown:
    """Return the number as a sentence or a JSON file shows it, rounded half up."""
    rounded = Fraction(floor(abs(value) * 10**places + Fraction(1, 2)), 10**places)
    rounded = -rounded if value < 0 else rounded
    return int(rounded) if rounded.denominator == 1 else float(rounded)


def percent(value: Fraction, places: int = 1) -> Shown:
    """Return a share as per cent, rounded for showing."""
    return shown(value * 100, places)


def as_decimal(value: Fraction) -> Decimal:
    """Return a finite decimal fraction as a decimal, for storing."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def cents_up(value: Fraction) -> Fraction:
    """Round a price up to the hundredth."""
    return ceil(value / CENT) * CENT


def cents_down(value: Fraction) -> Fraction:
    """Round a price down to the hundredth."""
    return floor(value / CENT) * CENT
