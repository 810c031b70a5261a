"""Proposals put to operators: for the desk with the check, for the operator without the rest."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from marketplace.assessment.models import Assessment
from marketplace.assessment.queries.purchase import Guests, Linkage
from marketplace.catalogue.models import Category, Destination, Place, Unit
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.mediation.models import PutProposal
from marketplace.mediation.rules.putting import NotWanted, PutState
from marketplace.offers.models import Proposal
from marketplace.people.models import Operator, Supplier
from marketplace.people.rules.lists import OperatorState

AT_ONCE = 60
_SHOWN = (PutState.PUT, PutState.WANTED, PutState.NOT_WANTED)


@dataclass(frozen=True, slots=True)
class PutCard:
    """A proposal with one operator; guest prices in the destination's guest currency."""

    public_id: str
    state: PutState
    proposal_id: int
    operator_id: int
    operator_name: str
    supplier_id: int
    supplier_name: str
    place_name: str
    leaf_code: str
    picture: str
    unit_code: str
    quantity: int
    price_minor: int
    currency: str
    route: Route
    slot: str | None
    segment: str | None
    guest_price_minor: int | None
    guest_currency: str
    made_at: datetime
    not_wanted: NotWanted | None
    assessment_public_id: str | None
    verdict: str | None


_CARDS: Select[*tuple[Any, ...]] = (
    select(
        PutProposal.public_id, PutProposal.state, PutProposal.proposal_id,
        PutProposal.operator_id, Operator.name.label("operator_name"),
        Proposal.supplier_id, Supplier.name.label("supplier_name"), Place.name.label("place_name"),
        Category.code.label("leaf_code"), Category.picture, Unit.code.label("unit_code"),
        Proposal.quantity, Proposal.price_minor, Proposal.currency, PutProposal.route,
        PutProposal.slot, PutProposal.segment, PutProposal.guest_price_minor,
        Destination.guest_currency, PutProposal.made_at, PutProposal.not_wanted,
        Assessment.public_id.label("assessment_public_id"), Assessment.verdict,
    )
    .join(Proposal, Proposal.id == PutProposal.proposal_id)
    .join(Supplier, Supplier.id == Proposal.supplier_id)
    .join(Place, Place.id == Proposal.place_id)
    .join(Category, Category.id == Proposal.category_id)
    .join(Unit, Unit.id == Proposal.unit_id)
    .join(Operator, Operator.id == PutProposal.operator_id)
    .join(Destination, Destination.id == Operator.destination_id)
    .outerjoin(Assessment, Assessment.id == PutProposal.assessment_id)
)  # fmt: skip


def puts_of(session: Session, proposal_ids: Collection[int]) -> tuple[PutCard, ...]:
    """Return to whom these proposals were put; the caller has made sure they are the desk's."""
    rows = session.execute(
        _CARDS.where(PutProposal.proposal_id.in_(sorted(proposal_ids)))
        .order_by(PutProposal.made_at.desc(), PutProposal.id.desc())
        .limit(AT_ONCE)
    )
    return tuple(PutCard(**row._asdict()) for row in rows)


def puts_for_buyer(session: Session, actor: Actor) -> tuple[PutCard, ...]:
    """Return what was put to the buyer's operator, checked and signed; unanswered first."""
    rows = session.execute(
        _CARDS.where(
            PutProposal.operator_id.in_(sorted(actor.operator_ids)), PutProposal.state.in_(_SHOWN)
        )
        .order_by(PutProposal.state != PutState.PUT, PutProposal.made_at.desc(), PutProposal.id)
        .limit(AT_ONCE)
    )
    return tuple(PutCard(**row._asdict()) for row in rows)


def put_for_buyer(session: Session, actor: Actor, public_id: str) -> PutCard:
    """Return one that was put to the buyer's operator; raise ``NotFound`` for any other."""
    row = session.execute(
        _CARDS.where(
            PutProposal.public_id == public_id, PutProposal.state.in_(_SHOWN),
            PutProposal.operator_id.in_(sorted(actor.operator_ids)),
        )
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NotFound
    return PutCard(**row._asdict())


def put_guests(session: Session, put_id: int) -> Guests:
    """Return how a put proposal reaches the operator's guests; prices in the guest currency."""
    row = session.get_one(PutProposal, put_id)
    return Guests(
        route=row.route, segment=row.segment, slot=row.slot, zone=row.zone,
        guest_price_minor=row.guest_price_minor, users=row.users,
        operator_income_minor=row.income_minor,
    )  # fmt: skip


def put_linkage(session: Session, put_id: int) -> Linkage:
    """Return a put proposal as a linkage under the check, on the terms she proposed."""
    row = session.get_one(PutProposal, put_id)
    said = session.get_one(Proposal, row.proposal_id)
    made = Linkage(
        operator_id=row.operator_id, supplier_id=said.supplier_id, place_id=said.place_id,
        category_id=said.category_id, unit_id=said.unit_id, route=row.route,
        quantity=said.quantity, price_minor=said.price_minor, currency=said.currency,
        payment_days=0, proposal_id=said.id,
    )  # fmt: skip
    return made.for_guests(put_guests(session, put_id))


@dataclass(frozen=True, slots=True)
class OperatorChoice:
    """An operator a proposal can be put to."""

    id: int
    name: str


def operators_near(session: Session, supplier_id: int) -> tuple[OperatorChoice, ...]:
    """Return the active operators of a supplier's destination, by name."""
    home = select(Supplier.destination_id).where(Supplier.id == supplier_id).scalar_subquery()
    rows = session.execute(
        select(Operator.id, Operator.name)
        .where(Operator.destination_id == home, Operator.state == OperatorState.ACTIVE)
        .order_by(Operator.name, Operator.id)
        .limit(AT_ONCE)
    )
    return tuple(OperatorChoice(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class Currencies:
    """What is paid in a supplier's destination, and what its guests pay in."""

    own: str
    guest: str


def currencies_of(session: Session, supplier_id: int) -> Currencies:
    """Return the currencies of a supplier's destination."""
    row = session.execute(
        select(Destination.currency, Destination.guest_currency)
        .join(Supplier, Supplier.destination_id == Destination.id)
        .where(Supplier.id == supplier_id)
    ).one()
    return Currencies(*row)
