"""Putting a proposal to an operator: checked and signed first, then his yes or no."""

from enum import StrEnum

from marketplace.kernel.states import Machine, rows


class PutState(StrEnum):
    """Where a proposal stands with one operator."""

    CHECKING = "checking"
    NOT_WANTED = "not_wanted"
    PUT = "put"
    REFUSED = "refused"  # the check or the desk said no
    WANTED = "wanted"
    WITHDRAWN = "withdrawn"


class PutVerb(StrEnum):
    """What can be done to it."""

    DECLINE = "decline"
    PUT = "put"
    REFUSE = "refuse"
    WANT = "want"
    WITHDRAW = "withdraw"


_S, _V = PutState, PutVerb
PUT = Machine(
    "put_proposal",
    rows(
        (_S.CHECKING, _V.PUT, _S.PUT),
        (_S.CHECKING, _V.REFUSE, _S.REFUSED),
        (_S.PUT, _V.WANT, _S.WANTED),
        (_S.PUT, _V.DECLINE, _S.NOT_WANTED),
        ((_S.CHECKING, _S.PUT), _V.WITHDRAW, _S.WITHDRAWN),
    ),
)
LIVE = (PutState.CHECKING, PutState.PUT)


class NotWanted(StrEnum):
    """Why an operator does not want it: she hears it in words and picture."""

    HAVE_IT = "have_it"
    LATER = "later"
    OTHER_KIND = "other_kind"
    PRICE = "price"


class PutRefusal(StrEnum):
    """Why it cannot be put to this operator."""

    ALREADY_PUT = "already_put"
    GUEST_PRICE_MISSING = "guest_price_missing"
    NOT_READ_BACK = "not_read_back"
    NOT_THIS_OPERATOR = "not_this_operator"
