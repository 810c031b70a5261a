"""Feedback in both directions, in pictures: of the goods to her, of the door to the facilitator.

Nothing of it is a public review, and nothing is free text.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.tell import tell_supplier
from marketplace.agreements.models import Delivery, DoorFeedback, SupplierFeedback
from marketplace.agreements.queries.load import delivery_of_buyer, require_right
from marketplace.agreements.queries.notes import note_of_her
from marketplace.agreements.rules.lists import DoorSays, SheSays
from marketplace.agreements.rules.refusals import ReceivingRefusal
from marketplace.agreements.rules.told import Told
from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor


def door_says(
    session: Session, actor: Actor, delivery_id: str, said: Mapping[DoorSays, bool]
) -> Delivery:
    """Write down how the goods were: each aspect good, or better next time. Said again, replaced.

    Raises ``Refused(MAY_NOT_RECEIVE)`` for somebody who does not receive there.
    """
    delivery, order = delivery_of_buyer(session, actor, delivery_id)
    require_right(actor, order.operator_id, ReceivingRefusal.MAY_NOT_RECEIVE)
    first = _write_all(session, actor, delivery, DoorFeedback, said)
    if said:
        record(session, actor, verb="delivery.door_says", subject=delivery)
    if first:
        tell_supplier(
            session, Told.DOOR_FEEDBACK, delivery, supplier_id=order.supplier_id,
            place_id=order.place_id,
        )  # fmt: skip
    return delivery


def she_says(
    session: Session, actor: Actor, order_id: str, aspect: SheSays, *, good: bool
) -> Delivery:
    """Keep what she says of the door, for the facilitator's eyes; said again, replaced."""
    delivery, _ = note_of_her(session, actor, order_id)
    _write_all(session, actor, delivery, SupplierFeedback, {aspect: good})
    facts = {"aspect": aspect.value, "good": good}
    record(session, actor, verb="delivery.she_says", subject=delivery, facts=facts)
    return delivery


def _write_all(
    session: Session, actor: Actor, delivery: Delivery, table: Any, said: Mapping[Any, bool]
) -> bool:
    """Write or replace each aspect; tell whether these were the delivery's first words."""
    known = {
        row.aspect: row
        for row in session.scalars(select(table).where(table.delivery_id == delivery.id))
    }
    for aspect, good in said.items():
        row = known.get(aspect)
        if row is None:
            row = table(delivery_id=delivery.id, aspect=aspect)
            session.add(row)
        row.good, row.said_by_id, row.at = good, actor.person_id, clock.now()
    session.flush()
    return bool(said) and not known
