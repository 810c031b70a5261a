"""One need for whoever asks: outsider, supplier, buyer, facilitator; and their lists."""

from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from marketplace.catalogue.models import Category, Destination, Place, Unit
from marketplace.kernel import clock, geo
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Operator, Supplier
from marketplace.people.rules.access import reaches_operator, reaches_place, require
from marketplace.sourcing.models import Asked, Need, Property, Tender
from marketplace.sourcing.queries.cards import NeedCard, NeedDetail, NeedToBegin, PublicNeed
from marketplace.sourcing.queries.meant import FOR_ALL, MAY_ANSWER
from marketplace.sourcing.rules.lists import Lane, NeedState
from marketplace.sourcing.rules.opening import is_over
from marketplace.sourcing.rules.receiving import monday_of
from marketplace.sourcing.rules.tender_lists import Visibility

_GOODS = (
    Category.code.label("leaf_code"), Category.picture, Unit.code.label("unit_code"),
    Unit.picture.label("unit_picture"),
)  # fmt: skip
PUBLIC_COLUMNS = (
    Need.id, Need.code, Need.state, Need.quantity, Need.awarded, Need.deliver_on, *_GOODS,
    Place.name.label("place_name"), Need.lane, Need.closes_at,
)  # fmt: skip
_DETAIL_COLUMNS = (
    Need.id, Need.public_id, Need.code, Need.version, Need.lane, Need.state, *_GOODS,
    Need.quantity, Need.awarded, Need.price_minor, Need.currency, Need.price_from,
    Need.deliver_on, Need.window_opens, Need.window_closes, Need.payment_days,
    Need.cash_at_door, Need.route, Need.operator_id, Operator.name.label("operator_name"),
    Need.property_id, Property.name.label("property_name"), Need.place_id,
    Place.name.label("place_name"), Destination.timezone, Need.created_at, Need.published_at,
    Need.closes_at, Need.settled_at, Need.unfilled_reason, Need.order_list_id,
    Need.category_id, Need.unit_id,
)  # fmt: skip
_home = aliased(Place)
CARD_COLUMNS = (
    Need.id, Need.code, Need.lane, Need.state, *_GOODS, Need.quantity, Need.awarded,
    Need.deliver_on, Need.window_opens, Need.window_closes, Need.place_id,
    Place.name.label("place_name"), Place.lat_e6, Place.lon_e6, Need.price_minor, Need.currency,
    Need.cash_at_door, Need.payment_days, Need.operator_id,
    Operator.name.label("operator_name"), Property.name.label("property_name"), Need.closes_at,
    Destination.timezone, Need.category_id, Need.unit_id, Tender.lot_quantity, Tender.weekdays,
    Tender.repeat_until,
    func.coalesce(Tender.visibility != Visibility.OPEN, False).label("for_her"),
)  # fmt: skip
NEVER_SHOWN = (NeedState.DRAFT,)


def with_tender(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Join what a tender adds; nothing for any other lane."""
    return statement.outerjoin(Tender, Tender.need_id == Need.id)


def with_goods(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Join what names a need's goods and its village."""
    return (
        statement.join(Category, Category.id == Need.category_id)
        .join(Unit, Unit.id == Need.unit_id)
        .join(Place, Place.id == Need.place_id)
    )


def with_buyer(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Join who buys, at which door, in which zone."""
    return (
        with_goods(statement)
        .join(Operator, Operator.id == Need.operator_id)
        .join(Property, Property.id == Need.property_id)
        .join(Destination, Destination.id == Need.destination_id)
    )


_PUBLIC = with_tender(with_goods(select(*PUBLIC_COLUMNS).select_from(Need))).where(
    Need.code == bindparam("code"), Need.state.not_in(NEVER_SHOWN), FOR_ALL
)
_TO_BEGIN = _PUBLIC.add_columns(Need.currency).where(
    Need.destination_id == bindparam("destination")
)
DETAIL = with_buyer(select(*_DETAIL_COLUMNS).select_from(Need))
_ONE = DETAIL.where(Need.public_id == bindparam("public_id"))
_OF_OPERATORS = (
    DETAIL.where(
        Need.operator_id.in_(bindparam("operators", expanding=True)),
        Need.id < bindparam("before"),
    )
    .order_by(Need.id.desc())
    .limit(bindparam("limit"))
)
_FOR_SUPPLIER = (
    with_tender(
        with_buyer(
            select(
                *CARD_COLUMNS, Asked.answer, _home.lat_e6.label("home_lat"),
                _home.lon_e6.label("home_lon"),
            ).select_from(Need)
        )
    )
    .join(Supplier, Supplier.id == bindparam("supplier"))
    .join(_home, _home.id == Supplier.place_id)
    .outerjoin(Asked, (Asked.need_id == Need.id) & (Asked.supplier_id == Supplier.id))
    .where(
        Need.code == bindparam("code"),
        Need.state.not_in(NEVER_SHOWN),
        Need.destination_id == Supplier.destination_id,
        MAY_ANSWER,
    )
)  # fmt: skip


def public_need(session: Session, code: str) -> PublicNeed:
    """Return what outsiders see of a need (product.md); raises ``NotFound`` for a draft."""
    row = session.execute(_PUBLIC, {"code": code}).one_or_none()
    if row is None:
        raise NotFound
    return public_card(row)


def need_to_begin(session: Session, destination_id: int, code: str) -> NeedToBegin:
    """Return a need of one's destination as outsiders see it, to begin an answer to it."""
    known = {"code": code, "destination": destination_id}
    row = session.execute(_TO_BEGIN, known).one_or_none()
    if row is None:
        raise NotFound
    return NeedToBegin(row.id, public_card(row), row.currency)


def public_card(row: Row[*tuple[Any, ...]]) -> PublicNeed:
    """Make the public card of a row of ``PUBLIC_COLUMNS``."""
    over = row.lane is Lane.TENDER and is_over(row.closes_at, now=clock.now())
    is_open = row.state is NeedState.PUBLISHED and row.awarded < row.quantity and not over
    return PublicNeed(
        code=row.code, leaf_code=row.leaf_code, picture=row.picture,
        quantity=row.quantity - row.awarded if is_open else row.quantity,
        unit_code=row.unit_code, unit_picture=row.unit_picture, place_name=row.place_name,
        monday=monday_of(row.deliver_on), open=is_open,
    )  # fmt: skip


def need_for_supplier(session: Session, supplier_id: int, code: str) -> NeedCard:
    """Return a need as a signed-in supplier sees it; a draft or another destination's is none."""
    row = session.execute(_FOR_SUPPLIER, {"supplier": supplier_id, "code": code}).one_or_none()
    if row is None:
        raise NotFound
    return supplier_card(row, home=(row.home_lat, row.home_lon))


def supplier_card(row: Row[*tuple[Any, ...]], *, home: tuple[int, int]) -> NeedCard:
    """Make a supplier's card of a row of ``CARD_COLUMNS`` and ``answer``."""
    columns = row._asdict()
    values = {name: columns[name] for name in NeedCard.__dataclass_fields__ if name in columns}
    values["quantity"] = row.quantity - row.awarded
    values["distance_km"] = round(geo.distance_km(*home, row.lat_e6, row.lon_e6))
    return NeedCard(**values)


def need_for_buyer(session: Session, actor: Actor, public_id: str) -> NeedDetail:
    """Return one of the buyer's own needs; raises ``NotFound`` for anybody else's."""
    need = _detail(session, public_id)
    require(reaches_operator(actor, need.operator_id))
    return need


def need_for_desk(session: Session, actor: Actor, public_id: str) -> NeedDetail:
    """Return a need of the facilitator's places; raises ``NotFound`` for any other."""
    need = _detail(session, public_id)
    require(reaches_place(actor, need.place_id))
    return need


def needs_of_buyer(
    session: Session, actor: Actor, *, before: int | None = None, limit: int = 20
) -> tuple[NeedDetail, ...]:
    """Return the buyer's needs, newest first; ``before`` is the last id of the page above."""
    params = {
        "operators": sorted(actor.operator_ids), "before": before or 2**62, "limit": limit,
    }  # fmt: skip
    return tuple(NeedDetail(**row._asdict()) for row in session.execute(_OF_OPERATORS, params))


def _detail(session: Session, public_id: str) -> NeedDetail:
    row = session.execute(_ONE, {"public_id": public_id}).one_or_none()
    if row is None:
        raise NotFound
    return NeedDetail(**row._asdict())
