"""Tables of sourcing, by theme."""

from marketplace.sourcing.models.needs import (
    Asked,
    BoardRow,
    CoreProduct,
    CoreProductSeason,
    CoreProductVersion,
    Incumbent,
    IncumbentSource,
    LinkagePolicy,
    Need,
    NeedApproval,
    OrderList,
    Property,
    ReceivingHour,
    SeenMark,
    SilenceNote,
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
    "IncumbentSource", "LinkagePolicy", "Need", "NeedApproval", "NeedChange", "NeedInvited",
    "NeedQuestion", "NeedSpec", "OrderList", "Property", "ReceivingHour", "SeenMark",
    "SilenceNote", "Tender", "Wave",
]  # fmt: skip
