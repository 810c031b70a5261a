"""What waits at a facilitator's desk: late money, silent orders, whom to call, deliveries."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, case, func, or_, select, true
from sqlalchemy.orm import Session

from marketplace.agreements.models import Order, Payment
from marketplace.agreements.queries.cards import OWED, OrderCard, PaymentCard
from marketplace.agreements.queries.lists import orders, payments
from marketplace.agreements.rules.lists import OrderState, PaymentState
from marketplace.catalogue.models import Category, Place, Unit
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people.models import Operator, Phone, Supplier
from marketplace.people.queries.contacts import SAFE
from marketplace.people.queries.reach import in_reach
from marketplace.people.rules.lists import FoundAt, FoundWhen, PhoneArrangement
from marketplace.people.rules.private import SafeWay
from marketplace.sourcing.models import Asked, Need, Wave
from marketplace.sourcing.rules.lists import Answer, Lane, NeedState

AT_ONCE = 50
PAGE = 20


def late_payments(session: Session, actor: Actor, today: date) -> tuple[PaymentCard, ...]:
    """Return payments past their day, the oldest promise first; what was sent is not late."""
    mine = in_reach(actor, Payment.place_id)
    return payments(session, mine, Payment.state.in_(OWED), Payment.due_on < today, limit=AT_ONCE)


def disputed_payments(session: Session, actor: Actor) -> tuple[PaymentCard, ...]:
    """Return payments she said were less, or not there yet."""
    mine = in_reach(actor, Payment.place_id)
    states = Payment.state.in_((PaymentState.LESS, PaymentState.NOT_YET))
    return payments(session, mine, states, limit=AT_ONCE)


def orders_overdue(session: Session, actor: Actor, today: date) -> tuple[OrderCard, ...]:
    """Return orders whose day has passed, or whose door waits, without anybody there."""
    mine = in_reach(actor, Order.place_id)
    states = Order.state.in_((OrderState.PLACED, OrderState.CONFIRMED))
    waited_for = or_(Order.deliver_on < today, Order.nobody_told_at.is_not(None))
    return orders(session, mine, states, waited_for, limit=AT_ONCE)


def orders_to_chase(session: Session, actor: Actor, today: date) -> tuple[OrderCard, ...]:
    """Return both at once, for the desk's first page: unanswered orders, and nobody at the door."""
    mine = in_reach(actor, Order.place_id)
    waited_for = or_(Order.deliver_on < today, Order.nobody_told_at.is_not(None))
    overdue = and_(Order.state == OrderState.CONFIRMED, waited_for)
    return orders(session, mine, or_(Order.state == OrderState.PLACED, overdue), limit=AT_ONCE)


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to call, and how she is reached; ``order_code`` where an order waits for her."""

    need_id: int
    need_code: str
    lane: Lane
    operator_name: str
    leaf_code: str
    picture: str
    quantity: int
    unit_code: str
    unit_picture: str
    price_minor: int | None
    currency: str
    deliver_on: date
    supplier_id: int
    supplier_public_id: str
    supplier_code: str
    supplier_name: str
    place_name: str
    language: str
    phone_arrangement: PhoneArrangement
    phone_number: str | None
    found_at: FoundAt
    found_when: FoundWhen
    safe_when: FoundWhen | None
    safe_way: SafeWay | None
    covered: bool | None
    until: datetime | None
    order_code: str | None
    order_public_id: str | None


def call_sheet(session: Session, actor: Actor, *, urgent_only: bool = False) -> tuple[Call, ...]:
    """Return whom to call now, in rotation order within each need, urgent needs first.

    Asked and silent in a running wave, or with an order that waits for her word.
    """
    silent = and_(
        Asked.answer == Answer.WAITING, Need.state == NeedState.PUBLISHED,
        Wave.ends_at > clock.now(),
    )  # fmt: skip
    waiting = Order.id.is_not(None)
    lanes = (Need.lane == Lane.URGENT) if urgent_only else true()
    found = (
        _CALLS.where(or_(silent, waiting), lanes, in_reach(actor, Need.place_id))
        .order_by(
            case((Need.lane == Lane.URGENT, 0), else_=1),
            func.coalesce(Order.answer_by, Wave.ends_at),
            Need.id, Wave.number, Asked.position, Asked.supplier_id,
        )
        .limit(AT_ONCE)
    )  # fmt: skip
    return tuple(Call(**row._asdict()) for row in session.execute(found))


_CALLS = (
    select(
        Need.id.label("need_id"), Need.code.label("need_code"), Need.lane,
        Operator.name.label("operator_name"), Category.code.label("leaf_code"),
        Category.picture, func.coalesce(Order.quantity, Need.quantity).label("quantity"),
        Unit.code.label("unit_code"), Unit.picture.label("unit_picture"),
        func.coalesce(Order.price_minor, Need.price_minor).label("price_minor"), Need.currency,
        Need.deliver_on, Supplier.id.label("supplier_id"),
        Supplier.public_id.label("supplier_public_id"), Supplier.code.label("supplier_code"),
        Supplier.name.label("supplier_name"), Place.name.label("place_name"), Supplier.language,
        Supplier.phone_arrangement, Phone.number.label("phone_number"), Supplier.found_at,
        Supplier.found_when, *SAFE, func.coalesce(Order.answer_by, Wave.ends_at).label("until"),
        Order.code.label("order_code"), Order.public_id.label("order_public_id"),
    )
    .select_from(Asked)
    .join(Need, Need.id == Asked.need_id)
    .join(Wave, Wave.id == Asked.wave_id)
    .join(Supplier, Supplier.id == Asked.supplier_id)
    .join(Place, Place.id == Supplier.place_id)
    .join(Operator, Operator.id == Need.operator_id)
    .join(Category, Category.id == Need.category_id)
    .join(Unit, Unit.id == Need.unit_id)
    .outerjoin(Phone, Phone.id == Supplier.phone_id)
    .outerjoin(
        Order,
        and_(
            Order.need_id == Asked.need_id,
            Order.supplier_id == Asked.supplier_id,
            Order.state == OrderState.PLACED,
        ),
    )
)  # fmt: skip
