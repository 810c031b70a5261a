"""One need from asking to money: its orders and deliveries, and what a buyer has to choose."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Order, Payment
from marketplace.agreements.queries.cards import DeliveryCard, OrderCard
from marketplace.agreements.queries.lists import deliveries, orders
from marketplace.catalogue.models import Category, Unit
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import OfferState
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import Lane, NeedState

_MOST = 60
_SEARCHING = (NeedState.PUBLISHED, NeedState.CLOSED)


def orders_of_need(session: Session, actor: Actor, need_id: int) -> tuple[OrderCard, ...]:
    """Return every order made for one of the buyer's needs, those called off too."""
    ours = Order.operator_id.in_(actor.operator_ids)
    return orders(session, Order.need_id == need_id, ours, limit=_MOST)


def deliveries_of_need(session: Session, actor: Actor, need_id: int) -> tuple[DeliveryCard, ...]:
    """Return what arrived for one of the buyer's needs."""
    ours = Order.operator_id.in_(actor.operator_ids)
    return deliveries(session, Order.need_id == need_id, ours, limit=_MOST)


@dataclass(frozen=True, slots=True)
class ToChoose:
    """A need whose answers came at another price than asked: the buyer decides."""

    public_id: str
    leaf_code: str
    picture: str
    quantity: int
    unit_code: str
    deliver_on: date
    offers: int


def to_choose(session: Session, actor: Actor) -> tuple[ToChoose, ...]:
    """Return the buyer's needs with released offers that wait for his choice, in one statement."""
    other_price = or_(Need.price_minor.is_(None), Offer.at_asked_price.is_(False))
    columns = (
        Need.public_id, Category.code.label("leaf_code"), Category.picture,
        (Need.quantity - Need.awarded).label("quantity"), Unit.code.label("unit_code"),
        Need.deliver_on,
    )  # fmt: skip
    rows = session.execute(
        select(*columns, func.count(Offer.id).label("offers"))
        .select_from(Offer)
        .join(Need, Need.id == Offer.need_id)
        .join(Category, Category.id == Need.category_id)
        .join(Unit, Unit.id == Need.unit_id)
        .where(
            Need.operator_id.in_(actor.operator_ids),
            Need.state.in_(_SEARCHING),
            Need.lane != Lane.TENDER,  # sealed: chosen at its opening
            Need.closes_at <= clock.now(),
            Offer.state == OfferState.SUBMITTED,
            other_price,
        )
        .group_by(Need.id, Need.quantity, Need.awarded, *_plain(columns))
        .order_by(Need.deliver_on, Need.id)
        .limit(_MOST)
    )  # fmt: skip
    return tuple(ToChoose(**row._asdict()) for row in rows)


def _plain(columns: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(column for column in columns if column.key != "quantity")


@dataclass(frozen=True, slots=True)
class Week:
    """Payments confirmed in seven days, beside the seven before; minor units."""

    count: int
    minor: int
    count_before: int
    minor_before: int


def weeks_of_payments(session: Session, actor: Actor) -> Week:
    """Return this week's confirmed payments and the week's before, in one statement."""
    now = clock.now()
    new = Payment.closed_at >= now - timedelta(days=7)
    row = session.execute(
        select(
            _sum(new, 1), _sum(new, Payment.received_minor),
            _sum(~new, 1), _sum(~new, Payment.received_minor),
        ).where(
            Payment.operator_id.in_(actor.operator_ids),
            Payment.closed_at >= now - timedelta(days=14),
        )
    ).one()  # fmt: skip
    return Week(*(int(part) for part in row))


def _sum(when: ColumnElement[bool], what: Any) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((when, what), else_=0)), 0)
