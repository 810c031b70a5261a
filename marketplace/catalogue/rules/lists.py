"""The closed lists of the catalogue."""

from enum import StrEnum


class Route(StrEnum):
    """How a thing reaches the guest (assessment.md, "Route to the guest")."""

    EMBEDDED = "embedded"
    INDEPENDENT = "independent"
    INPUT = "input"
    INPUT_OR_RESALE = "input_or_resale"
    REFERRED = "referred"


class TradeLevel(StrEnum):
    """Where in the trade a price was seen (WFP price types)."""

    FARM_GATE = "farm_gate"
    RETAIL = "retail"
    WHOLESALE = "wholesale"


class Nature(StrEnum):
    """Whether a leaf is a thing or a service; services take CPC codes, goods HS codes."""

    GOOD = "good"
    SERVICE = "service"
