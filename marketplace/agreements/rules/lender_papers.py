"""Papers for a lender: a confirmed order, or what she earned; true while she wants it shown."""

from datetime import date, timedelta
from enum import StrEnum

VALID_DAYS = 90
LOOKED_BACK = timedelta(days=365)


class LenderPaperKind(StrEnum):
    """What a paper says."""

    EARNINGS = "earnings"
    ORDER = "order"


class LenderPaperRefusal(StrEnum):
    """Why there is no paper."""

    NOTHING_YET = "nothing_yet"
    NOT_CONFIRMED = "not_confirmed"
    NO_CODE = "no_code"


class Standing(StrEnum):
    """How a paper stands when somebody looks it up."""

    OLD = "old"
    TRUE = "true"
    WITHDRAWN = "withdrawn"


def standing_of(*, valid_until: date, withdrawn: bool, today: date) -> Standing:
    """Return whether a paper still speaks: not after she took it back, nor past its day."""
    if withdrawn:
        return Standing.WITHDRAWN
    return Standing.TRUE if today <= valid_until else Standing.OLD
