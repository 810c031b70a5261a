"""Needs as a facilitator's desk sees them: lists by state, waves, and who could still offer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Place, Unit
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Operator, Supplier, SupplierLeaf
from marketplace.people.queries.reach import in_reach
from marketplace.people.rules.access import reaches_place
from marketplace.people.rules.lists import SupplierState
from marketplace.sourcing.models import Asked, Need, SeenMark, Tender, Wave
from marketplace.sourcing.queries.cards import NeedDetail
from marketplace.sourcing.queries.needs import need_for_desk
from marketplace.sourcing.rules.lists import Answer, Lane, NeedState, NotMe, UnfilledReason

PAGE = 20
MOST_TO_CHOOSE = 60
LOOKING = (NeedState.PUBLISHED, NeedState.CLOSED)


@dataclass(frozen=True, slots=True)
class DeskNeed:
    """A need in the desk's list, with how the asking went so far (numbers of suppliers)."""

    id: int
    public_id: str
    code: str
    lane: Lane
    state: NeedState
    leaf_code: str
    picture: str
    quantity: int
    awarded: int
    unit_code: str
    operator_name: str
    place_name: str
    deliver_on: date
    published_at: datetime | None
    closes_at: datetime | None
    unfilled_reason: UnfilledReason | None
    asked: int
    offered: int
    not_me: int
    seen: int


@dataclass(frozen=True, slots=True)
class DeskNeeds:
    """One page of needs; ``next`` is the id to go on from, none on the last page."""

    needs: tuple[DeskNeed, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class LookingNow:
    """What is still looked for in her places: how many, how many unheard, and those."""

    open: int
    silent: int
    needs: tuple[DeskNeed, ...]


@dataclass(frozen=True, slots=True)
class WaveCard:
    """One round of asking."""

    number: int
    opens_at: datetime
    ends_at: datetime
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Offerer:
    """Somebody an offer may be entered for; ``wave`` is none where nobody asked her yet."""

    id: int
    public_id: str
    code: str
    name: str
    place_name: str
    weekly_amount: int
    unit_code: str
    wave: int | None
    position: int | None
    answer: Answer | None
    not_me: NotMe | None


def _count(*conditions: ColumnElement[bool]) -> Any:
    return (
        select(func.count())
        .select_from(Asked)
        .where(Asked.need_id == Need.id, *conditions)
        .correlate(Need)
        .scalar_subquery()
    )


_SEEN = exists().where(SeenMark.need_id == Asked.need_id, SeenMark.supplier_id == Asked.supplier_id)
_OFFERED = _count(Asked.answer == Answer.OFFERED)
_COLUMNS = (
    Need.id, Need.public_id, Need.code, Need.lane, Need.state,
    Category.code.label("leaf_code"), Category.picture, Need.quantity, Need.awarded,
    Unit.code.label("unit_code"), Operator.name.label("operator_name"),
    Place.name.label("place_name"), Need.deliver_on, Need.published_at, Need.closes_at,
    Need.unfilled_reason, _count().label("asked"), _OFFERED.label("offered"),
    _count(Asked.answer == Answer.NOT_ME).label("not_me"), _count(_SEEN).label("seen"),
)  # fmt: skip
_NAMES = tuple(DeskNeed.__dataclass_fields__)


def _needs(*more: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS, *more)
        .select_from(Need)
        .join(Category, Category.id == Need.category_id)
        .join(Unit, Unit.id == Need.unit_id)
        .join(Operator, Operator.id == Need.operator_id)
        .join(Place, Place.id == Need.place_id)
    )


def _card(row: Row[*tuple[Any, ...]]) -> DeskNeed:
    values = row._asdict()
    return DeskNeed(**{name: values[name] for name in _NAMES})


def needs_at_desk(
    session: Session, actor: Actor, states: Collection[NeedState], *, before: int | None = None
) -> DeskNeeds:
    """Return a page of the needs of her places in some states, newest first; one statement."""
    found = (
        _needs()
        .where(
            in_reach(actor, Need.place_id), Need.state.in_(states),
            true() if before is None else Need.id < before,
        )
        .order_by(Need.id.desc())
        .limit(PAGE + 1)
    )  # fmt: skip
    rows = session.execute(found).all()
    more = rows[PAGE - 1].id if len(rows) > PAGE else None
    return DeskNeeds(tuple(_card(row) for row in rows[:PAGE]), more)


def looking_now(session: Session, actor: Actor, *, limit: int = 12) -> LookingNow:
    """Return what is still looked for, needs nobody offered for first; one statement."""
    silent = case((_OFFERED == 0, 1), else_=0)
    found = (
        _needs(
            func.count().over().label("open_count"),
            func.sum(silent).over().label("silent_count"),
        )
        .where(in_reach(actor, Need.place_id), Need.state.in_(LOOKING))
        .order_by(silent.desc(), Need.deliver_on, Need.id)
        .limit(limit)
    )
    rows = session.execute(found).all()
    if not rows:
        return LookingNow(0, 0, ())
    cards = tuple(_card(row) for row in rows)
    return LookingNow(rows[0].open_count, int(rows[0].silent_count), cards)


def waves_of(session: Session, need_id: int) -> tuple[WaveCard, ...]:
    """Return the rounds of asking of a need, first to last."""
    rows = session.execute(
        select(Wave.number, Wave.opens_at, Wave.ends_at, Wave.settled_at)
        .where(Wave.need_id == need_id)
        .order_by(Wave.number)
    )
    return tuple(WaveCard(*row) for row in rows)


def need_to_offer_for(session: Session, actor: Actor, public_id: str) -> NeedDetail:
    """Return a need a facilitator may enter an offer for: of her places, or asked of them.

    A case belongs to the place of the need's property; facilitators of the supplier's place may
    enter and read back (product.md, "Who").
    """
    row = session.execute(
        select(Need.id, Need.place_id).where(
            Need.public_id == public_id, Need.state != NeedState.DRAFT
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    if reaches_place(actor, row.place_id):
        return need_for_desk(session, actor, public_id)
    if not _asked_here(session, actor, row.id):
        raise NotFound
    there = frozenset({row.place_id})
    return need_for_desk(session, _reaching(actor, there), public_id)


def _reaching(actor: Actor, places: frozenset[int]) -> Actor:
    return Actor(person_id=actor.person_id, via=actor.via, roles=actor.roles, place_ids=places)


def _asked_here(session: Session, actor: Actor, need_id: int) -> bool:
    hers = in_reach(actor, Supplier.place_id)
    found = (
        select(Asked.id)
        .join(Supplier, Supplier.id == Asked.supplier_id)
        .where(Asked.need_id == need_id, hers)
        .limit(1)
    )
    return session.execute(found).first() is not None


def offerers(session: Session, actor: Actor, need: NeedDetail) -> tuple[Offerer, ...]:
    """Return the suppliers of her places who make the leaf and have no offer in, asked first."""
    asked = and_(Asked.need_id == need.id, Asked.supplier_id == Supplier.id)
    rows = session.execute(
        select(
            Supplier.id, Supplier.public_id, Supplier.code, Supplier.name,
            Place.name.label("place_name"), SupplierLeaf.weekly_amount,
            Unit.code.label("unit_code"), Wave.number.label("wave"), Asked.position,
            Asked.answer, Asked.not_me,
        )
        .select_from(Supplier)
        .join(SupplierLeaf, SupplierLeaf.supplier_id == Supplier.id)
        .join(Unit, Unit.id == SupplierLeaf.unit_id)
        .join(Place, Place.id == Supplier.place_id)
        .outerjoin(Asked, asked)
        .outerjoin(Wave, Wave.id == Asked.wave_id)
        .where(
            SupplierLeaf.category_id == need.category_id,
            Supplier.state == SupplierState.ACTIVE,
            in_reach(actor, Supplier.place_id),
            Supplier.destination_id == select(Need.destination_id)
            .where(Need.id == need.id)
            .scalar_subquery(),
            or_(Asked.id.is_(None), Asked.answer != Answer.OFFERED),
        )
        .order_by(Wave.number.asc().nulls_last(), Asked.position.asc().nulls_last(), Supplier.name)
        .limit(MOST_TO_CHOOSE)
    )  # fmt: skip
    return tuple(Offerer(**row._asdict()) for row in rows)


@dataclass(frozen=True, slots=True)
class AsTender:
    """What a tender asks of an offer besides: whole lots, and from when where it repeats."""

    lot: int | None
    repeats: bool


def as_tender(session: Session, need_id: int) -> AsTender | None:
    """Return what a tender asks of an offer; none for any other need."""
    row = session.execute(
        select(Tender.lot_quantity, Tender.weekdays).where(Tender.need_id == need_id)
    ).one_or_none()
    return None if row is None else AsTender(row.lot_quantity, bool(row.weekdays))


def destination_of(session: Session, need_id: int) -> int:
    """Return the destination a need belongs to."""
    return session.execute(select(Need.destination_id).where(Need.id == need_id)).scalar_one()


def supplier_id_of(session: Session, code: str) -> int | None:
    """Return the supplier behind a code; whether she may be acted for is asked by the action."""
    return session.execute(select(Supplier.id).where(Supplier.code == code)).scalar_one_or_none()


def public_id_of(session: Session, code: str) -> str:
    """Return the public id behind a need's short code; raises ``NotFound`` for none."""
    found = session.execute(select(Need.public_id).where(Need.code == code)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found
