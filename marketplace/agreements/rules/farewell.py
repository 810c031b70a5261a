"""Why somebody cannot be erased yet."""

from enum import StrEnum


class FarewellRefusal(StrEnum):
    """What stands against it."""

    NOT_SURE = "not_sure"
    OPEN_TRADE = "open_trade"
