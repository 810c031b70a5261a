"""Why asking is refused before the need check is even made."""

from enum import StrEnum


class ApprovalRefusal(StrEnum):
    """What forbids a colleague's yes."""

    DAY_OVER = "day_over"
    OVER_YOUR_LIMIT = "over_your_limit"
    YOUR_OWN = "your_own"


class AskRefusal(StrEnum):
    """What forbids a need, whatever it asks for."""

    LIST_IS_URGENT = "list_is_urgent"
    MAY_NOT_ORDER = "may_not_order"
    NO_LINES = "no_lines"
    NO_TERMS = "no_terms"
    OPERATOR_NOT_ACTIVE = "operator_not_active"
    OVER_YOUR_LIMIT = "over_your_limit"
    PRICE_OUT_OF_RANGE = "price_out_of_range"
    QUANTITY_TOO_LARGE = "quantity_too_large"
    QUANTITY_ZERO = "quantity_zero"
    TENDER_NOT_HERE = "tender_not_here"
    UNIT_NOT_FOR_LEAF = "unit_not_for_leaf"
    UNKNOWN_LEAF = "unknown_leaf"


class PolicyRefusal(StrEnum):
    """Why a linkage policy was not kept."""

    NOT_OUR_PERSON = "not_our_person"
    PERCENT = "percent"


class LotsRefusal(StrEnum):
    """Why a need was not asked once more in lots."""

    CANNOT_SPLIT = "cannot_split"
    STILL_ASKED = "still_asked"
