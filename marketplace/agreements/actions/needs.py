"""What an agreement does to its need: one place, so that every path ends the same way."""

from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from marketplace.agreements.actions.tell import tell_operator
from marketplace.agreements.models import Order
from marketplace.agreements.queries.turns import Turns
from marketplace.agreements.rules.lists import OrderState
from marketplace.agreements.rules.told import Told
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.sourcing import actions as sourcing
from marketplace.sourcing.models import Need, Wave
from marketplace.sourcing.rules.lists import NeedState, UnfilledReason
from marketplace.sourcing.rules.receiving import moment

LIVE = (OrderState.PLACED, OrderState.CONFIRMED, OrderState.DELIVERED)
SEARCHING = (NeedState.PUBLISHED, NeedState.CLOSED)


def remaining(need: Need) -> int:
    """Return what nobody has been given yet."""
    return need.quantity - need.awarded


def time_left(need: Need, now: datetime, zone: str) -> bool:
    """Tell whether something can still arrive: the door's window has not ended."""
    return now < moment(need.deliver_on, need.window_closes, zone=zone)


def finish_full(session: Session, actor: Actor, need: Need) -> None:
    """Mark a need that is wholly given away."""
    sourcing.match(session, actor, need)
    tell_end(session, Told.NEED_MATCHED, need)


def finish_short(session: Session, actor: Actor, need: Need, turns: Turns) -> None:
    """End a search that found less than was asked, with the reason as a code."""
    if not need.awarded:
        sourcing.unfill(session, actor, need, unfilled_reason(turns))
        return
    sourcing.match(session, actor, need)
    sourcing.settle_waves(session, need)
    need.settled_at = clock.now()
    tell_end(session, Told.NEED_PART_MATCHED, need)


def unfilled_reason(turns: Turns) -> UnfilledReason:
    """Say why nobody filled it."""
    if turns.held:
        return UnfilledReason.NOT_CLEARED
    return UnfilledReason.NOT_ENOUGH if turns.offers else UnfilledReason.NO_ANSWER


def tell_end(session: Session, told: Told, need: Need) -> None:
    """Tell the operator how the search ended."""
    tell_operator(session, told, need, operator_id=need.operator_id, place_id=need.place_id)


def search_on(session: Session, actor: Actor, need: Need) -> None:
    """Open a need again after quantity came back, unless its buyer withdrew it."""
    if need.state not in (*SEARCHING, NeedState.WITHDRAWN):
        sourcing.reopen(session, actor, need)


def is_over_for_buyer(session: Session, need: Need) -> bool:
    """Tell whether a need that was matched has no living order left."""
    live = exists().where(Order.need_id == need.id, Order.state.in_(LIVE))
    ended = need.state in (NeedState.MATCHED, NeedState.PART_MATCHED)
    return ended and not session.scalar(select(live))


def call_off(session: Session, actor: Actor, need: Need) -> None:
    """Withdraw a need whose last order was called off."""
    if need.state is NeedState.MATCHED:
        sourcing.reopen(session, actor, need)
    sourcing.withdraw(session, actor, need)


def close_waves(session: Session, need: Need, now: datetime) -> None:
    """Note that the waves of a need that are over have been dealt with."""
    session.execute(
        update(Wave)
        .where(Wave.need_id == need.id, Wave.settled_at.is_(None), Wave.ends_at <= now)
        .values(settled_at=now)
        .execution_options(synchronize_session=False)
    )
