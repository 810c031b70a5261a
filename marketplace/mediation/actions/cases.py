"""The case of a need: begun by the first thing done, shortlisted offers, conflicts, its end."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.journal.actions import record, step
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.mediation.actions.commands import MarkConflict
from marketplace.mediation.models import ConflictMark, MediationCase, Shortlisted
from marketplace.mediation.queries.facts import live_awards
from marketplace.mediation.queries.load import (
    case_of,
    concerns,
    mediates,
    need_for_parties,
    offer_with_need,
)
from marketplace.mediation.rules.lists import CASE, AwardState, CaseState, CaseVerb
from marketplace.mediation.rules.refusals import AwardRefusal, OutcomeRefusal
from marketplace.offers.models import Offer
from marketplace.people.models import RoleGrant, Supplier
from marketplace.people.rules.access import has_right, reaches_operator, require
from marketplace.sourcing.models import Need
from marketplace.sourcing.queries.sealing import seal_of_id


def begin(session: Session, actor: Actor, need: Need) -> MediationCase:
    """Return the need's case, begun where this is the first thing done; it has an event now.

    The caller holds the need, so two people never begin it twice.
    """
    now = clock.now()
    case = case_of(session, need.id)
    if case is None:
        case = MediationCase(
            public_id=ids.public_id(), need_id=need.id, operator_id=need.operator_id,
            place_id=need.place_id, state=CaseState.OPEN, opened_at=now, last_event_at=now,
        )  # fmt: skip
        session.add(case)
        session.flush()
        record(session, actor, verb="mediation_case.begin", subject=case, facts={"to": "open"})
    case.last_event_at = now
    return case


def must_be_open(session: Session, need: Need) -> None:
    """Raise ``Refused`` while the need's offers are sealed: nobody acts on what nobody may see."""
    if not seal_of_id(session, need.id).open:
        raise Refused(AwardRefusal.NOT_OPEN_YET)


def may_decide(actor: Actor, need: Need) -> bool:
    """Tell whether this person decides for the buyer, or writes down what he decided."""
    if reaches_operator(actor, need.operator_id):
        return has_right(actor, "may_order", need.operator_id)
    return mediates(actor, need)


def shortlist(session: Session, actor: Actor, offer_public_id: str, *, keep: bool) -> None:
    """Keep an offer in view, or cross it off; done twice it stays as it is."""
    offer, need = offer_with_need(session, offer_public_id)
    require(concerns(actor, need))
    must_be_open(session, need)
    row = session.scalar(select(Shortlisted).where(Shortlisted.offer_id == offer.id))
    if keep == (row is not None and row.dropped_at is None):
        return
    case = begin(session, actor, need)
    if row is None:
        row = _shortlisted(session, actor, case, offer)
    row.dropped_at = None if keep else clock.now()
    verb = "shortlisted.keep" if keep else "shortlisted.drop"
    record(session, actor, verb=verb, subject=row, facts={"offer": offer.id})


def _shortlisted(session: Session, actor: Actor, case: MediationCase, offer: Offer) -> Shortlisted:
    if actor.person_id is None:
        raise NotFound
    row = Shortlisted(case_id=case.id, offer_id=offer.id, by_id=actor.person_id, at=clock.now())
    session.add(row)
    session.flush()
    return row


def close_case(session: Session, actor: Actor, need_public_id: str) -> None:
    """Close a case nobody works on any more; refused while an award still waits for somebody."""
    need = _for_desk(session, actor, need_public_id)
    case = _existing(session, need)
    waits = {award.state for award in live_awards(session, need.id)} - {AwardState.ACCEPTED}
    if waits:
        raise Refused(OutcomeRefusal.AWARDS_WAIT)
    case.closed_at = clock.now()
    step(session, actor, case, machine=CASE, verb=CaseVerb.CLOSE)


def reopen_case(session: Session, actor: Actor, need_public_id: str) -> None:
    """Work on a closed case again; its 21 days begin anew."""
    need = _for_desk(session, actor, need_public_id)
    case = _existing(session, need)
    case.closed_at, case.last_event_at = None, clock.now()
    step(session, actor, case, machine=CASE, verb=CaseVerb.REOPEN)


def _for_desk(session: Session, actor: Actor, need_public_id: str) -> Need:
    need = need_for_parties(session, actor, need_public_id)
    require(mediates(actor, need))
    return need


def _existing(session: Session, need: Need) -> MediationCase:
    case = case_of(session, need.id)
    if case is None:
        raise NotFound
    return case


def mark_conflict(session: Session, actor: Actor, command: MarkConflict) -> ConflictMark:
    """Declare that somebody is not neutral: he or she neither signs nor awards in this case."""
    need = _for_desk(session, actor, command.need)
    case = begin(session, actor, need)
    supplier_id = _supplier_id(session, need, command.supplier) if command.supplier else None
    person_id = None if supplier_id else _facilitator(session, command.person_id or actor.person_id)
    mark = ConflictMark(
        public_id=ids.public_id(), case_id=case.id, person_id=person_id, supplier_id=supplier_id,
        kind=command.kind, declared_by_id=actor.person_id, declared_at=clock.now(),
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(mark)
            session.flush()
    except IntegrityError:
        raise Refused(WrongState.NOT_NOW) from None  # this person is marked already
    facts = {"person": person_id, "supplier": supplier_id, "kind": command.kind.value}
    record(session, actor, verb="conflict_mark.declare", subject=mark, facts=facts)
    return mark


def lift_conflict(session: Session, actor: Actor, public_id: str) -> None:
    """Lift a mark that no longer holds; whom it marks cannot lift it."""
    mark = session.scalar(select(ConflictMark).where(ConflictMark.public_id == public_id))
    if mark is None:
        raise NotFound
    case = session.get_one(MediationCase, mark.case_id)
    need = session.get_one(Need, case.need_id)
    require(mediates(actor, need))
    if mark.person_id == actor.person_id:
        raise Refused(AwardRefusal.CONFLICT)
    if mark.lifted_at is not None:
        raise Refused(WrongState.NOT_NOW)
    mark.lifted_at = case.last_event_at = clock.now()
    record(session, actor, verb="conflict_mark.lift", subject=mark, facts={"case": case.id})


def _facilitator(session: Session, person_id: int | None) -> int:
    found = session.scalar(
        select(RoleGrant.person_id).where(
            RoleGrant.person_id == person_id, RoleGrant.role == Role.FACILITATOR
        )
    )
    if found is None:
        raise NotFound
    return found


def _supplier_id(session: Session, need: Need, code: str) -> int:
    found = session.scalar(
        select(Supplier.id)
        .join(Offer, Offer.supplier_id == Supplier.id)
        .where(Supplier.code == code, Offer.need_id == need.id)
        .limit(1)
    )
    if found is None:
        raise NotFound
    return found
