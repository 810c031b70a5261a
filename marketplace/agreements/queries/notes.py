"""Delivery notes: what the door wrote, what she says of it, the photograph, the feedback."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import (
    Delivery,
    DeliveryObjection,
    DeliveryPhoto,
    DoorFeedback,
    Order,
    SupplierFeedback,
)
from marketplace.agreements.queries.cards import DELIVERIES, DeliveryCard, Page
from marketplace.agreements.queries.lists import Where, deliveries, delivery_page
from marketplace.agreements.rules.lists import DoorSays, ObjectionAbout, ObjectionState, SheSays
from marketplace.agreements.rules.notes import may_speak
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.queries.reach import in_reach
from marketplace.people.rules.access import reaches_place, reaches_supplier, require

AT_ONCE = 50
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ObjectionCard:
    """Her "not so": about what, since when, and how it ended."""

    public_id: str
    state: ObjectionState
    about: ObjectionAbout
    said_at: datetime
    corrected_milli: int | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Note:
    """One delivery note with everything around it; ``photo`` tells whether there is one."""

    delivery: DeliveryCard
    operator_id: int
    deliver_on: date
    confirmed_at: datetime | None
    photo: bool
    objection: ObjectionCard | None
    door: dict[DoorSays, bool] = field(default_factory=dict)
    her: dict[SheSays, bool] = field(default_factory=dict)

    @property
    def waits_for_her(self) -> bool:
        """Tell whether she may still say "so it was" or "not so"."""
        spoken = self.confirmed_at is not None or self.objection is not None
        return not spoken and may_speak(self.delivery.received_at, clock.now())

    @property
    def accepted_milli(self) -> int:
        """What counts as accepted: as the door wrote it, or as it was corrected."""
        corrected = self.objection.corrected_milli if self.objection else None
        return corrected or self.delivery.accepted_milli


def note_for_buyer(session: Session, actor: Actor, public_id: str) -> Note:
    """Return a delivery note for the operator who wrote it; what she says of the door is not his.

    Three statements. Raises ``NotFound`` for anybody else's.
    """
    ours = Delivery.operator_id.in_(actor.operator_ids)
    return _note(session, Delivery.public_id == public_id, ours, hers=False)


def note_for_supplier(session: Session, actor: Actor, order_public_id: str) -> Note:
    """Return the note of an order of hers."""
    hers = Delivery.supplier_id.in_(actor.supplier_ids)
    return _note(session, Order.public_id == order_public_id, hers, hers=True)


def note_at_desk(session: Session, actor: Actor, public_id: str) -> Note:
    """Return a note of the facilitator's places, with what both sides say."""
    mine = in_reach(actor, Order.place_id)
    return _note(session, Delivery.public_id == public_id, mine, hers=True)


def _note(session: Session, *where: Where, hers: bool) -> Note:
    found = deliveries(session, *where, limit=1)
    if not found:
        raise NotFound
    (card,) = found
    around = session.execute(_AROUND.where(Delivery.id == card.id)).one()
    door, her = _said(session, card.id)
    return Note(
        card, around.operator_id, around.deliver_on, around.supplier_confirmed_at,
        around.file is not None, _objection(around), door, her if hers else {},
    )  # fmt: skip


_AROUND = (
    select(
        Order.operator_id, Order.deliver_on, Delivery.supplier_confirmed_at, DeliveryPhoto.file,
        DeliveryObjection.public_id, DeliveryObjection.state, DeliveryObjection.about,
        DeliveryObjection.said_at, DeliveryObjection.corrected_milli, DeliveryObjection.closed_at,
    )
    .select_from(Delivery)
    .join(Order, Order.id == Delivery.order_id)
    .outerjoin(DeliveryPhoto, DeliveryPhoto.delivery_id == Delivery.id)
    .outerjoin(DeliveryObjection, DeliveryObjection.delivery_id == Delivery.id)
)  # fmt: skip


def _objection(row: Row[*tuple[Any, ...]]) -> ObjectionCard | None:
    if row.public_id is None:
        return None
    return ObjectionCard(
        row.public_id, row.state, row.about, row.said_at, row.corrected_milli, row.closed_at
    )


def _said(session: Session, delivery_id: int) -> tuple[dict[DoorSays, bool], dict[SheSays, bool]]:
    door = select(DoorFeedback.aspect, DoorFeedback.good)
    her = select(SupplierFeedback.aspect, SupplierFeedback.good)
    doors = session.execute(door.where(DoorFeedback.delivery_id == delivery_id)).all()
    hers = session.execute(her.where(SupplierFeedback.delivery_id == delivery_id)).all()
    return {row.aspect: row.good for row in doors}, {row.aspect: row.good for row in hers}


def objections_open(session: Session, actor: Actor) -> tuple[Note, ...]:
    """Return what waits at the desk because she says "not so", the oldest first; one statement."""
    mine = in_reach(actor, Order.place_id)
    rows = session.execute(
        _WITH_OBJECTION.where(mine, DeliveryObjection.state == ObjectionState.OPEN)
        .order_by(None)
        .order_by(DeliveryObjection.said_at, Delivery.id)
        .limit(AT_ONCE)
    )
    return tuple(_with_objection(row) for row in rows)


_WITH_OBJECTION = DELIVERIES.add_columns(
    Order.operator_id.label("n_operator_id"), Order.deliver_on.label("n_deliver_on"),
    DeliveryObjection.public_id.label("o_public_id"), DeliveryObjection.state.label("o_state"),
    DeliveryObjection.about.label("o_about"), DeliveryObjection.said_at.label("o_said_at"),
).join(DeliveryObjection, DeliveryObjection.delivery_id == Delivery.id)  # fmt: skip


def _with_objection(row: Row[*tuple[Any, ...]]) -> Note:
    known = row._asdict()
    card = DeliveryCard(**{k: v for k, v in known.items() if k[:2] not in {"n_", "o_"}})
    said = ObjectionCard(row.o_public_id, row.o_state, row.o_about, row.o_said_at, None, None)
    return Note(
        card, row.n_operator_id, row.n_deliver_on, confirmed_at=None, photo=False, objection=said
    )


def notes_at_desk(
    session: Session, actor: Actor, *, before: int | None = None
) -> Page[DeliveryCard]:
    """Return the deliveries of her places, the newest first."""
    return delivery_page(session, in_reach(actor, Order.place_id), before=before, size=20)


def note_of_her(session: Session, actor: Actor, order_public_id: str) -> tuple[Delivery, Order]:
    """Return a delivery for her, or for the facilitator who has her on the phone; held."""
    row = session.execute(
        select(Delivery, Order)
        .join(Order, Order.id == Delivery.order_id)
        .where(Order.public_id == order_public_id)
        .with_for_update(of=Delivery)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFound
    order = row.Order
    require(reaches_supplier(actor, order.supplier_id) or reaches_place(actor, order.place_id))
    return row.Delivery, order


def objection_of(session: Session, delivery_id: int) -> DeliveryObjection | None:
    """Return her "not so" on a delivery, if there is one."""
    found = select(DeliveryObjection).where(DeliveryObjection.delivery_id == delivery_id)
    return session.scalar(found)


def objection_at_desk(
    session: Session, actor: Actor, delivery_public_id: str
) -> tuple[DeliveryObjection, Delivery, Order]:
    """Return a "not so" for the facilitator of its place; held."""
    row = session.execute(
        select(DeliveryObjection, Delivery, Order)
        .join(Delivery, Delivery.id == DeliveryObjection.delivery_id)
        .join(Order, Order.id == Delivery.order_id)
        .where(Delivery.public_id == delivery_public_id)
        .with_for_update(of=DeliveryObjection)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFound
    require(reaches_place(actor, row.Order.place_id))
    return row.DeliveryObjection, row.Delivery, row.Order


def photo_for_buyer(session: Session, actor: Actor, delivery_public_id: str) -> str:
    """Return the file of a delivery's photograph, for the operator who took it."""
    ours = Delivery.operator_id.in_(actor.operator_ids)
    return _photo(session, Delivery.public_id == delivery_public_id, ours)


def photo_for_supplier(session: Session, actor: Actor, order_public_id: str) -> str:
    """Return the file of the photograph of what she brought."""
    hers = Delivery.supplier_id.in_(actor.supplier_ids)
    return _photo(session, Order.public_id == order_public_id, hers)


def photo_at_desk(session: Session, actor: Actor, delivery_public_id: str) -> str:
    """Return the file of a photograph from the facilitator's places."""
    mine = in_reach(actor, Order.place_id)
    return _photo(session, Delivery.public_id == delivery_public_id, mine)


def _photo(session: Session, *where: Where) -> str:
    found = session.scalar(
        select(DeliveryPhoto.file)
        .join(Delivery, Delivery.id == DeliveryPhoto.delivery_id)
        .join(Order, Order.id == Delivery.order_id)
        .where(*where)
    )
    if found is None:
        raise NotFound
    return found


def photos_today(session: Session, actor: Actor) -> int:
    """Return how many photographs a person took in the last 24 hours."""
    taken = select(func.count()).where(
        DeliveryPhoto.taken_by_id == actor.person_id, DeliveryPhoto.at > clock.now() - _DAY
    )
    return session.scalar(taken) or 0
