"""The first-five pipeline: every supplier's first five offers, what became of each, what helps."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import Session, aliased

from marketplace.catalogue.models import Category, Place
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import Forbidden
from marketplace.mediation.models import Coaching, Loss
from marketplace.mediation.rules.first_five import FIRST, SecondOffers, second_offers
from marketplace.mediation.rules.lists import PricePosition, Skill
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import DeclineReason, OfferState
from marketplace.people.models import Supplier
from marketplace.people.queries.reach import at_places
from marketplace.sourcing.models import Need

LEAVES_NO_MARK = (OfferState.TAKEN_BACK, OfferState.LAPSED, OfferState.TO_READ_BACK)
SHOWN = 60
LOOKS_BACK = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Try:
    """One of her first five offers, with what she was told and what was done about it."""

    public_id: str
    state: OfferState
    submitted_at: datetime
    picture: str
    leaf_code: str
    position: PricePosition | None
    why: DeclineReason | None
    skill: Skill | None
    talked_at: datetime | None
    next_need_code: str | None
    next_need_public_id: str | None
    need_public_id: str

    @property
    def lost(self) -> bool:
        """Tell whether it was not taken."""
        return self.state is OfferState.DECLINED

    @property
    def waits(self) -> bool:
        """Tell whether a loss was not talked through with her yet."""
        return self.lost and self.talked_at is None


@dataclass(frozen=True, slots=True)
class Beginner:
    """A supplier with her first five offers, oldest first."""

    public_id: str
    name: str
    place_name: str
    tries: tuple[Try, ...]

    @property
    def waiting(self) -> Try | None:
        """Return her latest loss nobody talked through."""
        return next((one for one in reversed(self.tries) if one.waits), None)

    @property
    def losses(self) -> int:
        """How many of them were not taken."""
        return sum(one.lost for one in self.tries)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Who is in her first five, those to be talked to first; and how many came back."""

    beginners: tuple[Beginner, ...]
    second: SecondOffers
    more: int


def pipeline(session: Session, actor: Actor) -> Pipeline:
    """Return the first five offers of every supplier of a facilitator's places; one statement."""
    rows = session.execute(_first_five(actor)).all()
    by_supplier: dict[str, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in rows:
        by_supplier[row.supplier_public_id].append(row)
    begun = [_beginner(own) for own in by_supplier.values()]
    begun.sort(key=lambda one: (one.waiting is None, -one.losses, one.name))
    sent = ([one.submitted_at for one in own.tries] for own in begun)
    return Pipeline(
        tuple(begun[:SHOWN]), second_offers(sent, clock.now()), max(0, len(begun) - SHOWN)
    )


def _first_five(actor: Actor) -> Any:
    if not actor.has(Role.FACILITATOR):
        raise Forbidden
    number = func.row_number().over(
        partition_by=Offer.supplier_id, order_by=(Offer.submitted_at, Offer.id)
    )
    firsts = (
        select(Offer.id, number.label("number"))
        .join(Supplier, Supplier.id == Offer.supplier_id)
        .where(Offer.state.not_in(LEAVES_NO_MARK), at_places(actor, Supplier.place_id), _recent())
        .subquery()
    )
    ahead = aliased(Need)
    return (
        select(
            Supplier.public_id.label("supplier_public_id"), Supplier.name,
            Place.name.label("place_name"), Offer.public_id, Offer.state, Offer.submitted_at,
            Category.picture, Category.code.label("leaf_code"), Loss.position,
            Offer.decline_reason, Coaching.skill, Coaching.talked_at,
            ahead.code.label("next_code"), ahead.public_id.label("next_public_id"),
            Need.public_id.label("need_public_id"),
        )
        .join(firsts, firsts.c.id == Offer.id)
        .join(Supplier, Supplier.id == Offer.supplier_id)
        .join(Place, Place.id == Supplier.place_id)
        .join(Need, Need.id == Offer.need_id)
        .join(Category, Category.id == Need.category_id)
        .outerjoin(Loss, Loss.offer_id == Offer.id)
        .outerjoin(Coaching, Coaching.offer_id == Offer.id)
        .outerjoin(ahead, ahead.id == Coaching.next_need_id)
        .where(firsts.c.number <= FIRST)
        .order_by(Supplier.id, firsts.c.number)
    )  # fmt: skip


def _recent() -> ColumnElement[bool]:
    """Keep who was registered in the last thirteen months: whose beginning this is."""
    return Supplier.registered_at > clock.now() - LOOKS_BACK


def _beginner(rows: Sequence[Row[*tuple[Any, ...]]]) -> Beginner:
    first = rows[0]
    return Beginner(first.supplier_public_id, first.name, first.place_name, tuple(map(_try, rows)))


def _try(row: Row[*tuple[Any, ...]]) -> Try:
    return Try(
        row.public_id, row.state, row.submitted_at, row.picture, row.leaf_code, row.position,
        row.decline_reason, row.skill, row.talked_at, row.next_code, row.next_public_id,
        row.need_public_id,
    )  # fmt: skip
