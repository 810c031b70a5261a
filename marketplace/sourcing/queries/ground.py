"""What asking stands on: the door, the operator's standing, the leaf with its units."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import bindparam, case, exists, func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, CategoryUnit, Destination, Place, Unit
from marketplace.catalogue.rules.lists import Nature, Route
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Operator, OperatorStaff, TermsAcceptance
from marketplace.people.rules.lists import OperatorState
from marketplace.people.rules.terms import TERMS_VERSION
from marketplace.sourcing.models import Need, Property
from marketplace.sourcing.rules.lists import Lane, NeedState

LOOK_BACK = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Door:
    """The property with its operator and destination, and what its buyer may spend."""

    property_id: int
    operator_id: int
    destination_id: int
    place_id: int
    lat_e6: int
    lon_e6: int
    state: OperatorState
    payment_days: int
    currency: str
    timezone: str
    quick_buy_ceiling_minor: int
    limit_minor: int | None
    accepted_terms: bool


@dataclass(frozen=True, slots=True)
class LeafUnit:
    """A leaf in one of the units it may be asked for in."""

    category_id: int
    route: Route
    nature: Nature
    shelf_life_days: int | None
    unit_id: int
    unit_code: str
    dimension: str
    base: str
    factor_milli: int


_DOOR = (
    select(
        Property.id.label("property_id"), Property.operator_id, Operator.destination_id,
        Property.place_id, Place.lat_e6, Place.lon_e6, Operator.state, Operator.payment_days,
        Destination.currency, Destination.timezone, Destination.quick_buy_ceiling_minor,
        OperatorStaff.order_limit_minor.label("limit_minor"),
        exists()
        .where(
            TermsAcceptance.operator_id == Operator.id, TermsAcceptance.version == TERMS_VERSION
        )
        .label("accepted_terms"),
    )
    .join(Operator, Operator.id == Property.operator_id)
    .join(Place, Place.id == Property.place_id)
    .join(Destination, Destination.id == Operator.destination_id)
    .outerjoin(
        OperatorStaff,
        (OperatorStaff.operator_id == Operator.id)
        & (OperatorStaff.person_id == bindparam("person")),
    )
    .where(Property.public_id == bindparam("public_id"))
)  # fmt: skip
_LEAF = (
    select(
        Category.id.label("category_id"), Category.route, Category.nature,
        Category.shelf_life_days, Unit.id.label("unit_id"), Unit.code.label("unit_code"),
        Unit.dimension, Unit.base, Unit.factor_milli,
    )
    .join(CategoryUnit, CategoryUnit.category_id == Category.id)
    .join(Unit, Unit.id == CategoryUnit.unit_id)
    .where(Category.code == bindparam("code"), ~Category.retired)
    .order_by(Unit.factor_milli)
)  # fmt: skip
_value = Need.quantity * func.coalesce(Need.price_minor, 0)
_URGENT_VALUE = select(
    func.coalesce(func.sum(_value), 0).label("all"),
    func.coalesce(func.sum(case((Need.lane == Lane.URGENT, _value), else_=0)), 0).label("urgent"),
).where(
    Need.operator_id == bindparam("operator"),
    Need.state.not_in((NeedState.DRAFT, NeedState.WITHDRAWN)),
    Need.deliver_on >= bindparam("since"),
)
_REPEATS = select(func.count(Need.id)).where(
    Need.operator_id == bindparam("operator"),
    Need.category_id == bindparam("category"),
    Need.lane == Lane.AGAIN,
    Need.id != bindparam("need"),
)


def door(session: Session, public_id: str, *, person_id: int | None) -> Door:
    """Return a property's door by its public id; raises ``NotFound`` for an unknown one."""
    row = session.execute(_DOOR, {"public_id": public_id, "person": person_id}).one_or_none()
    if row is None:
        raise NotFound
    return Door(**row._asdict())


def leaf_units(session: Session, code: str) -> tuple[LeafUnit, ...]:
    """Return a leaf in all its units, smallest first; nothing for an unknown or retired one."""
    return tuple(LeafUnit(**row._asdict()) for row in session.execute(_LEAF, {"code": code}))


def urgent_permille(session: Session, operator_id: int, *, today: date) -> int:
    """Return the urgent share of an operator's value asked in 90 days, in thousandths."""
    params = {"operator": operator_id, "since": today - LOOK_BACK}
    row = session.execute(_URGENT_VALUE, params).one()
    return 0 if not row.all else int(row.urgent) * 1000 // int(row.all)


def repeats_before(session: Session, *, operator_id: int, category_id: int, need_id: int) -> int:
    """Return how often this operator repeated a purchase of the leaf before this need."""
    params = {"operator": operator_id, "category": category_id, "need": need_id}
    return session.execute(_REPEATS, params).scalar_one()
