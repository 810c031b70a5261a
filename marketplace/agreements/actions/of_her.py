"""Ordering again of the one supplier somebody names, where the check lets it through."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.place import Placing, place_order
from marketplace.agreements.actions.settle import wind_up
from marketplace.agreements.actions.tell import tell_desk
from marketplace.agreements.models import Order
from marketplace.agreements.rules.told import Told
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.kernel.actor import Actor
from marketplace.sourcing import actions as sourcing
from marketplace.sourcing.models import Asked


def is_asked(session: Session, need_id: int, supplier_id: int) -> bool:
    """Tell whether she can be asked at all: active, willing, with something free that week."""
    found = exists().where(Asked.need_id == need_id, Asked.supplier_id == supplier_id)
    return bool(session.scalar(select(found)))


def order_of_her(
    session: Session, actor: Actor, placing: Placing, supplier_id: int
) -> Order | None:
    """Place the order; one that is not cleared waits at the desk like any other purchase."""
    need = placing.need
    if placing.assessment.state is not AssessmentState.CLEARED:
        tell_desk(session, Told.PURCHASE_WAITS, need, place_id=need.place_id)
        return None
    sourcing.note_offer(session, need.id, supplier_id)
    order = place_order(session, actor, placing)
    wind_up(session, actor, need)
    return order
