"""What waits for a supplier: orders to answer and to bring, money that waits and that came."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Delivery, DeliveryObjection, Order, Payment
from marketplace.agreements.queries.cards import (
    EXPECTED,
    UNCLOSED,
    OrderCard,
    Page,
    PaymentCard,
)
from marketplace.agreements.queries.lists import (
    only,
    order_page,
    orders,
    payment_page,
    payments,
)
from marketplace.agreements.rules.lists import OrderState, PaymentState
from marketplace.agreements.rules.notes import HER_DAYS
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor

PAGE = 6  # supplier-screens.md, rule 10
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class SupplierNews:
    """How many things wait for her word: orders to answer, payments to answer."""

    orders_to_answer: int
    payments_to_answer: int

    @property
    def waiting(self) -> int:
        """What needs her word."""
        return self.orders_to_answer + self.payments_to_answer


def supplier_news(session: Session, actor: Actor) -> SupplierNews:
    """Return what waits for a supplier, in one statement."""
    hers = actor.supplier_ids
    to_answer = select(func.count()).where(
        Order.supplier_id.in_(hers), Order.state == OrderState.PLACED
    )
    sent = select(func.count()).where(
        Payment.supplier_id.in_(hers), Payment.state == PaymentState.SENT
    )
    both = select(to_answer.scalar_subquery(), sent.scalar_subquery())
    return SupplierNews(*session.execute(both).one())


def orders_to_do(session: Session, actor: Actor) -> tuple[OrderCard, ...]:
    """Return the orders she has to answer or to bring, and notes that wait for her word."""
    hers = Order.supplier_id.in_(actor.supplier_ids)
    return orders(session, hers, or_(Order.state.in_(EXPECTED), _unspoken()), limit=_SHOWN)


def _unspoken() -> ColumnElement[bool]:
    """Orders whose note she may still confirm: for seven days, until she said one or the other."""
    objected = exists().where(DeliveryObjection.delivery_id == Delivery.id)
    waits = exists().where(
        Delivery.order_id == Order.id, Delivery.supplier_confirmed_at.is_(None),
        Delivery.received_at >= clock.now() - HER_DAYS, ~objected,
    )  # fmt: skip
    return and_(Order.state == OrderState.DELIVERED, waits)


def orders_of_supplier(
    session: Session, actor: Actor, *, before: int | None = None
) -> Page[OrderCard]:
    """Return her orders that are over, six a page, the newest first."""
    hers = Order.supplier_id.in_(actor.supplier_ids)
    over = Order.state.not_in(EXPECTED)
    return order_page(session, hers, over, before=before, size=PAGE)


def order_for_supplier(session: Session, actor: Actor, public_id: str) -> OrderCard:
    """Return one order of hers; raises ``NotFound`` for anybody else's."""
    hers = Order.supplier_id.in_(actor.supplier_ids)
    return only(orders(session, Order.public_id == public_id, hers, limit=1))


@dataclass(frozen=True, slots=True)
class SupplierMoney:
    """Her money: what was sent and waits for her word, what is still owed, what she got."""

    to_answer: tuple[PaymentCard, ...]
    owed: tuple[PaymentCard, ...]
    got: Page[PaymentCard]


def money(session: Session, actor: Actor, *, before: int | None = None) -> SupplierMoney:
    """Return her money, in two statements."""
    hers = Payment.supplier_id.in_(actor.supplier_ids)
    unclosed = payments(session, hers, Payment.state.in_(UNCLOSED), limit=_SHOWN)
    closed = Payment.state == PaymentState.CLOSED
    return SupplierMoney(
        to_answer=tuple(one for one in unclosed if one.state is PaymentState.SENT),
        owed=tuple(one for one in unclosed if one.state is not PaymentState.SENT),
        got=payment_page(session, hers, closed, before=before, size=PAGE),
    )


def payment_for_supplier(session: Session, actor: Actor, public_id: str) -> PaymentCard:
    """Return one payment of hers; raises ``NotFound`` for anybody else's."""
    hers = Payment.supplier_id.in_(actor.supplier_ids)
    return only(payments(session, Payment.public_id == public_id, hers, limit=1))
