"""Tables of support, by theme."""

from marketplace.support.models.growth import (
    DeliveryStep,
    GrowthWish,
    ManagementMark,
    PaperReminder,
    PlanHelp,
)
from marketplace.support.models.referrals import Referral
from marketplace.support.models.services import Memorandum, SupportService

__all__ = [
    "DeliveryStep", "GrowthWish", "ManagementMark", "Memorandum", "PaperReminder", "PlanHelp",
    "Referral", "SupportService",
]  # fmt: skip
