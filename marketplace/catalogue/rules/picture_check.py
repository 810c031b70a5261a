"""The picture check: how many of those who were asked knew a picture, and what follows from it.

A picture stands at 67 %, one of money, accepting or refusing at 85 % (ISO 9186 and ANSI Z535.3).
"""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

STANDS_AT, MONEY_STANDS_AT = 670, 850  # of a thousand
GRAVE = frozenset({
    "agree", "all", "coin", "done", "got-money", "half", "less-money", "money-pile", "no",
    "no-money", "other-money", "stop-hand", "take-back", "thumb-up", "yes",
})  # fmt: skip
Z_95 = 1.959964
SECOND = "-or"  # how the second drawing of a picture is named


class Heard(StrEnum):
    """What somebody took a picture for."""

    RIGHT = "right"
    OTHER = "other"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What the answers so far say of a picture."""

    FALLS = "falls"
    NOT_ASKED = "not_asked"
    STANDS = "stands"
    UNSURE = "unsure"


class PictureRefusal(StrEnum):
    """Why something about a picture is not kept."""

    NO_SECOND_DRAWING = "no_second_drawing"
    NOT_A_PICTURE = "not_a_picture"


@dataclass(frozen=True, slots=True)
class NotePicture:
    """What one person took a picture for; ``taken_for`` is the picture whose meaning she named."""

    picture: str
    language: str
    heard: Heard
    taken_for: str | None
    client_key: str


def limit(picture: str) -> int:
    """Return the share (of a thousand) at which a picture stands, whichever drawing of it."""
    grave = picture.removesuffix(SECOND) in GRAVE or "-note-" in picture or "-coin-" in picture
    return MONEY_STANDS_AT if grave else STANDS_AT


def interval(right: int, asked: int) -> tuple[int, int]:
    """Return Wilson's 95 % interval of a share, in thousandths: honest for few and for all."""
    if asked <= 0:
        return 0, 1000
    share, square = right / asked, Z_95**2
    middle = (share + square / (2 * asked)) / (1 + square / asked)
    spread = sqrt(share * (1 - share) / asked + square / (4 * asked**2))
    half = Z_95 / (1 + square / asked) * spread
    return max(0, round(1000 * (middle - half))), min(1000, round(1000 * (middle + half)))


def verdict(picture: str, right: int, asked: int) -> Verdict:
    """Return whether a picture stands, falls, or more people must be asked.

    It stands when even the low end of the interval reaches the limit, and falls when its share
    is under the limit and the high end does not reach it.
    """
    if asked == 0:
        return Verdict.NOT_ASKED
    low, high = interval(right, asked)
    if low >= limit(picture):
        return Verdict.STANDS
    return Verdict.FALLS if high < limit(picture) else Verdict.UNSURE


def is_under(picture: str, right: int, asked: int) -> bool:
    """Tell whether the share itself is under the limit: the flag beside the figures."""
    return asked > 0 and 1000 * right < limit(picture) * asked
