"""What people hear of what happened to an agreement: messages in the same transaction."""

from sqlalchemy.orm import Session

from marketplace.agreements.models import Advance, Agreement, Delivery, Grievance, Order, Payment
from marketplace.agreements.rules.told import Told
from marketplace.journal.outbox import DESK, EMAIL, Message, post
from marketplace.offers.models import Offer
from marketplace.sourcing.models import Need

Subject = Advance | Agreement | Order | Delivery | Grievance | Payment | Offer | Need


def tell_supplier(
    session: Session, told: Told, subject: Subject, *, supplier_id: int, place_id: int
) -> None:
    """Tell the supplier: on the desk's call list until phones can be reached."""
    message = Message(
        kind=told.value, subject_type=subject.__tablename__, subject_id=subject.id,
        channel=DESK, to_supplier_id=supplier_id, place_id=place_id,
    )  # fmt: skip
    post(session, [message])


def tell_operator(
    session: Session, told: Told, subject: Subject, *, operator_id: int, place_id: int
) -> None:
    """Tell the operator's people."""
    message = Message(
        kind=told.value, subject_type=subject.__tablename__, subject_id=subject.id,
        channel=EMAIL, to_operator_id=operator_id, place_id=place_id,
    )  # fmt: skip
    post(session, [message])


def tell_desk(session: Session, told: Told, subject: Subject, *, place_id: int) -> None:
    """Tell the facilitators of a place."""
    message = Message(
        kind=told.value, subject_type=subject.__tablename__, subject_id=subject.id,
        channel=DESK, place_id=place_id,
    )  # fmt: skip
    post(session, [message])


def tell_both(session: Session, told: Told, order: Order) -> None:
    """Tell both sides of an order."""
    tell_supplier(session, told, order, supplier_id=order.supplier_id, place_id=order.place_id)
    tell_operator(session, told, order, operator_id=order.operator_id, place_id=order.place_id)


def tell_agreement(session: Session, told: Told, agreement: Agreement) -> None:
    """Tell both sides of an agreement."""
    place = agreement.place_id
    tell_supplier(session, told, agreement, supplier_id=agreement.supplier_id, place_id=place)
    tell_operator(session, told, agreement, operator_id=agreement.operator_id, place_id=place)
