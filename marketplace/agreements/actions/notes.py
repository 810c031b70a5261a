"""The delivery note after the door: "so it was", "not so", and how the desk closes that.

No money is held up by her silence. A note that was written at the door is never rewritten: where
she was right, what is missing is owed beside it, and both records are put right.
"""

from sqlalchemy.orm import Session

from marketplace.agreements.actions.owing import owe
from marketplace.agreements.actions.records import write_records, write_sale
from marketplace.agreements.actions.tell import tell_desk, tell_operator, tell_supplier
from marketplace.agreements.models import Delivery, DeliveryObjection, Order
from marketplace.agreements.queries.notes import (
    note_of_her,
    objection_at_desk,
    objection_of,
)
from marketplace.agreements.rules.lists import (
    OBJECTION,
    ObjectionAbout,
    ObjectionState,
    ObjectionVerb,
    PaymentReason,
)
from marketplace.agreements.rules.money import amount_due
from marketplace.agreements.rules.notes import correction_refusals, may_speak
from marketplace.agreements.rules.told import OF_OBJECTION, Told
from marketplace.journal.actions import record, step
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import Money
from marketplace.kernel.refused import Refused
from marketplace.kernel.states import WrongState


def confirm_note(session: Session, actor: Actor, order_id: str) -> Delivery:
    """Take her "so it was": by herself, or by the facilitator who has her on the phone.

    Raises ``Refused(WrongState.NOT_NOW)`` where she spoke already, or seven days are over.
    """
    delivery, _ = _unspoken(session, actor, order_id)
    delivery.supplier_confirmed_at = clock.now()
    session.flush()
    record(session, actor, verb="delivery.confirm_note", subject=delivery)
    return delivery


def object_to_note(
    session: Session, actor: Actor, order_id: str, about: ObjectionAbout
) -> DeliveryObjection:
    """Take her "not so": it waits at the desk of the place, and the buyer hears of it."""
    delivery, order = _unspoken(session, actor, order_id)
    said = DeliveryObjection(
        public_id=ids.public_id(), delivery_id=delivery.id, place_id=order.place_id,
        state=ObjectionState.OPEN, about=about, said_at=clock.now(), said_by_id=actor.person_id,
    )  # fmt: skip
    session.add(said)
    session.flush()
    facts = {"to": said.state.value, "about": about.value}
    record(session, actor, verb="objection.raise", subject=said, facts=facts)
    tell_desk(session, Told.NOTE_NOT_SO, delivery, place_id=order.place_id)
    tell_operator(
        session, Told.NOTE_NOT_SO, delivery, operator_id=order.operator_id, place_id=order.place_id
    )
    return said


def _unspoken(session: Session, actor: Actor, order_id: str) -> tuple[Delivery, Order]:
    delivery, order = note_of_her(session, actor, order_id)
    spoken = delivery.supplier_confirmed_at or objection_of(session, delivery.id)
    if spoken or not may_speak(delivery.received_at, clock.now()):
        raise Refused(WrongState.NOT_NOW)
    return delivery, order


def close_objection(
    session: Session, actor: Actor, delivery_id: str, *, corrected_milli: int | None = None,
    stands: bool = False,
) -> DeliveryObjection:  # fmt: skip
    """Close a "not so" as the facilitator: the note stands, or so much was accepted in truth.

    What a correction adds becomes money owed of its own, and both records are put right. Raises
    ``Refused(NoteRefusal)``, or ``WrongState`` where it was closed meanwhile.
    """
    said, delivery, order = objection_at_desk(session, actor, delivery_id)
    if not stands:
        ordered = order.confirmed_quantity or order.quantity
        Refused.unless_empty(
            correction_refusals(
                accepted_milli=delivery.accepted_milli, ordered=ordered,
                corrected_milli=corrected_milli,
            )
        )  # fmt: skip
        said.corrected_milli = corrected_milli
    said.closed_at, said.closed_by_id = clock.now(), actor.person_id
    verb = ObjectionVerb.LET_STAND if stands else ObjectionVerb.CORRECT
    step(session, actor, said, machine=OBJECTION, verb=verb)
    session.flush()
    if said.corrected_milli is not None:
        _put_right(session, actor, delivery, order, said.corrected_milli)
    _tell_outcome(session, said, delivery, order)
    return said


def _put_right(
    session: Session, actor: Actor, delivery: Delivery, order: Order, corrected_milli: int
) -> None:
    price = Money(order.price_minor, order.currency)
    whole = amount_due(price, corrected_milli)
    first = amount_due(price, delivery.accepted_milli).minor if delivery.accepted_milli else 0
    missing = Money(max(1, whole.minor - first), whole.currency)
    owe(session, actor, order, missing, PaymentReason.CORRECTION)
    write_records(session, order, delivery, corrected_milli)
    write_sale(session, order, delivery, whole)


def _tell_outcome(
    session: Session, said: DeliveryObjection, delivery: Delivery, order: Order
) -> None:
    told = OF_OBJECTION[said.state]
    tell_supplier(session, told, delivery, supplier_id=order.supplier_id, place_id=order.place_id)
    tell_operator(session, told, delivery, operator_id=order.operator_id, place_id=order.place_id)
