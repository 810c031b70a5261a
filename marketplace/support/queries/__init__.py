"""Every read of support; frozen cards."""

from marketplace.support.queries.desk import Waiting, waiting
from marketplace.support.queries.gaps import BuyerMatch, Diagnosis, HerLeaf, diagnosis
from marketplace.support.queries.lost import lost_offer
from marketplace.support.queries.providers import ProviderPage, directory, giver_of, provider_page
from marketplace.support.queries.referrals import (
    ReferralCard,
    referrals_at_desk,
    referrals_of_giver,
    referrals_of_supplier,
)
from marketplace.support.queries.services import ServiceCard, services_for, services_of_giver

__all__ = [
    "BuyerMatch", "Diagnosis", "HerLeaf", "ProviderPage", "ReferralCard", "ServiceCard", "Waiting",
    "diagnosis", "directory", "giver_of", "lost_offer", "provider_page", "referrals_at_desk",
    "referrals_of_giver", "referrals_of_supplier", "services_for", "services_of_giver", "waiting",
]  # fmt: skip
