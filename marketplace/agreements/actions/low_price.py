"""The call about a price under her cost: then her turn comes, or the search goes on."""

from sqlalchemy.orm import Session

from marketplace.agreements.actions.settle import settle
from marketplace.kernel.actor import Actor
from marketplace.offers.actions import note_call
from marketplace.offers.rules.lists import CallResult


def called_about_price(
    session: Session, actor: Actor, public_id: str, result: CallResult
) -> CallResult:
    """Keep what she said when a facilitator called about her price, and settle the need.

    Raises ``NotFound`` for another place's, ``Refused(WrongState.NOT_NOW)`` for a second call.
    """
    told = note_call(session, actor, public_id, result)
    settle(session, actor, told.need_id)
    return result
