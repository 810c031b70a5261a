"""Facts of the deal itself: need, papers, contact, other sources, core products."""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session

from marketplace.assessment.queries.facts import Fact, FactSource, Value
from marketplace.assessment.queries.purchase import Deal
from marketplace.assessment.rules.inputs import Safety
from marketplace.catalogue.models import CategoryPaper, Paper, Season
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel.money import Money
from marketplace.people.models import (
    OperatorStaff,
    Person,
    Supplier,
    SupplierLeaf,
    SupplierPaper,
)
from marketplace.people.rules.lists import Function, SupplierKind, SupplierState
from marketplace.sourcing.models import (
    CoreProduct,
    CoreProductSeason,
    CoreProductVersion,
    Property,
)
from marketplace.sourcing.queries.products import newest_number


def deal_facts(deal: Deal) -> Iterator[Fact]:
    """Yield what need and offer, or the proposal, say themselves."""
    asked = FactSource.OFFER if deal.terms.need_id is None else FactSource.NEED
    said: dict[str, tuple[Value, FactSource]] = {
        "category": (deal.category.code, asked),
        "route": (deal.terms.route.value, asked),
        "quantity": (Fraction(deal.terms.quantity), FactSource.OFFER),
        "unit": (deal.unit.code, asked),
        "season": (deal.months, asked),
        "price": (deal.major(deal.terms.price_minor), FactSource.OFFER),
        "payment_days": (Fraction(deal.terms.payment_days), asked),
        "cash_at_door": (deal.terms.cash_at_door, asked),
        "micro_supplier": (
            deal.supplier.kind is not SupplierKind.BROKER,
            FactSource.REGISTER,
        ),
    }
    yield from (Fact(f"offer.{key}", *told) for key, told in said.items())
    days = deal.category.shelf_life_days
    if days is not None:
        yield Fact("offer.shelf_life_days", Fraction(days), FactSource.CATALOGUE)
    else:
        yield Fact("offer.perishable", value=False, source=FactSource.CATALOGUE)


def explicit_facts(deal: Deal) -> Iterator[Fact]:
    """Yield what the linkage itself says of its guests: where, when, for how much, how many."""
    terms = deal.terms
    told: dict[str, Value | None] = {
        "segment": terms.segment, "slot": terms.slot, "zone": terms.zone,
        "users": None if terms.users is None else Fraction(terms.users),
    }  # fmt: skip
    paid = {"guest_price": terms.guest_price_minor, "op_income": terms.operator_income_minor}
    for key, minor in paid.items():
        told[key] = None if minor is None else deal.guest_major(minor)
    for key, value in told.items():
        if value is not None:
            yield Fact(f"offer.{key}", value, FactSource.OFFER)


def paper_facts(session: Session, deal: Deal, now: datetime) -> Iterator[Fact]:
    """Yield A7: the papers the leaf asks for against those she has, unexpired (curable gap)."""
    held = and_(
        SupplierPaper.paper_id == Paper.id,
        SupplierPaper.supplier_id == deal.supplier.id,
        SupplierPaper.checked_at <= now,
        SupplierPaper.expires_at.is_(None) | (SupplierPaper.expires_at > now),
    )
    lacking = session.scalars(
        select(Paper.code)
        .join(CategoryPaper, CategoryPaper.paper_id == Paper.id)
        .where(CategoryPaper.category_id == deal.category.id, ~exists().where(held))
        .order_by(Paper.code)
    ).all()
    safety = Safety.GAP if lacking else Safety.OK
    yield Fact("offer.safety", safety.value, FactSource.PAPERS)
    if lacking:
        yield Fact("offer.safety_text", ", ".join(lacking), FactSource.PAPERS)


def contact_facts(session: Session, deal: Deal) -> Iterator[Fact]:
    """Yield B5: whether charity is the operator's only contact."""
    functions = session.scalars(
        select(OperatorStaff.function)
        .join(Person, Person.id == OperatorStaff.person_id)
        .where(OperatorStaff.operator_id == deal.terms.operator_id, Person.disabled_at.is_(None))
    ).all()
    if functions:
        only = all(function is Function.CSR for function in functions)
        yield Fact("offer.csr_only", only, FactSource.REGISTER)


def source_facts(session: Session, deal: Deal) -> Iterator[Fact]:
    """Yield B4: whether nobody else of the destination makes this leaf."""
    others = session.scalar(
        select(func.count())
        .select_from(SupplierLeaf)
        .join(Supplier, Supplier.id == SupplierLeaf.supplier_id)
        .where(
            SupplierLeaf.category_id == deal.category.id,
            Supplier.destination_id == deal.destination.id,
            Supplier.state == SupplierState.ACTIVE,
            Supplier.id != deal.supplier.id,
        )
    )
    yield Fact("offer.single_source", not others, FactSource.REGISTER)


def core_facts(session: Session, deal: Deal) -> Iterator[Fact]:
    """Yield every core product of the operator, where the thing can reach a guest."""
    if deal.terms.route is Route.INPUT:
        return
    rows = session.execute(
        select(CoreProduct, Property.rooms, _full_in_season(deal))
        .outerjoin(Property, Property.id == CoreProduct.property_id)
        .where(CoreProduct.operator_id == deal.terms.operator_id, CoreProduct.retired_at.is_(None))
        .order_by(CoreProduct.id)
    )
    for at, (core, rooms, full) in enumerate(rows):
        for key, value in _core(core, rooms, full):
            yield Fact(f"core.{at}.{key}", value, FactSource.CORE_PRODUCT)


_ROOM = "stay.room"


def _full_in_season(deal: Deal) -> Any:
    """How full a core product is in the season of the day asked for, where that is known."""
    return (
        select(CoreProductSeason.utilisation_percent)
        .join(CoreProductVersion, CoreProductVersion.id == CoreProductSeason.version_id)
        .join(Season, Season.code == CoreProductSeason.season)
        .where(
            CoreProductVersion.core_product_id == CoreProduct.id,
            CoreProductVersion.number == newest_number(),
            Season.destination_id == deal.destination.id,
            Season.month == deal.day.month,
        )
        .correlate(CoreProduct)
        .scalar_subquery()
    )


def _core(core: CoreProduct, rooms: int | None, full: int | None) -> Iterator[tuple[str, Value]]:
    yield "name", core.name
    yield "role", core.role.value
    yield "category", core.category_code
    yield "segment", core.segment
    yield "slot", core.slot
    yield "zone", core.zone
    yield "included", core.in_package
    yield "must_stay_ours", core.must_stay_ours
    if core.price_minor is not None:
        yield "price", Fraction(Money(core.price_minor, core.currency).major)
    if core.margin_band is not None:
        yield "margin", core.margin_band.value
    if core.capacity_month is not None:
        yield "capacity", Fraction(core.capacity_month)
    util = core.utilisation_percent if full is None else full
    if util is not None:
        yield "util", Fraction(util, 100)
    if core.category_code == _ROOM and rooms:
        yield "rooms", Fraction(rooms)
