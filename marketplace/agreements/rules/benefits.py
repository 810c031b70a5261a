"""What a house gains by buying near here (paper §4.1.2): guests, staff, quality, brand."""

from enum import StrEnum

from marketplace.kernel.text import tidy, unsafe_characters

MOST_WORDS = 280


class Benefit(StrEnum):
    """What a note is about."""

    GUEST = "guest"
    STAFF = "staff"
    QUALITY = "quality"
    BRAND = "brand"


class BenefitRefusal(StrEnum):
    """Why a note is not kept."""

    NO_WORDS = "no_words"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"


def refusals(words: str) -> frozenset[BenefitRefusal]:
    """Return everything that speaks against a note."""
    told = tidy(words)
    found = {
        BenefitRefusal.NO_WORDS: not told,
        BenefitRefusal.TOO_LONG: len(told) > MOST_WORDS,
        BenefitRefusal.UNREADABLE: bool(unsafe_characters(told)),
    }
    return frozenset(reason for reason, wrong in found.items() if wrong)
