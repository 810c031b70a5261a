"""The statements behind an export: only what is over, and only offers that are open."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from marketplace.agreements.models import Delivery, Order, Payment
from marketplace.agreements.rules.lists import OrderState
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.catalogue.models import Category, Destination, Place, Unit
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import OfferState
from marketplace.people.models import Operator, Supplier
from marketplace.sourcing.models import Need, Tender
from marketplace.sourcing.queries.meant import FOR_ALL
from marketplace.sourcing.rules.lists import Lane, NeedState

_group = aliased(Category)
_GOODS = (Category.code.label("leaf"), _group.code.label("group"))
_BOTH = (Supplier.public_id.label("supplier"), Operator.public_id.label("buyer"))
_ENDED = (NeedState.MATCHED, NeedState.PART_MATCHED, NeedState.UNFILLED)
ANSWERED = (OfferState.ACCEPTED, OfferState.DECLINED, OfferState.LAPSED, OfferState.TAKEN_BACK)
OPENED = or_(
    (Need.lane == Lane.TENDER) & Tender.opened_at.is_not(None),
    (Need.lane != Lane.TENDER) & Need.state.in_(_ENDED),
)


@dataclass(frozen=True, slots=True)
class Rows:
    """A statement, and the column that says to which place its rows belong."""

    statement: Any
    place: Any


def _with_goods(statement: Any, category: Any) -> Any:
    return statement.join(Category, Category.id == category).join(
        _group, _group.id == Category.parent_id
    )


NEEDS = Rows(
    _with_goods(
        select(
            Destination.code.label("destination"), Need.deliver_on.label("day"),
            Place.name.label("place"), *_GOODS, Category.hs_code.label("hs"),
            Category.cpc_code.label("cpc"), Need.quantity, Unit.code.label("unit"),
            Unit.unece_code.label("unece"), Need.lane, Need.state,
            Need.unfilled_reason.label("why"),
        )
        .select_from(Need)
        .join(Destination, Destination.id == Need.destination_id)
        .join(Place, Place.id == Need.place_id)
        .join(Unit, Unit.id == Need.unit_id)
        .outerjoin(Tender, Tender.need_id == Need.id),
        Need.category_id,
    )
    .where(Need.state.in_(_ENDED), Need.published_at.is_not(None), FOR_ALL)
    .order_by(Need.deliver_on, Need.id),
    Need.place_id,
)  # fmt: skip
OFFERS = Rows(
    _with_goods(
        select(
            Destination.code.label("destination"), Need.deliver_on.label("day"), *_GOODS,
            Supplier.public_id.label("supplier"), Offer.quantity, Unit.code.label("unit"),
            Offer.price_minor.label("price"), Offer.currency, Offer.state,
            Offer.decline_reason.label("why"), Offer.hand,
        )
        .select_from(Offer)
        .join(Need, Need.id == Offer.need_id)
        .outerjoin(Tender, Tender.need_id == Need.id)
        .join(Destination, Destination.id == Need.destination_id)
        .join(Supplier, Supplier.id == Offer.supplier_id)
        .join(Unit, Unit.id == Need.unit_id),
        Need.category_id,
    )
    .where(OPENED, Offer.state.in_(ANSWERED))
    .order_by(Need.deliver_on, Offer.id),
    Need.place_id,
)  # fmt: skip


def _of_order(*columns: Any) -> Any:
    """Rows that hang on an order, with its goods and both sides."""
    return (
        select(
            Order.public_id.label("order"), Destination.code.label("destination"),
            Order.deliver_on.label("day"), *_GOODS, *_BOTH, *columns,
        )
        .select_from(Order)
        .join(Operator, Operator.id == Order.operator_id)
        .join(Destination, Destination.id == Operator.destination_id)
        .join(Supplier, Supplier.id == Order.supplier_id)
        .join(Unit, Unit.id == Order.unit_id)
        .order_by(Order.deliver_on, Order.id)
    )  # fmt: skip


ORDERS = Rows(
    _with_goods(
        _of_order(
            Order.quantity, Unit.code.label("unit"), Order.price_minor.label("price"),
            Order.currency, Order.state, Order.origin, Order.payment_days,
        ),
        Order.category_id,
    ).where(Order.state != OrderState.PLACED),
    Order.place_id,
)  # fmt: skip
DELIVERIES = Rows(
    _with_goods(
        _of_order(
            Delivery.brought_milli.label("brought"), Delivery.accepted_milli.label("accepted"),
            Delivery.state, Delivery.reject_reason.label("why"),
            Delivery.supplier_confirmed_at.label("confirmed"),
        ).join(Delivery, Delivery.order_id == Order.id),
        Order.category_id,
    ),
    Order.place_id,
)  # fmt: skip
PAYMENTS = Rows(
    _with_goods(
        _of_order(
            Payment.amount_minor.label("amount"), Payment.currency, Payment.state,
            Payment.reason, Payment.method, Payment.late_days,
        )
        .join(Payment, Payment.order_id == Order.id)
        .order_by(Payment.id),
        Order.category_id,
    ),
    Order.place_id,
)  # fmt: skip
ASSESSMENTS = Rows(
    _with_goods(
        select(
            Destination.code.label("destination"), Need.deliver_on.label("day"), *_GOODS, *_BOTH,
            Assessment.state, Assessment.verdict, Assessment.fairness, Assessment.complete,
            Assessment.rule_set_version.label("rule_set"),
        )
        .select_from(Assessment)
        .join(Need, Need.id == Assessment.need_id)
        .join(Destination, Destination.id == Need.destination_id)
        .join(Supplier, Supplier.id == Assessment.supplier_id)
        .join(Operator, Operator.id == Assessment.operator_id),
        Assessment.category_id,
    )
    .where(Assessment.state != AssessmentState.SUPERSEDED, Need.state.in_(_ENDED))
    .order_by(Need.deliver_on, Assessment.id),
    Assessment.place_id,
)  # fmt: skip
