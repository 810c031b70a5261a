"""Why an offer is refused: pure, as a set of enum members (kind sentences are made in forms)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from marketplace.offers.rules.lists import HowLow

FAR = 3  # a price three times or a third of the asked one asks again (rule 26)


class OfferRefusal(StrEnum):
    """Everything that can stand against an offer."""

    ALREADY_OFFERED = "already_offered"
    NEED_CLOSED = "need_closed"
    NO_CONSENT = "no_consent"
    NO_TERMS = "no_terms"
    NOT_ACTIVE = "not_active"
    NOT_HER_LEAF = "not_her_leaf"
    NOT_WHOLE_LOTS = "not_whole_lots"
    PRICE_FAR = "price_far"
    PRICE_LOW = "price_low"
    PRICE_MISSING = "price_missing"
    PRICE_OUT_OF_RANGE = "price_out_of_range"
    QUANTITY_OVER_NEED = "quantity_over_need"
    QUANTITY_ZERO = "quantity_zero"


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """What the refusals look at; quantities in the need's unit, money per unit."""

    need_open: bool
    remaining: int
    quantity: int
    price_minor: int | None  # hers, or the asked one where she took that
    asked_minor: int | None
    confirmed_far: bool
    active: bool
    consents: bool
    accepted_terms: bool
    makes_leaf: bool
    has_live_offer: bool
    lot_quantity: int | None = None  # of a tender in lots
    low: HowLow | None = None
    confirmed_low: bool = False


def refusals(facts: OfferFacts) -> frozenset[OfferRefusal]:
    """Return everything that stands against the offer; nothing where it may be sent."""
    return frozenset((*_about_her(facts), *_about_quantity(facts), *_about_price(facts)))


def _about_her(facts: OfferFacts) -> Iterator[OfferRefusal]:
    if not facts.active:
        yield OfferRefusal.NOT_ACTIVE
    if not facts.consents:
        yield OfferRefusal.NO_CONSENT
    if not facts.accepted_terms:
        yield OfferRefusal.NO_TERMS
    if not facts.makes_leaf:
        yield OfferRefusal.NOT_HER_LEAF
    if facts.has_live_offer:
        yield OfferRefusal.ALREADY_OFFERED


def _about_quantity(facts: OfferFacts) -> Iterator[OfferRefusal]:
    if not facts.need_open:
        yield OfferRefusal.NEED_CLOSED
    elif facts.quantity < 1:
        yield OfferRefusal.QUANTITY_ZERO
    elif facts.quantity > facts.remaining:
        yield OfferRefusal.QUANTITY_OVER_NEED
    elif facts.lot_quantity and facts.quantity % facts.lot_quantity:
        yield OfferRefusal.NOT_WHOLE_LOTS


def _about_price(facts: OfferFacts) -> Iterator[OfferRefusal]:
    if facts.price_minor is None:
        yield OfferRefusal.PRICE_MISSING
    elif not 0 < facts.price_minor <= 10**15:
        yield OfferRefusal.PRICE_OUT_OF_RANGE
    elif not facts.confirmed_far and is_far(facts.price_minor, facts.asked_minor):
        yield OfferRefusal.PRICE_FAR
    elif facts.low is not None and not facts.confirmed_low:
        yield OfferRefusal.PRICE_LOW


def is_far(price_minor: int, asked_minor: int | None) -> bool:
    """Tell whether a price is three times the asked one or more, or a third of it or less."""
    if asked_minor is None:
        return False
    return price_minor >= FAR * asked_minor or price_minor * FAR <= asked_minor
