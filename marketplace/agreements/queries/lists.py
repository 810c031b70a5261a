"""Reading cards: a few at once, or page by page from a key."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute, Session

from marketplace.agreements.models import Delivery, Order, Payment
from marketplace.agreements.queries.cards import (
    DELIVERIES,
    ORDERS,
    PAYMENTS,
    DeliveryCard,
    OrderCard,
    Page,
    PaymentCard,
    Rows,
)
from marketplace.kernel.refused import NotFound

T = TypeVar("T")
Where = ColumnElement[bool]


def orders(session: Session, *where: Where, limit: int) -> tuple[OrderCard, ...]:
    """Return orders that match, the nearest day first."""
    found = ORDERS.where(*where).order_by(Order.deliver_on, Order.id).limit(limit)
    return tuple(OrderCard(**row._asdict()) for row in session.execute(found))


def buyers_orders(session: Session, *where: Where, limit: int) -> tuple[OrderCard, ...]:
    """Return the same as their buyer sees them."""
    return tuple(card.for_buyer() for card in orders(session, *where, limit=limit))


def payments(session: Session, *where: Where, limit: int) -> tuple[PaymentCard, ...]:
    """Return payments that match, the oldest promise first."""
    found = PAYMENTS.where(*where).order_by(Payment.due_on, Payment.id).limit(limit)
    return tuple(PaymentCard(**row._asdict()) for row in session.execute(found))


def deliveries(session: Session, *where: Where, limit: int) -> tuple[DeliveryCard, ...]:
    """Return deliveries that match, the newest first."""
    found = DELIVERIES.where(*where).order_by(Delivery.id.desc()).limit(limit)
    return tuple(DeliveryCard(**row._asdict()) for row in session.execute(found))


def only(found: tuple[T, ...]) -> T:
    """Return the one card that was found; ``NotFound`` where there is none."""
    if not found:
        raise NotFound
    return found[0]


def order_page(session: Session, *where: Where, before: int | None, size: int) -> Page[OrderCard]:
    """Return a page of orders, the newest first."""
    return _page(session, ORDERS, Order.id, where, before, size, OrderCard)


def payment_page(
    session: Session, *where: Where, before: int | None, size: int
) -> Page[PaymentCard]:
    """Return a page of payments, the newest first."""
    return _page(session, PAYMENTS, Payment.id, where, before, size, PaymentCard)


def delivery_page(
    session: Session, *where: Where, before: int | None, size: int
) -> Page[DeliveryCard]:
    """Return a page of deliveries, the newest first."""
    return _page(session, DELIVERIES, Delivery.id, where, before, size, DeliveryCard)


def _page(
    session: Session, rows: Rows, key: InstrumentedAttribute[int], where: tuple[Where, ...],
    before: int | None, size: int, card: Callable[..., T],
) -> Page[T]:  # fmt: skip
    found = rows.where(*where).order_by(key.desc()).limit(size + 1)
    if before is not None:
        found = found.where(key < before)
    read = session.execute(found).all()
    more = read[size - 1].id if len(read) > size else None
    return Page(tuple(card(**row._asdict()) for row in read[:size]), more)
