"""Proposals for their supplier and for the desk of her places."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Place, Unit
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import NotFound
from marketplace.offers.models import Proposal
from marketplace.offers.rules.proposals import ProposalState
from marketplace.people.models import Supplier
from marketplace.people.queries.reach import at_places

AT_ONCE = 60


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """What a supplier proposes: a leaf, so many a month, her price for one."""

    id: int
    public_id: str
    code: str
    state: ProposalState
    supplier_id: int
    supplier_name: str
    supplier_code: str
    place_name: str
    leaf_code: str
    picture: str
    unit_code: str
    unit_picture: str
    quantity: int
    price_minor: int
    currency: str
    entered_at: datetime
    from_assessment_id: int | None


_CARDS: Select[*tuple[Any, ...]] = (
    select(
        Proposal.id, Proposal.public_id, Proposal.code, Proposal.state, Proposal.supplier_id,
        Supplier.name.label("supplier_name"), Supplier.code.label("supplier_code"),
        Place.name.label("place_name"), Category.code.label("leaf_code"), Category.picture,
        Unit.code.label("unit_code"), Unit.picture.label("unit_picture"), Proposal.quantity,
        Proposal.price_minor, Proposal.currency, Proposal.entered_at,
        Proposal.from_assessment_id,
    )
    .join(Supplier, Supplier.id == Proposal.supplier_id)
    .join(Place, Place.id == Proposal.place_id)
    .join(Category, Category.id == Proposal.category_id)
    .join(Unit, Unit.id == Proposal.unit_id)
)  # fmt: skip


def _mine(actor: Actor) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = [Proposal.supplier_id.in_(sorted(actor.supplier_ids))]
    if actor.has(Role.FACILITATOR):
        parts.append(at_places(actor, Proposal.place_id))
    return or_(*parts)


def proposals_of(session: Session, actor: Actor) -> tuple[ProposalCard, ...]:
    """Return a person's proposals that stand: hers, or of the facilitator's places."""
    rows = session.execute(
        _CARDS.where(_mine(actor), Proposal.state != ProposalState.TAKEN_BACK)
        .order_by(Proposal.state.desc(), Proposal.entered_at, Proposal.id)
        .limit(AT_ONCE)
    )
    return tuple(ProposalCard(**row._asdict()) for row in rows)


def proposal_for(session: Session, actor: Actor, public_id: str) -> ProposalCard:
    """Return one proposal of hers, or of the facilitator's places; else it does not exist."""
    row = session.execute(_CARDS.where(Proposal.public_id == public_id, _mine(actor))).first()
    if row is None:
        raise NotFound
    return ProposalCard(**row._asdict())
