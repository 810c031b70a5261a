"""Counter-proposals: at most one price from each side, so that there is no reverse auction.

Day, quantity and transport stay adjustable. A price that was declined or withdrawn is spent.
What is accepted becomes the terms; everything else leaves them as they were.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from marketplace.mediation.rules.lists import ProposalState, Side
from marketplace.offers.rules.lists import Bringing


@dataclass(frozen=True, slots=True)
class Terms:
    """What an offer would be bought at; price per unit in minor units."""

    quantity: int
    price_minor: int
    deliver_on: date
    bringing: Bringing


@dataclass(frozen=True, slots=True)
class Change:
    """What one side asks to be different; none stays as it is."""

    side: Side
    price_minor: int | None = None
    quantity: int | None = None
    deliver_on: date | None = None
    bringing: Bringing | None = None
    state: ProposalState = ProposalState.OPEN


class ProposalRefusal(StrEnum):
    """Why a counter-proposal cannot be made."""

    DAY_IS_PAST = "day_is_past"
    NOTHING_CHANGES = "nothing_changes"
    ONE_IS_OPEN = "one_is_open"
    PRICE_IS_SPENT = "price_is_spent"
    PRICE_OUT_OF_RANGE = "price_out_of_range"
    QUANTITY_OVER_NEED = "quantity_over_need"
    QUANTITY_ZERO = "quantity_zero"


def terms_after(terms: Terms, changes: Iterable[Change]) -> Terms:
    """Return the terms with every accepted change, in the order they were made."""
    for change in changes:
        if change.state is ProposalState.ACCEPTED:
            terms = merged(terms, change)
    return terms


def merged(terms: Terms, change: Change) -> Terms:
    """Return the terms as a change would have them."""
    asked = {
        name: getattr(change, name)
        for name in Terms.__dataclass_fields__
        if getattr(change, name) is not None
    }
    return replace(terms, **asked)


def refusals(
    change: Change, terms: Terms, earlier: Iterable[Change], *, need_quantity: int,
    today: date, most_minor: int,
) -> tuple[ProposalRefusal, ...]:  # fmt: skip
    """Return every reason why this change cannot be put now; nothing if it can."""
    made = tuple(earlier)
    price, quantity = change.price_minor, change.quantity
    tests = (
        (ProposalRefusal.ONE_IS_OPEN, any(one.state is ProposalState.OPEN for one in made)),
        (ProposalRefusal.PRICE_IS_SPENT, price is not None and _spent(change.side, made)),
        (ProposalRefusal.PRICE_OUT_OF_RANGE, price is not None and not 0 < price <= most_minor),
        (ProposalRefusal.QUANTITY_ZERO, quantity is not None and quantity <= 0),
        (ProposalRefusal.QUANTITY_OVER_NEED, quantity is not None and quantity > need_quantity),
        (ProposalRefusal.DAY_IS_PAST, change.deliver_on is not None and change.deliver_on < today),
        (ProposalRefusal.NOTHING_CHANGES, merged(terms, change) == terms),
    )
    return tuple(reason for reason, refused in tests if refused)


def _spent(side: Side, made: Iterable[Change]) -> bool:
    return any(one.side is side and one.price_minor is not None for one in made)
