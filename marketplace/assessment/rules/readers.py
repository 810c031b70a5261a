"""Reading single values out of data, each refusal naming its key."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from marketplace.assessment.rules.errors import BadInput
from marketplace.assessment.rules.numbers import exact
from marketplace.kernel.words import N_, Sentence

E = TypeVar("E", bound=StrEnum)
Reader = Callable[[str, object], Any]

MAX_NUMBER = 10**12
MAX_DIGITS = 30  # more is no measurement, and exact sums of such numbers would be slow
MAX_TEXT = 500
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}\Z")


def bad(path: str, template: str, **params: str | int) -> BadInput:
    """Make the error for a key, with a translatable reason."""
    return BadInput(path, Sentence.of(template, **params))


def number(low: int = 0, high: int = MAX_NUMBER) -> Reader:
    """Read a number between two bounds; true and false, NaN and infinity are none."""

    def read(path: str, value: object) -> Fraction:
        made = _exact(path, value)
        if not low <= made <= high:
            text = N_("must be between %(low)s and %(high)s")
            raise bad(path, text, low=low, high=high)
        return made

    return read


def _exact(path: str, value: object) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction):
        raise bad(path, N_("must be a number"))
    if isinstance(value, Fraction):
        return value
    if not _usable(Decimal(str(value)) if not isinstance(value, int) else value):
        raise bad(path, N_("is not a number that can be used"))
    return exact(value)


def _usable(value: Decimal | int) -> bool:
    if isinstance(value, int):
        return abs(value) <= MAX_NUMBER
    if not value.is_finite():
        return False
    _, digits, exponent = value.as_tuple()
    return len(digits) <= MAX_DIGITS and -MAX_DIGITS <= int(exponent) <= MAX_DIGITS


def whole(low: int = 0, high: int = MAX_NUMBER) -> Reader:
    """Read a whole number between two bounds."""

    def read(path: str, value: object) -> int:
        made: Fraction = number(low, high)(path, value)
        if made.denominator != 1:
            raise bad(path, N_("must be a whole number"))
        return made.numerator

    return read


def share_below_one(path: str, value: object) -> Fraction:
    """Read a share that must leave something over (of what is rejected, say)."""
    made: Fraction = number(0, 1)(path, value)
    if made == 1:
        raise bad(path, N_("must be under 1"))
    return made


def flag(path: str, value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise bad(path, N_("must be true or false"))
    return value


def text(path: str, value: object) -> str | None:
    """Read a short text; an empty one is no text."""
    if not isinstance(value, str):
        raise bad(path, N_("must be text"))
    if len(value) > MAX_TEXT:
        raise bad(path, N_("is longer than %(most)s characters"), most=MAX_TEXT)
    return value.strip() or None


def code(path: str, value: object) -> str:
    """Read the code of a category leaf, a slot, a zone, a segment."""
    if not isinstance(value, str) or not CODE.match(value):
        raise bad(path, N_("must be a code: letters, digits, dot, dash, underscore"))
    return value


def one_of(kind: type[E]) -> Reader:
    """Read one of a fixed list of words."""

    def read(path: str, value: object) -> E:
        try:
            return kind(value)  # type: ignore[arg-type]  # anything else is refused below
        except ValueError:
            known = ", ".join(member.value for member in kind)
            raise bad(path, N_("must be one of: %(known)s"), known=known) from None

    return read


def months(path: str, value: object) -> tuple[int, ...]:
    """Read a list of months, 1 to 12."""
    if not isinstance(value, list | tuple):
        raise bad(path, N_("must be a list of months, 1 to 12"))
    return tuple(sorted({whole(1, 12)(f"{path}[{at}]", month) for at, month in enumerate(value)}))


def table(path: str, value: object, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """Read an object by its readers; unknown keys are refused, nulls are "not known"."""
    if not isinstance(value, Mapping):
        raise bad(path, N_("must be an object with keys"))
    for key in value:
        if key not in readers:
            raise bad(f"{path}.{key}", N_("is not a key the check knows"))
    return {
        key: read(f"{path}.{key}", value[key])
        for key, read in readers.items()
        if value.get(key) is not None
    }
