"""Every write of support."""

from marketplace.support.actions.coaching import coach_delivery, talk_delivery
from marketplace.support.actions.growing import help_plan, keep_managing, say_wish
from marketplace.support.actions.papers import remind_paper
from marketplace.support.actions.referrals import (
    Refer,
    accept_referral,
    decline_referral,
    follow_referral,
    refer,
    report_referral,
    withdraw_referral,
)
from marketplace.support.actions.services import (
    KeepMemorandum,
    OfferService,
    keep_memorandum,
    offer_service,
    withdraw_service,
)

__all__ = [
    "KeepMemorandum", "OfferService", "Refer", "accept_referral", "coach_delivery",
    "decline_referral", "follow_referral", "help_plan", "keep_managing", "keep_memorandum",
    "offer_service", "refer", "remind_paper", "report_referral", "say_wish", "talk_delivery",
    "withdraw_referral", "withdraw_service",
]  # fmt: skip
