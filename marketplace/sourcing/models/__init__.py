"""Tables of sourcing, by theme."""

from marketplace.sourcing.models.attachments import (
    NeedAttachment,
)
from marketplace.sourcing.models.houses import (
    CoreProduct,
    CoreProductSeason,
    CoreProductVersion,
    Incumbent,
    IncumbentSource,
    LinkagePolicy,
    Property,
    ReceivingHour,
)
from marketplace.sourcing.models.needs import (
    Asked,
    BoardRow,
    Need,
    NeedApproval,
    OrderList,
    SeenMark,
    SilenceNote,
    Wave,
)
from marketplace.sourcing.models.readiness import OperatorAnswer
from marketplace.sourcing.models.tenders import (
    MatchSuggestion,
    NeedChange,
    NeedInvited,
    NeedQuestion,
    NeedSpec,
    Tender,
)

__all__ = [
    "Asked", "BoardRow", "CoreProduct", "CoreProductSeason", "CoreProductVersion", "Incumbent",
    "IncumbentSource", "LinkagePolicy", "MatchSuggestion", "Need", "NeedApproval",
    "NeedAttachment", "NeedChange", "NeedInvited", "NeedQuestion", "NeedSpec", "OperatorAnswer",
    "OrderList", "Property", "ReceivingHour", "SeenMark", "SilenceNote", "Tender", "Wave",
]  # fmt: skip
