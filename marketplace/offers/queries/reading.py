"""Offers for their own supplier, for who reads them back, for settlement; sealed for others."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Destination, Place, Unit
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import NotFound
from marketplace.offers.models import Offer, OfferDraft
from marketplace.offers.queries.cards import (
    DraftCard,
    OfferCard,
    OfferOfNeed,
    OfferPage,
    ReadBackCard,
)
from marketplace.offers.queries.opened import unsaid
from marketplace.offers.rules.lists import OfferState
from marketplace.people.models import Operator, Supplier, SupplierLeaf
from marketplace.people.queries.trust import pseudonyms
from marketplace.people.rules.access import reaches_operator, reaches_place, require
from marketplace.sourcing.models import Asked, Need, Property, Tender, Wave
from marketplace.sourcing.queries.sealing import seal_of_id
from marketplace.sourcing.rules.lists import Lane

PAGE = 6
MOST_TO_READ_BACK = 50
_GOODS = (
    Category.code.label("leaf_code"), Category.picture, Unit.code.label("unit_code"),
    Unit.picture.label("unit_picture"),
)  # fmt: skip


def _with_need(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        statement.select_from(Offer)
        .join(Need, Need.id == Offer.need_id)
        .join(Category, Category.id == Need.category_id)
        .join(Unit, Unit.id == Need.unit_id)
    )


_MINE = (
    _with_need(
        select(
            Offer.id, Offer.public_id, Offer.code, Offer.state, Offer.supplier_id, Offer.need_id,
            Need.code.label("need_code"), Need.state.label("need_state"), Need.lane, *_GOODS,
            Offer.quantity, Offer.price_minor, Offer.currency, Offer.at_asked_price,
            Offer.bringing, Offer.hand, Need.deliver_on, Destination.timezone,
            Place.name.label("place_name"), Operator.name.label("operator_name"),
            Property.name.label("property_name"), Offer.submitted_at, Offer.closed_at,
            Offer.decline_reason, Offer.outcome_seen_at,
            func.coalesce(Offer.starts_on, Need.deliver_on).label("starts_on"), Need.closes_at,
            Tender.opened_at, Tender.opened_early_reason, Tender.ended_because,
            unsaid.label("still_yes_asked"), Need.quantity.label("need_quantity"),
        )
    )
    .outerjoin(Tender, Tender.need_id == Need.id)
    .join(Place, Place.id == Need.place_id)
    .join(Operator, Operator.id == Need.operator_id)
    .join(Property, Property.id == Need.property_id)
    .join(Destination, Destination.id == Need.destination_id)
    .where(Offer.supplier_id.in_(bindparam("suppliers", expanding=True)))
)  # fmt: skip
_PAGE = (
    _MINE.order_by(Offer.submitted_at.desc(), Offer.id.desc())
    .limit(PAGE + 1)
    .offset(bindparam("offset"))
)
_ONE = _MINE.where(Offer.public_id == bindparam("public_id"))
_DRAFT = select(
    OfferDraft.need_id, OfferDraft.supplier_id, OfferDraft.client_key, OfferDraft.quantity,
    OfferDraft.price_minor, OfferDraft.bringing, OfferDraft.updated_at, OfferDraft.starts_on,
).where(
    OfferDraft.person_id == bindparam("person"),
    OfferDraft.need_id == bindparam("need"),
    OfferDraft.supplier_id == bindparam("supplier"),
)  # fmt: skip
_READ_BACK = (
    _with_need(
        select(
            Offer.public_id, Offer.code, Offer.supplier_id,
            Supplier.name.label("supplier_name"), Supplier.code.label("supplier_code"),
            Place.name.label("place_name"), Need.code.label("need_code"), Need.lane, *_GOODS,
            func.coalesce(Offer.starts_on, Need.deliver_on).label("deliver_on"), Offer.currency,
            Offer.quantity, Offer.price_minor, Offer.bringing,
            Offer.entered_by_id, Offer.submitted_at,
        )
    )
    .join(Supplier, Supplier.id == Offer.supplier_id)
    .join(Place, Place.id == Supplier.place_id)
    .where(
        Offer.state == OfferState.TO_READ_BACK,
        or_(
            Offer.entered_by_id == bindparam("person"),
            Offer.supplier_id.in_(bindparam("suppliers", expanding=True)),
            Supplier.place_id.in_(bindparam("places", expanding=True)),
            bindparam("everywhere"),
        ),
    )
    .order_by(Offer.submitted_at, Offer.id)
    .limit(MOST_TO_READ_BACK)
)  # fmt: skip
# Wave by wave, by position; who came unasked comes last, the longest unasked first.
_OF_NEED = (
    select(
        Offer.id, Offer.public_id, Offer.code, Offer.state, Offer.supplier_id,
        Supplier.name.label("supplier_name"), Supplier.code.label("supplier_code"),
        Place.name.label("place_name"), Offer.quantity, Offer.price_minor, Offer.currency,
        Offer.at_asked_price, Offer.bringing, Offer.hand, Offer.entered_by_id,
        Offer.submitted_at, Offer.read_back_at, Wave.number.label("wave"), Asked.position,
        Asked.first_timer,
    )
    .select_from(Offer)
    .join(Need, Need.id == Offer.need_id)
    .join(Supplier, Supplier.id == Offer.supplier_id)
    .join(Place, Place.id == Supplier.place_id)
    .join(Asked, (Asked.need_id == Offer.need_id) & (Asked.supplier_id == Offer.supplier_id))
    .join(Wave, Wave.id == Asked.wave_id)
    .outerjoin(
        SupplierLeaf,
        (SupplierLeaf.supplier_id == Offer.supplier_id)
        & (SupplierLeaf.category_id == Need.category_id),
    )
    .where(
        Offer.need_id == bindparam("need"),
        Offer.state.in_(bindparam("states", expanding=True)),
    )
    .order_by(
        Asked.position.is_(None), Wave.number, Asked.position,
        SupplierLeaf.asked_at.asc().nulls_first(), Offer.supplier_id, Offer.id,
    )
)  # fmt: skip
_RELEASE = select(
    Need.id, Need.lane, Need.operator_id, Need.place_id, Need.settled_at, Need.closes_at
).where(Need.public_id == bindparam("public_id"))
_OPENED = (
    OfferState.SUBMITTED, OfferState.WAITING_AT_DESK, OfferState.ACCEPTED, OfferState.DECLINED,
)  # fmt: skip


def my_offers(session: Session, supplier_ids: Iterable[int], *, page: int = 1) -> OfferPage:
    """Return a page of six of these suppliers' offers, newest first."""
    number = max(page, 1)
    params = {"suppliers": sorted(supplier_ids), "offset": (number - 1) * PAGE}
    rows = session.execute(_PAGE, params).all()
    cards = tuple(OfferCard(**row._asdict()) for row in rows[:PAGE])
    return OfferPage(cards, number, len(rows) > PAGE)


def offer_for_supplier(session: Session, supplier_ids: Iterable[int], public_id: str) -> OfferCard:
    """Return one of these suppliers' offers; raises ``NotFound`` for anybody else's (P4)."""
    params = {"suppliers": sorted(supplier_ids), "public_id": public_id}
    row = session.execute(_ONE, params).one_or_none()
    if row is None:
        raise NotFound
    return OfferCard(**row._asdict())


def draft_of(session: Session, actor: Actor, *, need_id: int, supplier_id: int) -> DraftCard | None:
    """Return the answer this person has begun; nobody else ever sees it."""
    params = {"person": actor.person_id, "need": need_id, "supplier": supplier_id}
    row = session.execute(_DRAFT, params).one_or_none()
    return None if row is None else DraftCard(**row._asdict())


def to_read_back(session: Session, actor: Actor) -> tuple[ReadBackCard, ...]:
    """Return what was entered and not confirmed yet, oldest first.

    For the supplier herself, for who entered it, and for facilitators of her place.
    """
    mediates = actor.has(Role.FACILITATOR)
    params = {
        "person": actor.person_id, "suppliers": sorted(actor.supplier_ids),
        "places": sorted(actor.place_ids) if mediates else [],
        "everywhere": mediates and actor.everywhere,
    }  # fmt: skip
    rows = session.execute(_READ_BACK, params)
    return tuple(_sealed(ReadBackCard(**row._asdict()), actor) for row in rows)


def _sealed(card: ReadBackCard, actor: Actor) -> ReadBackCard:
    hers = card.supplier_id in actor.supplier_ids
    if hers or card.entered_by_id == actor.person_id or card.lane is not Lane.TENDER:
        return card
    values = {name: getattr(card, name) for name in ReadBackCard.__dataclass_fields__}
    return ReadBackCard(**{**values, "quantity": None, "price_minor": None})


def offers_for_buyer(
    session: Session, actor: Actor, need_public_id: str
) -> tuple[OfferOfNeed, ...]:
    """Return the offers of the buyer's own need once they are released, else none of them.

    Released when the need is settled or its wave is over; before, not even how many is told.
    What she has not confirmed, or took back, is never shown.
    """
    need = _need(session, need_public_id)
    require(reaches_operator(actor, need.operator_id))
    if not _released(session, need):
        return ()
    return _veiled(session, _of_need(session, need.id, _OPENED))


def _veiled(session: Session, cards: tuple[OfferOfNeed, ...]) -> tuple[OfferOfNeed, ...]:
    """Put a pseudonym where somebody prefers to be invisible until there is an agreement."""
    hidden = pseudonyms(session, [card.supplier_id for card in cards])
    return tuple(
        replace(card, supplier_name=hidden[card.supplier_id], place_name="–",
                supplier_code=hidden[card.supplier_id])
        if card.supplier_id in hidden else card
        for card in cards
    )  # fmt: skip


def offers_for_desk(session: Session, actor: Actor, need_public_id: str) -> tuple[OfferOfNeed, ...]:
    """Return the offers of a need of the facilitator's places; a tender's once it is over."""
    need = _need(session, need_public_id)
    require(reaches_place(actor, need.place_id))
    if need.lane is Lane.TENDER and not _released(session, need):
        return ()
    return _of_need(session, need.id, (*_OPENED, OfferState.TO_READ_BACK))


def _released(session: Session, need: Any) -> bool:
    if need.lane is Lane.TENDER:
        return seal_of_id(session, need.id).open
    over = need.closes_at is not None and need.closes_at <= clock.now()
    return over or need.settled_at is not None


def _need(session: Session, public_id: str) -> Any:
    row = session.execute(_RELEASE, {"public_id": public_id}).one_or_none()
    if row is None:
        raise NotFound
    return row


def _of_need(
    session: Session, need_id: int, states: Iterable[OfferState]
) -> tuple[OfferOfNeed, ...]:
    rows = session.execute(_OF_NEED, {"need": need_id, "states": list(states)})
    return tuple(OfferOfNeed(**row._asdict()) for row in rows)
