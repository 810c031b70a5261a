"""Reading a house's benefit log, and what its story card may say of where things come from."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import BenefitNote, Delivery, Order
from marketplace.agreements.rules.benefits import Benefit
from marketplace.agreements.rules.lists import DeliveryState
from marketplace.catalogue.models import Category, Place
from marketplace.db import typed
from marketplace.kernel import clock
from marketplace.people.models import Operator, Supplier

MOST_NOTES, MOST_GOODS = 50, 8
A_SEASON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class BenefitCard:
    """One note of the log."""

    public_id: str
    kind: Benefit
    words: str
    on_card: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """What came from which village in 90 days; never who brought it, never a price."""

    leaf_code: str
    picture: str
    place_name: str
    deliveries: int
    suppliers: int


def benefits_of(session: Session, operator_id: int) -> tuple[BenefitCard, ...]:
    """Return a house's notes, the newest first, fifty at most; one statement."""
    rows = session.execute(
        select(
            BenefitNote.public_id, BenefitNote.kind, typed(BenefitNote.words), BenefitNote.on_card,
            BenefitNote.at,
        )
        .where(BenefitNote.operator_id == operator_id, BenefitNote.removed_at.is_(None))
        .order_by(BenefitNote.at.desc(), BenefitNote.id.desc())
        .limit(MOST_NOTES)
    )  # fmt: skip
    return tuple(BenefitCard(*row) for row in rows)


def origins_of(session: Session, operator_id: int) -> tuple[Origin, ...]:
    """Return what a house was brought from where, the most often brought first; one statement."""
    times = func.count(Delivery.id)
    rows = session.execute(
        select(
            Category.code, Category.picture, Place.name, times,
            func.count(distinct(Delivery.supplier_id)),
        )
        .select_from(Delivery)
        .join(Order, Order.id == Delivery.order_id)
        .join(Category, Category.id == Order.category_id)
        .join(Supplier, Supplier.id == Delivery.supplier_id)
        .join(Place, Place.id == Supplier.place_id)
        .where(
            Delivery.operator_id == operator_id, Delivery.state != DeliveryState.REJECTED,
            Delivery.received_at >= clock.now() - A_SEASON,
        )
        .group_by(Category.code, Category.picture, Place.name)
        .order_by(times.desc(), Category.code, Place.name)
        .limit(MOST_GOODS)
    )  # fmt: skip
    return tuple(Origin(*row) for row in rows)


def house_name(session: Session, operator_id: int) -> str:
    """Return what a house calls itself."""
    return session.scalars(select(Operator.name).where(Operator.id == operator_id)).one()
