"""Proposing what nobody asked for: by herself, or for her by a facilitator and read back."""

from dataclasses import dataclass

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, CategoryUnit, Destination, Unit
from marketplace.journal import keys
from marketplace.journal.actions import record, step
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor, Hand
from marketplace.kernel.refused import NotFound, Refused
from marketplace.offers.models import Proposal
from marketplace.offers.rules.proposals import (
    PROPOSAL,
    ProposalFacts,
    ProposalState,
    ProposalVerb,
    proposal_refusals,
)
from marketplace.people.models import Supplier
from marketplace.people.rules.access import reaches_place, reaches_supplier, require
from marketplace.people.rules.lists import SupplierState
from marketplace.sourcing.queries.asking import accepted_terms, consents


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeSomething:
    """What she can do: so many units a month, at a price for one.

    ``from_assessment_id`` is the block whose way back this is.
    """

    supplier_id: int
    leaf_code: str
    unit_code: str
    quantity: int
    price_minor: int
    client_key: str
    from_assessment_id: int | None = None

    def request(self) -> tuple[object, ...]:
        """Return what makes two sends the same request."""
        return (
            self.supplier_id, self.leaf_code, self.unit_code, self.quantity, self.price_minor,
            self.from_assessment_id,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Ground:
    supplier: Supplier
    currency: str
    category_id: int
    unit_id: int
    unit_fits: bool
    consents: bool
    accepted_terms: bool
    has_open: bool


_fits = exists().where(CategoryUnit.category_id == Category.id, CategoryUnit.unit_id == Unit.id)
_open = exists().where(
    Proposal.supplier_id == Supplier.id, Proposal.category_id == Category.id,
    Proposal.state != ProposalState.TAKEN_BACK, Proposal.from_assessment_id.is_(None),
)  # fmt: skip
_GROUND = (
    select(
        Supplier, Destination.currency, Category.id.label("category_id"),
        Unit.id.label("unit_id"), _fits.label("unit_fits"), consents.label("consents"),
        accepted_terms.label("accepted_terms"), _open.label("has_open"),
    )
    .join(Destination, Destination.id == Supplier.destination_id)
    .join(Category, Category.code == bindparam("leaf"))
    .join(Unit, Unit.code == bindparam("unit"))
    .where(Supplier.id == bindparam("supplier"), ~Category.retired)
)  # fmt: skip


def propose_something(session: Session, actor: Actor, command: ProposeSomething) -> Proposal:
    """Send a proposal of one's own; the same send twice makes one.

    Raises ``Refused`` with ``ProposalRefusal``, ``NotFound`` for another's supplier or an unknown
    leaf, ``KeyReused`` for a key of another request.
    """
    require(reaches_supplier(actor, command.supplier_id))
    return _once(session, actor, command, hand=Hand.HERSELF)


def propose_for_her(session: Session, actor: Actor, command: ProposeSomething) -> Proposal:
    """Enter a proposal for a supplier of one's places: it is read back before it goes anywhere."""
    return _once(session, actor, command, hand=Hand.FACILITATOR)


def _once(session: Session, actor: Actor, command: ProposeSomething, *, hand: Hand) -> Proposal:
    if actor.person_id is None:
        raise NotFound
    known = keys.seen_before(session, actor.person_id, command.client_key, command.request())
    if known is not None:
        return session.scalars(select(Proposal).where(Proposal.public_id == known)).one()
    ground = _ground(session, command)
    if hand is Hand.FACILITATOR:
        require(reaches_place(actor, ground.supplier.place_id))
    Refused.unless_empty(proposal_refusals(_facts(command, ground)))
    proposal = _new(actor.person_id, command, ground=ground, hand=hand)
    session.add(proposal)
    session.flush()
    facts = {"to": proposal.state.value, "supplier": proposal.supplier_id, "hand": hand.value}
    record(session, actor, verb="proposal.send", subject=proposal, facts=facts)
    keys.remember(
        session, actor.person_id, command.client_key, request=command.request(),
        receipt=proposal.public_id,
    )  # fmt: skip
    return proposal


def _ground(session: Session, command: ProposeSomething) -> _Ground:
    row = session.execute(
        _GROUND,
        {"supplier": command.supplier_id, "leaf": command.leaf_code, "unit": command.unit_code},
    ).one_or_none()
    if row is None:
        raise NotFound
    return _Ground(*row)


def _facts(command: ProposeSomething, ground: _Ground) -> ProposalFacts:
    return ProposalFacts(
        quantity=command.quantity, price_minor=command.price_minor, unit_fits=ground.unit_fits,
        active=ground.supplier.state is SupplierState.ACTIVE, consents=ground.consents,
        accepted_terms=ground.accepted_terms,
        has_open=ground.has_open and command.from_assessment_id is None,
    )  # fmt: skip


def _new(person_id: int, command: ProposeSomething, *, ground: _Ground, hand: Hand) -> Proposal:
    for_her = hand is Hand.FACILITATOR
    return Proposal(
        public_id=ids.public_id(), code=ids.short_code(),
        state=ProposalState.TO_READ_BACK if for_her else ProposalState.OPEN, version=1,
        supplier_id=ground.supplier.id, place_id=ground.supplier.place_id,
        category_id=ground.category_id, unit_id=ground.unit_id, quantity=command.quantity,
        price_minor=command.price_minor, currency=ground.currency, hand=hand,
        entered_by_id=person_id, client_key=command.client_key, entered_at=clock.now(),
        from_assessment_id=command.from_assessment_id,
    )  # fmt: skip


def read_back_proposal(session: Session, actor: Actor, public_id: str, *, yes: bool) -> Proposal:
    """Keep what she said when it was read to her: yes opens it, no takes it back."""
    proposal = _reach(session, actor, public_id)
    _step(session, actor, proposal, ProposalVerb.READ_BACK if yes else ProposalVerb.TAKE_BACK)
    return proposal


def take_back_proposal(session: Session, actor: Actor, public_id: str) -> Proposal:
    """Take a proposal back; it leaves no mark."""
    proposal = _reach(session, actor, public_id)
    _step(session, actor, proposal, ProposalVerb.TAKE_BACK)
    return proposal


def _reach(session: Session, actor: Actor, public_id: str) -> Proposal:
    found = session.scalars(
        select(Proposal).where(Proposal.public_id == public_id).with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound
    require(reaches_supplier(actor, found.supplier_id) or reaches_place(actor, found.place_id))
    return found


def _step(session: Session, actor: Actor, proposal: Proposal, verb: ProposalVerb) -> None:
    step(session, actor, proposal, machine=PROPOSAL, verb=verb)
    proposal.version += 1
