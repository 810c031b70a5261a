"""What helpers said for somebody: for herself, and for the facilitators of her place."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import Session, aliased

from marketplace.catalogue.models import Category, Place, Unit
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import Forbidden, NotFound
from marketplace.offers.models import HelpedAnswer
from marketplace.offers.rules.lists import Bringing
from marketplace.people.models import Person, Supplier, SupplierMember
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NeedState

MOST = 50


@dataclass(frozen=True, slots=True)
class HelpedCard:
    """An answer a helper said for her, by name."""

    public_id: str
    need_id: int
    need_code: str
    need_public_id: str
    leaf_code: str
    picture: str
    unit_code: str
    unit_picture: str
    quantity: int
    price_minor: int
    currency: str
    bringing: Bringing
    helper: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class HelpedAtDesk:
    """The same for a facilitator: for whom it was said; figures are hers until she said yes."""

    supplier_name: str
    supplier_code: str
    place_name: str
    card: HelpedCard


_helper = aliased(Person)
_CARDS: Select[*tuple[Any, ...]] = (
    select(
        HelpedAnswer.public_id, HelpedAnswer.need_id, Need.code.label("need_code"),
        Need.public_id.label("need_public_id"), Category.code.label("leaf_code"),
        Category.picture, Unit.code.label("unit_code"), Unit.picture.label("unit_picture"),
        HelpedAnswer.quantity, HelpedAnswer.price_minor, Need.currency, HelpedAnswer.bringing,
        _helper.name.label("helper"), HelpedAnswer.said_at,
    )
    .select_from(HelpedAnswer)
    .join(Need, Need.id == HelpedAnswer.need_id)
    .join(Category, Category.id == Need.category_id)
    .join(Unit, Unit.id == Need.unit_id)
    .join(_helper, _helper.id == HelpedAnswer.helper_id)
    .where(Need.state == NeedState.PUBLISHED)
    .order_by(HelpedAnswer.said_at.desc(), HelpedAnswer.id.desc())
    .limit(MOST)
)  # fmt: skip


def helped_answers(session: Session, actor: Actor) -> tuple[HelpedCard, ...]:
    """Return what was said for this person and waits for her word, newest first."""
    rows = session.execute(_CARDS.where(HelpedAnswer.person_id == actor.person_id))
    return tuple(HelpedCard(**row._asdict()) for row in rows)


def helped_answer(session: Session, actor: Actor, public_id: str) -> HelpedCard:
    """Return one of them; anybody else's does not exist."""
    found = (one for one in helped_answers(session, actor) if one.public_id == public_id)
    card = next(found, None)
    if card is None:
        raise NotFound
    return card


def helped_at_desk(session: Session, actor: Actor) -> tuple[HelpedAtDesk, ...]:
    """Return what was said for suppliers of a facilitator's places, newest first."""
    if not actor.has(Role.FACILITATOR):
        raise Forbidden
    rows = session.execute(
        _CARDS.add_columns(
            Supplier.name.label("supplier_name"), Supplier.code.label("supplier_code"),
            Place.name.label("place_name"),
        )
        .join(SupplierMember, SupplierMember.person_id == HelpedAnswer.person_id)
        .join(Supplier, Supplier.id == SupplierMember.supplier_id)
        .join(Place, Place.id == Supplier.place_id)
        .where(SupplierMember.left_at.is_(None), _hers(actor))
    )  # fmt: skip
    return tuple(_at_desk(row._asdict()) for row in rows)


def _hers(actor: Actor) -> ColumnElement[bool]:
    return true() if actor.everywhere else Supplier.place_id.in_(sorted(actor.place_ids))


def _at_desk(row: dict[str, Any]) -> HelpedAtDesk:
    return HelpedAtDesk(
        supplier_name=row.pop("supplier_name"), supplier_code=row.pop("supplier_code"),
        place_name=row.pop("place_name"), card=HelpedCard(**row),
    )  # fmt: skip
