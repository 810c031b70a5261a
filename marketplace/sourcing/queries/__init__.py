"""Reads of sourcing; each returns frozen cards."""

from marketplace.sourcing.queries.asking import able_suppliers, asked_of, waves_to_settle
from marketplace.sourcing.queries.board import board_page, supplier_list
from marketplace.sourcing.queries.cards import (
    AskedCard,
    BoardPage,
    NeedCard,
    NeedDetail,
    NeedToBegin,
    OpenWave,
    PropertyCard,
    PublicNeed,
    SupplierPage,
)
from marketplace.sourcing.queries.needs import (
    need_for_buyer,
    need_for_desk,
    need_for_supplier,
    need_to_begin,
    needs_of_buyer,
    public_need,
)
from marketplace.sourcing.queries.prices import price_proposal
from marketplace.sourcing.queries.properties import (
    hours_of,
    local_today,
    property_cards,
    property_for_buyer,
)

__all__ = [
    "AskedCard", "BoardPage", "NeedCard", "NeedDetail", "NeedToBegin", "OpenWave", "PropertyCard",
    "PublicNeed", "SupplierPage", "able_suppliers", "asked_of", "board_page", "hours_of",
    "last_paid", "local_today", "need_for_buyer", "need_for_desk", "need_for_supplier",
    "need_to_begin", "needs_of_buyer", "price_proposal", "property_cards", "property_for_buyer",
    "public_need", "supplier_list", "waves_to_settle",
]  # fmt: skip
