"""Core products: what an operator lives from; private to him and his facilitator."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Operator
from marketplace.people.rules.access import reaches_operator, require
from marketplace.sourcing.models import CoreProduct, Property
from marketplace.sourcing.rules.lists import MarginBand, ProductRole


@dataclass(frozen=True, slots=True)
class ProductCard:
    """A core product for its own operator; money in minor units a guest."""

    public_id: str
    operator_id: int
    operator_name: str
    property_id: int | None
    property_name: str | None
    name: str
    category_code: str
    picture: str
    role: ProductRole
    segment: str
    slot: str
    zone: str
    price_minor: int | None
    currency: str
    margin_band: MarginBand | None
    capacity_month: int | None
    utilisation_percent: int | None
    in_package: bool
    must_stay_ours: bool


_PRODUCTS = (
    select(
        CoreProduct.public_id, CoreProduct.operator_id, Operator.name.label("operator_name"),
        CoreProduct.property_id, Property.name.label("property_name"), CoreProduct.name,
        CoreProduct.category_code, CoreProduct.picture, CoreProduct.role, CoreProduct.segment,
        CoreProduct.slot, CoreProduct.zone, CoreProduct.price_minor, CoreProduct.currency,
        CoreProduct.margin_band, CoreProduct.capacity_month, CoreProduct.utilisation_percent,
        CoreProduct.in_package, CoreProduct.must_stay_ours,
    )
    .join(Operator, Operator.id == CoreProduct.operator_id)
    .outerjoin(Property, Property.id == CoreProduct.property_id)
    .where(CoreProduct.retired_at.is_(None))
)  # fmt: skip
_OURS = _PRODUCTS.where(
    CoreProduct.operator_id.in_(bindparam("operators", expanding=True))
).order_by(Operator.name, CoreProduct.name, CoreProduct.id)
_ONE = _PRODUCTS.where(CoreProduct.public_id == bindparam("public_id"))


def core_products(session: Session, actor: Actor) -> tuple[ProductCard, ...]:
    """Return the core products of the buyer's operators."""
    rows = session.execute(_OURS, {"operators": sorted(actor.operator_ids)})
    return tuple(ProductCard(**row._asdict()) for row in rows)


def core_product_for_buyer(session: Session, actor: Actor, public_id: str) -> ProductCard:
    """Return one of the buyer's own; raises ``NotFound`` for anybody else's or a retired one."""
    row = session.execute(_ONE, {"public_id": public_id}).one_or_none()
    if row is None:
        raise NotFound
    card = ProductCard(**row._asdict())
    require(reaches_operator(actor, card.operator_id))
    return card
