"""Trade that is over, put straight into the tables: for figures, exports and open data."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from marketplace.agreements.models import Delivery, Order, Payment
from marketplace.agreements.rules.lists import (
    DeliveryState,
    OrderOrigin,
    OrderState,
    PaymentReason,
    PaymentState,
    PayMethod,
)
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Hand
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import Bringing, OfferState
from marketplace.people.models import (
    OperatorPaymentRecord,
    Supplier,
    SupplierFact,
    SupplierOutcome,
    SupplierSale,
)
from marketplace.people.rules.lists import StatedFact
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import Lane, NeedState
from tests.world.small import World
from tests.world.suppliers import add_leaf, add_supplier

PRICE = 140_000


@dataclass(frozen=True)
class Traded:
    """One purchase from need to money."""

    need: Need
    offer: Offer
    order: Order
    delivery: Delivery
    payment: Payment


def growers(
    session: Session, world: World, count: int, *, place: str = "majengo", name: str = "Grower",
    facts: tuple[StatedFact, ...] = (),
) -> list[Supplier]:  # fmt: skip
    """Add growers of tomatoes who said the same of themselves."""
    made = []
    for number in range(count):
        supplier, _ = add_supplier(
            session, world.destination, world.places[place], name=f"{name} {number}"
        )
        leaf = world.goods.leaves["veg.tomato"]
        add_leaf(session, supplier, leaf, unit=world.goods.units["kg"], weekly=90)
        for fact in facts:
            state(session, world, supplier, fact)
        made.append(supplier)
    return made


def state(session: Session, world: World, supplier: Supplier, fact: StatedFact) -> None:
    """Let her say something of herself in confidence."""
    session.add(
        SupplierFact(
            supplier_id=supplier.id, fact=fact, consented_at=clock.now(),
            kept_by_id=world.people["anna"].id,
        )
    )  # fmt: skip
    session.flush()


def traded(
    session: Session, world: World, supplier: Supplier, *, days_ago: int, quantity: int = 20,
    paid_after: int = 7, on_time: bool = True, leaf: str = "veg.tomato",
) -> Traded:  # fmt: skip
    """Let Kijani buy tomatoes of her, brought so many days ago and paid some days after."""
    came = clock.now() - timedelta(days=days_ago)
    need = _need(session, world, came, quantity, leaf)
    offer = _offer(session, world, need, supplier, came)
    order = _order(session, world, need, offer, supplier, came)
    delivery = _delivery(session, world, order, came)
    payment = _payment(session, order, delivery, came, paid_after)
    _records(session, order, delivery, payment, paid_after=paid_after, on_time=on_time)
    session.flush()
    return Traded(need, offer, order, delivery, payment)


def _need(session: Session, world: World, came: datetime, quantity: int, leaf: str) -> Need:
    need = Need(
        public_id=ids.public_id(), code=ids.short_code(), lane=Lane.QUICK,
        state=NeedState.MATCHED, destination_id=world.destination.id,
        operator_id=world.kijani.id, property_id=world.kijani_ridge.id,
        place_id=world.places["rhotia"].id, category_id=world.goods.leaves[leaf].id,
        unit_id=world.goods.units["kg"].id, quantity=quantity, awarded=quantity,
        price_minor=PRICE, currency="TZS", price_from="typed", deliver_on=came.date(),
        window_opens=480, window_closes=720, payment_days=7, route=Route.INPUT,
        created_by_id=world.people["neema"].id, created_at=came - timedelta(days=3),
        published_at=came - timedelta(days=3), closes_at=came - timedelta(days=2),
        settled_at=came - timedelta(days=2),
    )  # fmt: skip
    session.add(need)
    session.flush()
    return need


def _offer(session: Session, world: World, need: Need, supplier: Supplier, came: datetime) -> Offer:
    offer = Offer(
        public_id=ids.public_id(), code=ids.short_code(), need_id=need.id,
        supplier_id=supplier.id, state=OfferState.ACCEPTED, quantity=need.quantity,
        price_minor=PRICE, currency="TZS", at_asked_price=True, bringing=Bringing.BRING,
        hand=Hand.HERSELF, entered_by_id=world.people["fish_47"].id, client_key=ids.public_id(),
        submitted_at=came - timedelta(days=2), closed_at=came - timedelta(days=2),
    )  # fmt: skip
    session.add(offer)
    session.flush()
    return offer


def _order(
    session: Session, world: World, need: Need, offer: Offer, supplier: Supplier, came: datetime
) -> Order:
    check = Assessment(
        public_id=ids.public_id(), state=AssessmentState.CLEARED, need_id=need.id,
        offer_id=offer.id, supplier_id=supplier.id, operator_id=world.kijani.id,
        place_id=need.place_id, category_id=need.category_id, route=Route.INPUT,
        rule_set_version=1, verdict="clear", fairness="clear", complete=True, provisional=False,
        input_hash="0" * 64, computed_at=came - timedelta(days=2),
    )  # fmt: skip
    session.add(check)
    session.flush()
    order = Order(
        public_id=ids.public_id(), code=ids.short_code(), state=OrderState.DELIVERED,
        origin=OrderOrigin.OFFER, need_id=need.id, offer_id=offer.id, assessment_id=check.id,
        operator_id=world.kijani.id, supplier_id=supplier.id, place_id=need.place_id,
        category_id=need.category_id, unit_id=need.unit_id, quantity=need.quantity,
        confirmed_quantity=need.quantity, price_minor=PRICE, currency="TZS",
        deliver_on=came.date(), payment_days=7, cash_at_door=False,
        placed_at=came - timedelta(days=2), answered_at=came - timedelta(days=2),
    )  # fmt: skip
    session.add(order)
    session.flush()
    return order


def _delivery(session: Session, world: World, order: Order, came: datetime) -> Delivery:
    delivery = Delivery(
        public_id=ids.public_id(), code=ids.short_code(), state=DeliveryState.ACCEPTED,
        order_id=order.id, operator_id=order.operator_id, supplier_id=order.supplier_id,
        brought_milli=order.quantity * 1000, accepted_milli=order.quantity * 1000,
        received_at=came, received_by_id=world.people["neema"].id,
    )  # fmt: skip
    session.add(delivery)
    session.flush()
    return delivery


def _payment(
    session: Session, order: Order, delivery: Delivery, came: datetime, paid_after: int
) -> Payment:
    paid_at = came + timedelta(days=paid_after)
    payment = Payment(
        public_id=ids.public_id(), code=ids.short_code(), state=PaymentState.CLOSED,
        reason=PaymentReason.DELIVERY, order_id=order.id, delivery_id=delivery.id,
        operator_id=order.operator_id, supplier_id=order.supplier_id, place_id=order.place_id,
        amount_minor=order.quantity * PRICE, currency="TZS", delivered_on=came.date(),
        due_on=came.date() + timedelta(days=7), method=PayMethod.CASH, sent_at=paid_at,
        received_minor=order.quantity * PRICE, answered_at=paid_at, closed_at=paid_at,
        late_days=max(0, paid_after - 7),
    )  # fmt: skip
    session.add(payment)
    session.flush()
    return payment


def _records(
    session: Session, order: Order, delivery: Delivery, payment: Payment, *, paid_after: int,
    on_time: bool,
) -> None:  # fmt: skip
    session.add_all(
        [
            SupplierOutcome(
                supplier_id=order.supplier_id, delivery_id=delivery.id, on_time=on_time,
                accepted_permille=1000, at=delivery.received_at,
            ),
            SupplierSale(
                supplier_id=order.supplier_id, operator_id=order.operator_id,
                category_id=order.category_id, delivery_id=delivery.id,
                amount_minor=payment.amount_minor, currency="TZS", at=delivery.received_at,
            ),
            OperatorPaymentRecord(
                operator_id=order.operator_id, payment_id=payment.id, promised_days=7,
                days=paid_after, late_days=max(0, paid_after - 7), at=payment.closed_at,
            ),
        ]
    )  # fmt: skip
