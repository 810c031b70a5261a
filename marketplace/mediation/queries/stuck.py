"""What waits for a facilitator's call in mediation: a case at a standstill, a price under cost."""

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Select,
    String,
    cast,
    literal,
    null,
    select,
    union_all,
)

from marketplace.catalogue.models import Category
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.mediation.models import MediationCase
from marketplace.mediation.rules.lists import CaseState
from marketplace.mediation.rules.times import STALLS_AFTER
from marketplace.offers.models import LowPrice, Offer
from marketplace.offers.queries.low import OPEN, awaits_call
from marketplace.people.models import Operator, Supplier
from marketplace.people.queries.reach import in_reach
from marketplace.sourcing.models import Need

AT_ONCE = 50


class Stuck(StrEnum):
    """What kind of thing waits: a case is named by its need, a price by the call it waits for."""

    CASE = "case"
    LOW_PRICE = "low_price"


def _cases(actor: Actor) -> Select[*tuple[Any, ...]]:
    found = (
        select(
            literal(Stuck.CASE.value).label("kind"), Need.public_id,
            MediationCase.last_event_at.label("since"), Category.code.label("leaf_code"),
            Category.picture, cast(null(), String).label("supplier_name"),
            Operator.name.label("operator_name"),
        )
        .select_from(MediationCase)
        .join(Need, Need.id == MediationCase.need_id)
        .join(Category, Category.id == Need.category_id)
        .join(Operator, Operator.id == MediationCase.operator_id)
        .where(
            in_reach(actor, MediationCase.place_id), MediationCase.state == CaseState.OPEN,
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
            Supplier.name.label("supplier_name"), cast(null(), String).label("operator_name"),
        )
        .select_from(LowPrice)
        .join(Offer, Offer.id == LowPrice.offer_id)
        .join(Supplier, Supplier.id == Offer.supplier_id)
        .join(Need, Need.id == Offer.need_id)
        .join(Category, Category.id == Need.category_id)
        .where(in_reach(actor, LowPrice.place_id), awaits_call(), Offer.state.in_(OPEN))
        .order_by(LowPrice.at, LowPrice.id)
        .limit(AT_ONCE)
        .subquery()
    )  # fmt: skip
    return select(found)


def stuck_statement(actor: Actor) -> CompoundSelect[*tuple[Any, ...]]:
    """Select stalled cases and prices under cost of a facilitator's places.

    The price itself stays with her.
    """
    return union_all(_cases(actor), _prices(actor))
