"""Buyers with a record: who paid when, what was called off."""

from datetime import timedelta

from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.people.models import OperatorPaymentRecord, OperatorTradeRecord
from marketplace.people.rules.lists import TradeEnd
from tests.world import World, add_operator


def three_buyers(session: Session, world: World) -> None:
    """Kijani and two more, one of whom pays after 17 days and calls an order off."""
    for number in range(2):
        other = add_operator(session, world.destination, f"Lodge {number}")
        session.add(
            OperatorPaymentRecord(
                operator_id=other.id, payment_id=9_000 + number, promised_days=7,
                days=7 + 10 * number, late_days=10 * number, at=clock.now() - timedelta(days=1),
            )
        )  # fmt: skip
    for number, who in enumerate((world.kijani.id, other.id, other.id - 1)):
        session.add(
            OperatorTradeRecord(
                operator_id=who, order_id=9_000 + number,
                ended=TradeEnd.CANCELLED if number == 1 else TradeEnd.RECEIVED,
                rejected_permille=0, at=clock.now(),
            )
        )  # fmt: skip
    session.commit()
