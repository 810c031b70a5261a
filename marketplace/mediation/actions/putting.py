"""Putting a proposal to an operator: the check first, her signature, then his yes or no."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.actions import check_linkage
from marketplace.assessment.models import Assessment
from marketplace.catalogue.rules.lists import Route
from marketplace.journal.actions import record, step
from marketplace.journal.outbox import EMAIL, Message, post
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.mediation.models import PutProposal
from marketplace.mediation.queries.putting import put_linkage
from marketplace.mediation.rules.putting import (
    LIVE,
    PUT,
    NotWanted,
    PutRefusal,
    PutState,
    PutVerb,
)
from marketplace.offers.models import Proposal
from marketplace.offers.rules.proposals import ProposalState
from marketplace.people.models import Operator, Supplier
from marketplace.people.rules.access import has_right, reaches_operator, reaches_place, require
from marketplace.people.rules.lists import OperatorState


@dataclass(frozen=True, slots=True, kw_only=True)
class PutTo:
    """To which operator, and how it would reach the guest; prices in minor guest currency."""

    proposal: str
    operator_id: int
    route: Route
    segment: str | None = None
    slot: str | None = None
    zone: str | None = None
    guest_price_minor: int | None = None
    users: int | None = None
    income_minor: int | None = None


def put_to(session: Session, actor: Actor, command: PutTo) -> Assessment:
    """Check a proposal against an operator's core products; her signature puts it to him.

    Raises ``Refused(PutRefusal…)``, ``NotFound`` outside the facilitator's places.
    """
    proposal = _proposal(session, actor, command.proposal)
    operator = session.get(Operator, command.operator_id)
    Refused.unless_empty(_refusals(session, proposal, operator, command=command))
    row = _new(actor, proposal, command)
    session.add(row)
    session.flush()
    facts = {"to": row.state.value, "proposal": proposal.id, "operator": row.operator_id}
    record(session, actor, verb="put_proposal.check", subject=row, facts=facts)
    days = operator.payment_days if operator is not None else 0
    terms = replace(put_linkage(session, row.id), payment_days=days)
    assessment = check_linkage(session, actor, terms)
    row.assessment_id = assessment.id
    session.flush()
    return assessment


def _proposal(session: Session, actor: Actor, public_id: str) -> Proposal:
    found = session.scalars(
        select(Proposal).where(Proposal.public_id == public_id).with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound
    require(reaches_place(actor, found.place_id))
    return found


def _refusals(
    session: Session, proposal: Proposal, operator: Operator | None, *, command: PutTo
) -> list[PutRefusal]:
    home = session.get_one(Supplier, proposal.supplier_id).destination_id
    fits = (
        operator is not None
        and operator.state is OperatorState.ACTIVE
        and operator.destination_id == home
    )
    live = select(PutProposal.id).where(
        PutProposal.proposal_id == proposal.id, PutProposal.state.in_(LIVE),
        PutProposal.operator_id == command.operator_id,
    )  # fmt: skip
    wrong = {
        PutRefusal.NOT_THIS_OPERATOR: not fits,
        PutRefusal.NOT_READ_BACK: proposal.state is not ProposalState.OPEN,
        PutRefusal.ALREADY_PUT: session.scalar(live) is not None,
        PutRefusal.GUEST_PRICE_MISSING: (
            command.route is not Route.INPUT and command.guest_price_minor is None
        ),
    }
    return [reason for reason, is_wrong in wrong.items() if is_wrong]


def _new(actor: Actor, proposal: Proposal, command: PutTo) -> PutProposal:
    return PutProposal(
        public_id=ids.public_id(), state=PutState.CHECKING, proposal_id=proposal.id,
        operator_id=command.operator_id, route=command.route, segment=command.segment,
        slot=command.slot, zone=command.zone, guest_price_minor=command.guest_price_minor,
        users=command.users, income_minor=command.income_minor, made_by_id=actor.person_id,
        made_at=clock.now(),
    )  # fmt: skip


def proposal_signed(session: Session, actor: Actor, assessment: Assessment) -> bool:
    """After her signature it is the operator's turn; false where it is no proposal's check."""
    return _after(session, actor, assessment, verb=PutVerb.PUT, kind="proposal_put")


def proposal_refused(session: Session, actor: Actor, assessment: Assessment) -> bool:
    """The desk said no for this operator; nobody is forbidden to sell elsewhere."""
    return _after(session, actor, assessment, verb=PutVerb.REFUSE, kind="proposal_refused")


def _after(
    session: Session, actor: Actor, assessment: Assessment, *, verb: PutVerb, kind: str
) -> bool:
    row = session.scalars(
        select(PutProposal).where(PutProposal.assessment_id == assessment.id).with_for_update()
    ).one_or_none()
    if row is None or not PUT.allows(row.state, verb):
        return False
    step(session, actor, row, machine=PUT, verb=verb)
    if verb is PutVerb.PUT:
        _tell_operator(session, row, kind)
    else:
        _tell_her(session, row, kind)
    return True


def answer_put(
    session: Session, actor: Actor, public_id: str, *, no: NotWanted | None = None
) -> PutProposal:
    """Keep the operator's word: yes, or no with its picked reason; she and the desk hear it."""
    row = session.scalars(
        select(PutProposal).where(PutProposal.public_id == public_id).with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFound
    require(reaches_operator(actor, row.operator_id))
    require(has_right(actor, "may_order", row.operator_id))
    row.not_wanted, row.answered_at, row.answered_by_id = no, clock.now(), actor.person_id
    facts = {} if no is None else {"reason": no.value}
    verb = PutVerb.WANT if no is None else PutVerb.DECLINE
    step(session, actor, row, machine=PUT, verb=verb, facts=facts)
    _tell_her(session, row, "proposal_wanted" if no is None else "proposal_not_wanted")
    return row


def _tell_operator(session: Session, row: PutProposal, kind: str) -> None:
    place = session.get_one(Proposal, row.proposal_id).place_id
    told = Message(
        kind=kind, subject_type="put_proposal", subject_id=row.id, channel=EMAIL,
        to_operator_id=row.operator_id, place_id=place,
    )  # fmt: skip
    post(session, [told])


def _tell_her(session: Session, row: PutProposal, kind: str) -> None:
    proposal = session.get_one(Proposal, row.proposal_id)
    told = Message(
        kind=kind, subject_type="put_proposal", subject_id=row.id,
        to_supplier_id=proposal.supplier_id, place_id=proposal.place_id,
    )  # fmt: skip
    post(session, [told])
