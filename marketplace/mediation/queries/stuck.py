"""What waits for a facilitator's call in mediation: a case at a standstill, a price under cost."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, cast, literal, null, select, true
from sqlalchemy import union_all as together
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Unit
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import Forbidden
from marketplace.mediation.models import MediationCase
from marketplace.mediation.rules.lists import CaseState
from marketplace.mediation.rules.times import STALLS_AFTER
from marketplace.offers.models import LowPrice, Offer
from marketplace.offers.queries.low import OPEN, awaits_call
from marketplace.people.models import Operator, Supplier
from marketplace.sourcing.models import Need

AT_ONCE = 50


class Stuck(StrEnum):
    """What kind of thing waits."""

    CASE = "case"
    LOW_PRICE = "low_price"


@dataclass(frozen=True, slots=True)
class StuckCard:
    """One thing that waits: ``public_id`` of the need of a case, or of the price's call.

    ``name`` is the operator of a case, the supplier of a price; the price itself stays with her.
    """

    kind: Stuck
    public_id: str
    since: datetime
    leaf_code: str
    picture: str
    name: str
    quantity: int | None
    unit_code: str | None


def _mine(actor: Actor, place: Any) -> ColumnElement[bool]:
    return true() if actor.everywhere else place.in_(sorted(actor.place_ids))


def _cases(actor: Actor) -> Select[*tuple[Any, ...]]:
    found = (
        select(
            literal(Stuck.CASE.value).label("kind"), Need.public_id,
            MediationCase.last_event_at.label("since"), Category.code.label("leaf_code"),
            Category.picture, Operator.name, cast(null(), Integer).label("quantity"),
            cast(null(), String).label("unit_code"),
        )
        .select_from(MediationCase)
        .join(Need, Need.id == MediationCase.need_id)
        .join(Category, Category.id == Need.category_id)
        .join(Operator, Operator.id == MediationCase.operator_id)
        .where(
            _mine(actor, MediationCase.place_id), MediationCase.state == CaseState.OPEN,
            MediationCase.last_event_at <= clock.now() - STALLS_AFTER,
        )
        .order_by(MediationCase.last_event_at, MediationCase.id)
        .limit(AT_ONCE)
        .subquery()
    )  # fmt: skip
    return select(found)


def _prices(actor: Actor) -> Select[*tuple[Any, ...]]:
    found = (
        select(
            literal(Stuck.LOW_PRICE.value).label("kind"), LowPrice.public_id,
            LowPrice.at.label("since"), Category.code.label("leaf_code"), Category.picture,
            Supplier.name, Offer.quantity, Unit.code.label("unit_code"),
        )
        .select_from(LowPrice)
        .join(Offer, Offer.id == LowPrice.offer_id)
        .join(Supplier, Supplier.id == Offer.supplier_id)
        .join(Need, Need.id == Offer.need_id)
        .join(Category, Category.id == Need.category_id)
        .join(Unit, Unit.id == Need.unit_id)
        .where(_mine(actor, LowPrice.place_id), awaits_call(), Offer.state.in_(OPEN))
        .order_by(LowPrice.at, LowPrice.id)
        .limit(AT_ONCE)
        .subquery()
    )  # fmt: skip
    return select(found)


def stuck(session: Session, actor: Actor) -> tuple[StuckCard, ...]:
    """Return stalled cases and prices under cost of her places, in one statement."""
    if not actor.has(Role.FACILITATOR):
        raise Forbidden
    rows = session.execute(together(_cases(actor), _prices(actor)))
    return tuple(
        StuckCard(Stuck(row.kind), *tuple(row)[1:]) for row in sorted(rows, key=lambda r: r.since)
    )
