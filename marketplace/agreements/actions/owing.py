"""What is owed and since when: one place makes every payment."""

from datetime import date

from sqlalchemy.orm import Session

from marketplace.agreements.actions.recovering import give_back, given_back
from marketplace.agreements.models import Order, Payment
from marketplace.agreements.queries.load import zone_of_order
from marketplace.agreements.rules import money
from marketplace.agreements.rules.days import local_day
from marketplace.agreements.rules.lists import PaymentReason, PaymentState
from marketplace.journal.actions import record
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import Money


def owe(
    session: Session, actor: Actor, order: Order, amount: Money, reason: PaymentReason,
    *, delivery_id: int | None = None,
) -> Payment:  # fmt: skip
    """Write down what is owed of an order from today on; cash at the door is due the same day.

    What was paid ahead comes back by its share: so much less is owed.
    """
    day = local_day(clock.now(), zone_of_order(session, order))
    back = () if reason is PaymentReason.CANCELLATION else given_back(session, order, amount.minor)
    payment = Payment(
        public_id=ids.public_id(), code=ids.short_code(), state=PaymentState.DUE,
        reason=reason, order_id=order.id, delivery_id=delivery_id,
        operator_id=order.operator_id, supplier_id=order.supplier_id, place_id=order.place_id,
        amount_minor=amount.minor - sum(one.minor for one in back), currency=amount.currency,
        delivered_on=day, due_on=_due(order, day),
    )  # fmt: skip
    session.add(payment)
    session.flush()
    facts = {"to": payment.state.value, "reason": reason.value}
    record(session, actor, verb="payment.owe", subject=payment, facts=facts)
    give_back(session, actor, payment, back)
    return payment


def _due(order: Order, day: date) -> date:
    return money.due_on(day, order.payment_days, cash_at_door=order.cash_at_door)
