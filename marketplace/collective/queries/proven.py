"""Whom a buyer could recommend: suppliers whose delivery to him was accepted."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Delivery
from marketplace.agreements.rules.lists import DeliveryState
from marketplace.catalogue.models import Place
from marketplace.collective.models import Recommendation
from marketplace.collective.rules.events import RecommendationState
from marketplace.kernel.actor import Actor
from marketplace.people.models import HiddenSupplier, Supplier
from marketplace.people.rules.lists import SupplierState

MOST = 20


@dataclass(frozen=True, slots=True)
class Proven:
    """A supplier who delivered to him."""

    public_id: str
    name: str
    code: str
    place_name: str
    deliveries: int


def could_recommend(session: Session, actor: Actor) -> tuple[Proven, ...]:
    """Return whom a buyer may recommend and has not, most deliveries first."""
    living = select(Recommendation.supplier_id).where(
        Recommendation.operator_id.in_(actor.operator_ids),
        Recommendation.state.in_((RecommendationState.ASKED, RecommendationState.SHARED)),
    )
    hidden = select(HiddenSupplier.supplier_id)
    count = func.count(Delivery.id)
    rows = session.execute(
        select(Supplier.public_id, Supplier.name, Supplier.code, Place.name.label("place"), count)
        .join(Delivery, Delivery.supplier_id == Supplier.id)
        .join(Place, Place.id == Supplier.place_id)
        .where(
            Delivery.operator_id.in_(actor.operator_ids), Delivery.state == DeliveryState.ACCEPTED,
            Supplier.state == SupplierState.ACTIVE, Supplier.id.not_in(living),
            Supplier.id.not_in(hidden),
        )
        .group_by(Supplier.id, Supplier.public_id, Supplier.name, Supplier.code, Place.name)
        .order_by(count.desc(), Supplier.id)
        .limit(MOST)
    )  # fmt: skip
    return tuple(Proven(*row) for row in rows)
