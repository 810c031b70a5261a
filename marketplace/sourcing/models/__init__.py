"""Tables of sourcing, by theme."""

from marketplace.sourcing.models.needs import (
    Asked,
    BoardRow,
    CoreProduct,
    CoreProductSeason,
    CoreProductVersion,
    Incumbent,
    Need,
    NeedApproval,
    OrderList,
    Property,
    ReceivingHour,
    SeenMark,
    Wave,
)
from marketplace.sourcing.models.tenders import (
    NeedChange,
    NeedInvited,
    NeedQuestion,
    NeedSpec,
    Tender,
)

__all__ = [
    "Asked", "BoardRow", "CoreProduct", "CoreProductSeason", "CoreProductVersion", "Incumbent",
    "Need", "NeedApproval", "NeedChange", "NeedInvited", "NeedQuestion", "NeedSpec", "OrderList",
    "Property", "ReceivingHour", "SeenMark", "Tender", "Wave",
]  # fmt: skip
