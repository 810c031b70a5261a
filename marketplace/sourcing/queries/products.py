"""Core products: what an operator lives from; private to him and his facilitator."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Operator, Person
from marketplace.people.queries.reach import at_places
from marketplace.people.rules.access import reaches_operator, require
from marketplace.sourcing.models import (
    CoreProduct,
    CoreProductSeason,
    CoreProductVersion,
    Property,
)
from marketplace.sourcing.rules.lists import MarginBand, ProductEvent, ProductRole
from marketplace.sourcing.rules.products import months_since, wants_a_look


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
    looked_at: datetime | None

    @property
    def wants_a_look(self) -> bool:
        """Tell whether eleven months have passed since somebody looked."""
        return wants_a_look(self.looked_at, clock.now())

    @property
    def months(self) -> int | None:
        """How many months ago somebody looked; none for never."""
        return None if self.looked_at is None else months_since(self.looked_at, clock.now())


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One dated word on a core product: what was done, by whom, and the figures since then."""

    number: int
    kind: ProductEvent
    at: datetime
    by_name: str | None
    price_minor: int | None
    currency: str
    margin_band: MarginBand | None
    capacity_month: int | None
    utilisation_percent: int | None


_LOOKED_AT = (
    select(func.max(CoreProductVersion.at))
    .where(CoreProductVersion.core_product_id == CoreProduct.id)
    .scalar_subquery()
)
_PRODUCTS = (
    select(
        CoreProduct.public_id, CoreProduct.operator_id, Operator.name.label("operator_name"),
        CoreProduct.property_id, Property.name.label("property_name"), CoreProduct.name,
        CoreProduct.category_code, CoreProduct.picture, CoreProduct.role, CoreProduct.segment,
        CoreProduct.slot, CoreProduct.zone, CoreProduct.price_minor, CoreProduct.currency,
        CoreProduct.margin_band, CoreProduct.capacity_month, CoreProduct.utilisation_percent,
        CoreProduct.in_package, CoreProduct.must_stay_ours, _LOOKED_AT.label("looked_at"),
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


def core_products_for_desk(
    session: Session, actor: Actor, operator_public_id: str
) -> tuple[str, tuple[ProductCard, ...]]:
    """Return an operator's name and core products for a facilitator of one of its doors' places.

    Raises ``NotFound`` for an operator without a door in her places.
    """
    found = session.execute(
        select(Operator.id, Operator.name).where(
            Operator.public_id == operator_public_id, _has_door_in(actor)
        )
    ).one_or_none()
    if found is None:
        raise NotFound
    rows = session.execute(_OURS, {"operators": [found.id]})
    return found.name, tuple(ProductCard(**row._asdict()) for row in rows)


def _has_door_in(actor: Actor) -> Any:
    require(actor.has(Role.FACILITATOR))
    return exists().where(Property.operator_id == Operator.id, at_places(actor, Property.place_id))


_HISTORY = (
    select(
        CoreProductVersion.number, CoreProductVersion.kind, CoreProductVersion.at,
        Person.name.label("by_name"), CoreProductVersion.price_minor,
        CoreProductVersion.currency, CoreProductVersion.margin_band,
        CoreProductVersion.capacity_month, CoreProductVersion.utilisation_percent,
    )
    .join(CoreProduct, CoreProduct.id == CoreProductVersion.core_product_id)
    .outerjoin(Person, Person.id == CoreProductVersion.by_id)
    .where(
        CoreProduct.public_id == bindparam("public_id"),
        CoreProduct.operator_id.in_(bindparam("operators", expanding=True)),
    )
    .order_by(CoreProductVersion.number.desc())
    .limit(20)
)  # fmt: skip


def history_of(session: Session, actor: Actor, public_id: str) -> tuple[VersionCard, ...]:
    """Return what was said of one of the buyer's core products, the newest first."""
    params = {"public_id": public_id, "operators": sorted(actor.operator_ids)}
    return tuple(VersionCard(**row._asdict()) for row in session.execute(_HISTORY, params))


def season_figures(session: Session, actor: Actor, public_id: str) -> dict[str, int]:
    """Return how full one of the buyer's core products is by season, as it stands."""
    rows = session.execute(_standing_seasons(public_id, actor.operator_ids))
    return {row.season: row.utilisation_percent for row in rows}


def _standing_seasons(public_id: str, operators: Collection[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(CoreProductSeason.season, CoreProductSeason.utilisation_percent)
        .join(CoreProductVersion, CoreProductVersion.id == CoreProductSeason.version_id)
        .join(CoreProduct, CoreProduct.id == CoreProductVersion.core_product_id)
        .where(
            CoreProduct.public_id == public_id,
            CoreProduct.operator_id.in_(sorted(operators)),
            CoreProductVersion.number == newest_number(),
        )
    )


def newest_number() -> Any:
    """Return the number of a core product's standing version, correlated to ``CoreProduct``."""
    inner = CoreProductVersion.__table__.alias("newest_version")
    return (
        select(func.max(inner.c.number))
        .where(inner.c.core_product_id == CoreProduct.id)
        .correlate(CoreProduct)
        .scalar_subquery()
    )
