"""Money: the buyer says it was sent, only the supplier says that she has it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.tell import tell_desk, tell_operator, tell_supplier
from marketplace.agreements.models import Order, Payment
from marketplace.agreements.queries.load import (
    payment_of_buyer,
    payment_of_supplier,
    require_right,
    zone_of_order,
)
from marketplace.agreements.rules import money
from marketplace.agreements.rules.answers import MarkSent, PaymentAnswer
from marketplace.agreements.rules.days import local_day
from marketplace.agreements.rules.lists import (
    PAYMENT,
    PaymentReason,
    PaymentState,
    PaymentVerb,
    PayMethod,
)
from marketplace.agreements.rules.refusals import PaymentRefusal, sending_refusals
from marketplace.agreements.rules.told import OF_PAYMENT, Told
from marketplace.journal.actions import step
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.kernel.states import WrongState
from marketplace.kernel.text import tidy
from marketplace.people.actions.standing import (
    Paid,
    PaidForOne,
    record_paid_price,
    record_payment,
)
from marketplace.sourcing.models import Need


def mark_sent(session: Session, actor: Actor, command: MarkSent) -> Payment:
    """Say that money is on its way: how, and with which reference.

    Raises ``Refused`` with ``PaymentRefusal``, or ``WrongState`` where it was sent or closed.
    """
    payment = payment_of_buyer(session, actor, command.payment)
    require_right(actor, payment.operator_id, PaymentRefusal.MAY_NOT_PAY)
    reference = tidy(command.reference) if command.reference else None
    Refused.unless_empty(sending_refusals(command.method, reference))
    if command.method is PayMethod.MOBILE_MONEY and _used(session, payment, reference):
        raise Refused(PaymentRefusal.REFERENCE_USED)
    _send(session, actor, payment, command.method, reference or None)
    return payment


def _used(session: Session, payment: Payment, reference: str | None) -> bool:
    """Tell whether the operator matched this message with another payment before."""
    found = select(Payment.id).where(
        Payment.operator_id == payment.operator_id, Payment.id != payment.id,
        Payment.method == PayMethod.MOBILE_MONEY,
        func.upper(Payment.reference) == func.upper(reference),
    )  # fmt: skip
    return session.scalar(found.limit(1)) is not None


def pay_at_door(session: Session, actor: Actor, payment: Payment) -> None:
    """Note that cash changed hands at the door, as the order said it would."""
    _send(session, actor, payment, PayMethod.CASH, None)


def _send(
    session: Session, actor: Actor, payment: Payment, method: PayMethod, reference: str | None
) -> None:
    payment.method, payment.reference = method, reference
    payment.sent_at, payment.sent_by_id = clock.now(), actor.person_id
    _move(session, actor, payment, PaymentVerb.MARK_SENT)
    tell_supplier(
        session, Told.PAYMENT_SENT, payment, supplier_id=payment.supplier_id,
        place_id=payment.place_id,
    )  # fmt: skip


def answer_payment(
    session: Session, actor: Actor, payment_id: str, answer: PaymentAnswer
) -> Payment:
    """Take her word on money: all of it (which closes it), less, or not yet.

    For an order called off late also "sold it": then nothing is owed, and no record speaks of it.

    Raises ``Refused(LESS_MUST_BE_LESS)``, or ``WrongState`` where there is nothing to answer.
    """
    payment = payment_of_supplier(session, actor, payment_id)
    if answer.verb is PaymentVerb.CONFIRM_LESS:
        _refuse_not_less(payment, answer.minor)
    if answer.verb is PaymentVerb.WAIVE and payment.reason is not PaymentReason.CANCELLATION:
        raise Refused(WrongState.NOT_NOW)  # only what was never brought can have been sold again
    payment.answered_at, payment.answered_by_id = clock.now(), actor.person_id
    payment.received_minor = _received(payment, answer)
    _move(session, actor, payment, answer.verb)
    if payment.state is PaymentState.CLOSED:
        _close(session, payment, disputed=answer.verb is PaymentVerb.WAIVE)
    elif payment.state is PaymentState.LESS:
        _write_record(session, payment, disputed=True)
    _tell_operator(session, payment, answer.verb)
    return payment


def _refuse_not_less(payment: Payment, minor: int | None) -> None:
    if minor is None or not 0 < minor < payment.amount_minor:
        raise Refused(PaymentRefusal.LESS_MUST_BE_LESS)


def _received(payment: Payment, answer: PaymentAnswer) -> int:
    if answer.verb is PaymentVerb.CONFIRM_ALL:
        return payment.amount_minor
    return answer.minor or 0


def settle_less(session: Session, actor: Actor, payment_id: str) -> Payment:
    """Close a payment that was less than owed, as the supplier agrees: it stays out of records."""
    payment = payment_of_supplier(session, actor, payment_id)
    _move(session, actor, payment, PaymentVerb.SETTLE)
    _close(session, payment, disputed=True)
    _tell_operator(session, payment, PaymentVerb.SETTLE)
    return payment


def tell_late(session: Session, payment_id: int) -> None:
    """Tell the buyer and the desk that money is past its day; she sees it on her own list."""
    payment = session.get_one(Payment, payment_id)
    tell_operator(
        session, Told.PAYMENT_LATE, payment, operator_id=payment.operator_id,
        place_id=payment.place_id,
    )  # fmt: skip
    tell_desk(session, Told.PAYMENT_LATE, payment, place_id=payment.place_id)


def _move(session: Session, actor: Actor, payment: Payment, verb: PaymentVerb) -> None:
    step(session, actor, payment, machine=PAYMENT, verb=verb)
    session.flush()


def _tell_operator(session: Session, payment: Payment, verb: PaymentVerb) -> None:
    tell_operator(
        session, OF_PAYMENT[verb], payment, operator_id=payment.operator_id,
        place_id=payment.place_id,
    )  # fmt: skip


def _close(session: Session, payment: Payment, *, disputed: bool = False) -> None:
    """Close: late days count from the due day to the day she said that she has it."""
    payment.closed_at = clock.now()
    day = local_day(payment.closed_at, _zone(session, payment))
    payment.late_days = money.late_days(payment.due_on, day)
    session.flush()
    _write_record(session, payment, disputed=disputed)
    if not disputed and payment.reason is PaymentReason.DELIVERY:
        _write_price(session, payment)


def _write_price(session: Session, payment: Payment) -> None:
    order = session.get_one(Order, payment.order_id)
    destination_id = session.get_one(Need, order.need_id).destination_id
    paid = PaidForOne(
        payment_id=payment.id, destination_id=destination_id, category_id=order.category_id,
        unit_id=order.unit_id, supplier_id=order.supplier_id, price_minor=order.price_minor,
        currency=order.currency, at=clock.now(),
    )  # fmt: skip
    record_paid_price(session, paid)


def _write_record(session: Session, payment: Payment, *, disputed: bool) -> None:
    day = local_day(clock.now(), _zone(session, payment))
    paid = Paid(
        payment_id=payment.id, operator_id=payment.operator_id,
        promised_days=(payment.due_on - payment.delivered_on).days,
        days=money.days_taken(payment.delivered_on, day),
        late_days=money.late_days(payment.due_on, day), at=clock.now(), disputed=disputed,
    )  # fmt: skip
    record_payment(session, paid)


def _zone(session: Session, payment: Payment) -> str:
    return zone_of_order(session, session.get_one(Order, payment.order_id))
