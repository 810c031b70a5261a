"""Unasked proposals ("I can tell stories by the fire"): their life, and why one is refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from marketplace.kernel.money import MAX_MINOR
from marketplace.kernel.states import Machine, rows


class ProposalState(StrEnum):
    """Where a proposal stands."""

    OPEN = "open"
    TAKEN_BACK = "taken_back"
    TO_READ_BACK = "to_read_back"


class ProposalVerb(StrEnum):
    """What can be done to a proposal."""

    READ_BACK = "read_back"
    TAKE_BACK = "take_back"


_S, _V = ProposalState, ProposalVerb
PROPOSAL = Machine(
    "proposal",
    rows(
        (_S.TO_READ_BACK, _V.READ_BACK, _S.OPEN),
        ((_S.TO_READ_BACK, _S.OPEN), _V.TAKE_BACK, _S.TAKEN_BACK),
    ),
)


class ProposalRefusal(StrEnum):
    """Why a proposal cannot be sent."""

    ALREADY_PROPOSED = "already_proposed"
    NO_CONSENT = "no_consent"
    NO_TERMS = "no_terms"
    NOT_ACTIVE = "not_active"
    PRICE_OUT_OF_RANGE = "price_out_of_range"
    QUANTITY_ZERO = "quantity_zero"
    UNIT_NOT_FOR_LEAF = "unit_not_for_leaf"


MOST_A_MONTH = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFacts:
    """What sending a proposal stands on."""

    quantity: int
    price_minor: int
    unit_fits: bool
    active: bool
    consents: bool
    accepted_terms: bool
    has_open: bool


def proposal_refusals(facts: ProposalFacts) -> Iterator[ProposalRefusal]:
    """Say everything that is wrong, at once."""
    wrong = {
        ProposalRefusal.QUANTITY_ZERO: not 0 < facts.quantity <= MOST_A_MONTH,
        ProposalRefusal.PRICE_OUT_OF_RANGE: not 0 < facts.price_minor <= MAX_MINOR,
        ProposalRefusal.UNIT_NOT_FOR_LEAF: not facts.unit_fits,
        ProposalRefusal.NOT_ACTIVE: not facts.active,
        ProposalRefusal.NO_CONSENT: not facts.consents,
        ProposalRefusal.NO_TERMS: not facts.accepted_terms,
        ProposalRefusal.ALREADY_PROPOSED: facts.has_open,
    }
    return (reason for reason, is_wrong in wrong.items() if is_wrong)
