"""What a delivery leaves in both sides' record; a corrected note replaces what stood there."""

from sqlalchemy.orm import Session

from marketplace.agreements.models import Delivery, Order
from marketplace.agreements.queries.load import zone_of_order
from marketplace.agreements.rules import money
from marketplace.agreements.rules.days import local_day
from marketplace.kernel.money import Money
from marketplace.people.actions.standing import (
    Ended,
    Outcome,
    Sale,
    record_end,
    record_outcome,
    record_sale,
)
from marketplace.people.rules.lists import TradeEnd


def write_records(session: Session, order: Order, delivery: Delivery, accepted_milli: int) -> None:
    """Write how a delivery went for her (on time is the day at the door) and for the buyer."""
    day = local_day(delivery.received_at, zone_of_order(session, order))
    ordered = order.confirmed_quantity or order.quantity
    outcome = Outcome(
        delivery_id=delivery.id, supplier_id=order.supplier_id, on_time=day <= order.deliver_on,
        accepted_permille=money.accepted_permille(accepted_milli, ordered),
        at=delivery.received_at,
    )  # fmt: skip
    record_outcome(session, outcome)
    brought = max(delivery.brought_milli, accepted_milli)
    ended = Ended(
        order_id=order.id, operator_id=order.operator_id, ended=TradeEnd.RECEIVED,
        at=delivery.received_at, rejected_permille=money.rejected_permille(accepted_milli, brought),
    )  # fmt: skip
    record_end(session, ended)


def write_sale(session: Session, order: Order, delivery: Delivery, amount: Money) -> None:
    """Write what a delivery was worth in all into her record."""
    sale = Sale(
        delivery_id=delivery.id, supplier_id=order.supplier_id, operator_id=order.operator_id,
        category_id=order.category_id, amount_minor=amount.minor, currency=amount.currency,
        at=delivery.received_at,
    )  # fmt: skip
    record_sale(session, sale)
