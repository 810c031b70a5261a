"""Reads of offers; sealed for all but those whom the rules name."""

from marketplace.offers.queries.by_symbol import (
    SymbolDraftCard,
    said_otherwise,
    symbol_draft,
)
from marketplace.offers.queries.cards import (
    DraftCard,
    OfferCard,
    OfferOfNeed,
    OfferPage,
    ReadBackCard,
)
from marketplace.offers.queries.fair import fair_price_of
from marketplace.offers.queries.opened import OpenedOffer, opened_offers
from marketplace.offers.queries.reading import (
    draft_of,
    my_offers,
    offer_for_supplier,
    offers_for_buyer,
    offers_for_desk,
    to_read_back,
)

__all__ = [
    "DraftCard", "OfferCard", "OfferOfNeed", "OfferPage", "OpenedOffer", "ReadBackCard",
    "SymbolDraftCard", "draft_of", "fair_price_of", "my_offers", "offer_for_supplier",
    "offers_for_buyer", "offers_for_desk", "opened_offers", "said_otherwise", "symbol_draft",
    "to_read_back",
]  # fmt: skip
