"""What buyers recommend to one another, as cards."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.queries.cards import Rows
from marketplace.catalogue.models import Place
from marketplace.collective.models import Recommendation
from marketplace.collective.rules.events import RecommendationState, competes
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Operator, Supplier
from marketplace.sourcing.models import Property

MOST = 60


@dataclass(frozen=True, slots=True)
class RecommendationCard:
    """A supplier one buyer would let others know of."""

    public_id: str
    state: RecommendationState
    supplier_name: str
    supplier_code: str
    place_name: str
    operator_id: int
    operator_name: str
    operator_kind: str
    answered_at: datetime | None
    places: frozenset[int] = field(default=frozenset())


_SHARED: Rows = (
    select(
        Recommendation.public_id, Recommendation.state, Supplier.name.label("supplier_name"),
        Supplier.code.label("supplier_code"), Place.name.label("place_name"),
        Recommendation.operator_id, Operator.name.label("operator_name"),
        Operator.kind.label("operator_kind"), Recommendation.answered_at,
    )
    .select_from(Recommendation)
    .join(Supplier, Supplier.id == Recommendation.supplier_id)
    .join(Place, Place.id == Supplier.place_id)
    .join(Operator, Operator.id == Recommendation.operator_id)
    .order_by(Recommendation.id.desc())
    .limit(MOST)
)  # fmt: skip


def my_recommendations(session: Session, actor: Actor) -> tuple[RecommendationCard, ...]:
    """Return what an operator recommended."""
    rows = session.execute(_SHARED.where(Recommendation.operator_id.in_(actor.operator_ids)))
    return tuple(RecommendationCard(**row._asdict()) for row in rows)


def asked_of_her(session: Session, actor: Actor) -> tuple[RecommendationCard, ...]:
    """Return who would recommend a supplier, for her yes or no."""
    rows = session.execute(_SHARED.where(Recommendation.supplier_id.in_(actor.supplier_ids)))
    return tuple(RecommendationCard(**row._asdict()) for row in rows)


def circle_for(session: Session, actor: Actor) -> tuple[RecommendationCard, ...]:
    """Return what other buyers of the destination share, but those he competes with."""
    rows = session.execute(
        _SHARED.where(
            Recommendation.state == RecommendationState.SHARED,
            Recommendation.operator_id.not_in(actor.operator_ids),
            Operator.destination_id.in_(actor.destination_ids),
        )
    )
    shared = tuple(RecommendationCard(**row._asdict()) for row in rows)
    houses = _houses(session, {one.operator_id for one in shared} | actor.operator_ids)
    mine = [houses[one] for one in actor.operator_ids if one in houses]
    return tuple(
        one for one in shared
        if not any(competes(*own, *houses[one.operator_id]) for own in mine)
    )  # fmt: skip


def _houses(session: Session, ids: set[int]) -> dict[int, tuple[str, frozenset[int]]]:
    rows = session.execute(
        select(Operator.id, Operator.kind, Property.place_id)
        .outerjoin(Property, Property.operator_id == Operator.id)
        .where(Operator.id.in_(sorted(ids)))
    )
    kinds: dict[int, str] = {}
    places: dict[int, set[int]] = {}
    for row in rows:
        kinds[row.id] = row.kind
        places.setdefault(row.id, set()).update({row.place_id} - {None})
    return {ident: (kinds[ident], frozenset(places[ident])) for ident in kinds}


def asked_one(session: Session, actor: Actor, public_id: str) -> RecommendationCard:
    """Return one recommendation of hers."""
    found = [one for one in asked_of_her(session, actor) if one.public_id == public_id]
    if not found:
        raise NotFound
    return found[0]
