"""Terms for what nobody asked for: an operator wanted a proposal, and both agree on a trial."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.agreed_check import put_to_check
from marketplace.agreements.actions.write_terms import (
    add_first,
    person_of,
    refuse_second,
    refuse_terms,
    require_writer,
)
from marketplace.agreements.models import Agreement
from marketplace.agreements.rules.agreed_lists import AgreementState
from marketplace.agreements.rules.agreed_terms import Terms
from marketplace.catalogue.models import Place
from marketplace.journal import keys
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.mediation.models import PutProposal
from marketplace.mediation.rules.putting import PutState
from marketplace.offers.models import Proposal
from marketplace.sourcing.models import Property


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteProposedTerms:
    """Terms for a wanted proposal at one of the operator's doors; the key makes two sends one."""

    put: str
    property: str
    terms: Terms
    client_key: str


def write_proposed_terms(session: Session, actor: Actor, command: WriteProposedTerms) -> Agreement:
    """Write an agreement's first terms out of a wanted proposal and put them to the check.

    Nothing was delivered yet, so they are a trial. Raises ``Refused`` with ``TermsRefusal`` or
    ``AgreementRefusal``, ``WrongState`` where the proposal is not, or no longer, wanted.
    """
    person_id = person_of(actor)
    request = (command.put, command.property, repr(command.terms))
    receipt = keys.seen_before(session, person_id, command.client_key, request)
    if receipt is not None:
        return session.scalars(select(Agreement).where(Agreement.public_id == receipt)).one()
    put, said, door = _grown_from(session, actor, command)
    agreement = _new(session, put, said, door=door, person_id=person_id)
    refuse_second(session, agreement, said.supplier_id)
    refuse_terms(session, agreement, said.supplier_id, command.terms)
    session.add(agreement)
    session.flush()
    version = add_first(session, actor, agreement, command.terms)
    put_to_check(session, actor, agreement, version, terms=command.terms)
    keys.remember(
        session, person_id, command.client_key, request=request, receipt=agreement.public_id
    )
    return agreement


def _grown_from(
    session: Session, actor: Actor, command: WriteProposedTerms
) -> tuple[PutProposal, Proposal, Property]:
    row = session.execute(
        select(PutProposal, Proposal, Property)
        .join(Proposal, Proposal.id == PutProposal.proposal_id)
        .join(Property, Property.operator_id == PutProposal.operator_id)
        .where(PutProposal.public_id == command.put, Property.public_id == command.property)
        .with_for_update(of=PutProposal)
    ).one_or_none()
    if row is None:
        raise NotFound
    put, said, door = row
    require_writer(actor, operator_id=put.operator_id, place_id=door.place_id)
    if put.state is not PutState.WANTED:
        raise Refused(WrongState.NOT_NOW)
    return put, said, door


def _new(
    session: Session, put: PutProposal, said: Proposal, *, door: Property, person_id: int
) -> Agreement:
    land = session.get_one(Place, door.place_id).destination_id
    return Agreement(
        public_id=ids.public_id(), code=ids.short_code(), verify_token=ids.public_id(),
        state=AgreementState.DRAFT, version=1, destination_id=land,
        operator_id=put.operator_id, property_id=door.id, place_id=door.place_id,
        supplier_id=said.supplier_id, category_id=said.category_id, unit_id=said.unit_id,
        put_proposal_id=put.id, currency=said.currency, created_at=clock.now(),
        created_by_id=person_id,
    )  # fmt: skip
