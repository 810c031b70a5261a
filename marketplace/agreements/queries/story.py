"""One need from asking to money: its orders and deliveries, and what a buyer has to decide."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    String,
    Subquery,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from marketplace.agreements.models import Order, Payment
from marketplace.agreements.queries.cards import DeliveryCard, OrderCard
from marketplace.agreements.queries.lists import buyers_orders, deliveries
from marketplace.catalogue.models import Category, Unit
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import OfferState
from marketplace.sourcing.models import Need
from marketplace.sourcing.queries.approvals import waiting_for_approval
from marketplace.sourcing.rules.lists import Lane, NeedState

_MOST = 60
_SEARCHING = (NeedState.PUBLISHED, NeedState.CLOSED)


def orders_of_need(session: Session, actor: Actor, need_id: int) -> tuple[OrderCard, ...]:
    """Return every order made for one of the buyer's needs, those called off too."""
    ours = Order.operator_id.in_(actor.operator_ids)
    return buyers_orders(session, Order.need_id == need_id, ours, limit=_MOST)


def deliveries_of_need(session: Session, actor: Actor, need_id: int) -> tuple[DeliveryCard, ...]:
    """Return what arrived for one of the buyer's needs."""
    ours = Order.operator_id.in_(actor.operator_ids)
    return deliveries(session, Order.need_id == need_id, ours, limit=_MOST)


@dataclass(frozen=True, slots=True)
class ToDecide:
    """A need that waits for a buyer's word: which answer he takes, or whether it may go out.

    ``offers`` are those at another price than asked; where there are none, ``asked_by`` wants it
    above her own limit. ``value_minor`` is what all of it is worth in ``currency``.
    """

    public_id: str
    leaf_code: str
    picture: str
    quantity: int
    unit_code: str
    deliver_on: date
    value_minor: int
    currency: str
    offers: int
    asked_by: str | None


def to_decide(session: Session, actor: Actor) -> tuple[ToDecide, ...]:
    """Return what waits for the actor's word as far as he may give it, in one statement."""
    kinds = {"may_order": _to_choose, "may_approve": _to_approve}
    parts = [part(actor) for right, part in kinds.items() if right in actor.rights]
    if not parts:
        return ()
    found = union_all(*parts).subquery()
    rows = session.execute(select(found).order_by(found.c.deliver_on).limit(2 * _MOST))
    return tuple(ToDecide(**row._asdict()) for row in rows)


def _to_choose(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Select the buyer's needs with released offers at another price than he asked."""
    other_price = or_(Need.price_minor.is_(None), Offer.at_asked_price.is_(False))
    waiting = (
        select(Offer.need_id, func.count(Offer.id).label("offers"))
        .join(Need, Need.id == Offer.need_id)
        .where(
            Need.operator_id.in_(actor.operator_ids),
            Need.state.in_(_SEARCHING),
            Need.lane != Lane.TENDER,  # sealed: chosen at its opening
            Need.closes_at <= clock.now(),
            Offer.state == OfferState.SUBMITTED,
            other_price,
        )
        .group_by(Offer.need_id)
        .subquery()
    )
    return _decided(
        waiting, quantity=Need.quantity - Need.awarded, offers=waiting.c.offers,
        asked_by=cast(null(), String),
    )  # fmt: skip


def _to_approve(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Select the needs of colleagues above their limit that the actor may let go out."""
    waiting = waiting_for_approval(actor).subquery()
    return _decided(waiting, quantity=Need.quantity, offers=literal(0), asked_by=waiting.c.asked_by)


def _decided(
    waiting: Subquery, *, quantity: SQLColumnExpression[int], offers: ColumnElement[int],
    asked_by: ColumnElement[Any],
) -> Select[*tuple[Any, ...]]:  # fmt: skip
    return (
        select(
            Need.public_id, Category.code.label("leaf_code"), Category.picture,
            quantity.label("quantity"), Unit.code.label("unit_code"), Need.deliver_on,
            (func.coalesce(Need.price_minor, 0) * Need.quantity).label("value_minor"),
            Need.currency, offers.label("offers"), asked_by.label("asked_by"),
        )
        .select_from(waiting)
        .join(Need, Need.id == waiting.c.need_id)
        .join(Category, Category.id == Need.category_id)
        .join(Unit, Unit.id == Need.unit_id)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Week:
    """Payments confirmed in seven days, how many and how much, beside the seven before."""

    count: int
    minor: int
    minor_before: int


def weeks_of_payments(session: Session, actor: Actor) -> Week:
    """Return this week's confirmed payments and the week's before, in one statement."""
    now = clock.now()
    new = Payment.closed_at >= now - timedelta(days=7)
    row = session.execute(
        select(
            _sum(new, 1), _sum(new, Payment.received_minor), _sum(~new, Payment.received_minor),
        ).where(
            Payment.operator_id.in_(actor.operator_ids),
            Payment.closed_at >= now - timedelta(days=14),
        )
    ).one()  # fmt: skip
    return Week(*(int(part) for part in row))


def _sum(when: ColumnElement[bool], what: Any) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((when, what), else_=0)), 0)
