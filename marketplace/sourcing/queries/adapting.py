"""What a need with fewer than two offers could change, for its buyer: numbers only, never who."""

from marketplace.kernel import clock
from marketplace.kernel.words import Sentence
from marketplace.sourcing.queries.cards import NeedDetail
from marketplace.sourcing.queries.numbers import AskedNumbers
from marketplace.sourcing.rules.adaptation import Asking, adaptations
from marketplace.sourcing.rules.lists import NeedState
from marketplace.sourcing.rules.lots import choices

OVER = (NeedState.PART_MATCHED, NeedState.UNFILLED)
MAY_CHANGE = (NeedState.PUBLISHED, NeedState.CLOSED, *OVER)


def hints_for_buyer(need: NeedDetail, numbers: AskedNumbers) -> tuple[Sentence, ...]:
    """Return the adaptation list once the time to answer is over; nothing from two offers on."""
    over = need.closes_at is not None and need.closes_at <= clock.now()
    if need.state not in MAY_CHANGE or not (over or need.state in OVER) or not need.remaining:
        return ()
    asking = Asking(
        asked=numbers.asked, offered=numbers.answered - numbers.not_me, seen=numbers.seen,
        why_not=dict(numbers.why_not), cash_at_door=need.cash_at_door,
        payment_days=need.payment_days,
    )  # fmt: skip
    return adaptations(asking)


def lots_of(need: NeedDetail) -> tuple[int, ...]:
    """Return into how many lots what is missing can be asked for again."""
    return choices(need.remaining) if need.state in OVER else ()
