"""The check of an agreement's terms: at the desk, at both ends of the price, and once more."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.tell import tell_agreement, tell_desk
from marketplace.agreements.models import Agreement, AgreementClause, AgreementVersion
from marketplace.agreements.queries.agreed_load import terms_of, version_of_assessment
from marketplace.agreements.rules.agreed_lists import (
    AGREEMENT,
    VERSION,
    AgreementState,
    AgreementVerb,
    RefuseWhy,
    VersionVerb,
)
from marketplace.agreements.rules.agreed_refusals import AgreementRefusal
from marketplace.agreements.rules.agreed_terms import Terms
from marketplace.agreements.rules.told import Told
from marketplace.assessment.actions import (
    Linkage,
    Purchase,
    check_terms,
    reads_worse,
    would_block,
)
from marketplace.assessment.models import Assessment, AssessmentCondition
from marketplace.assessment.queries.purchase import linkage_of
from marketplace.assessment.queries.standing import orders_allowed
from marketplace.assessment.rules.clauses import OWN
from marketplace.journal.actions import step
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.mediation.queries.putting import put_linkage

REVIEW = timedelta(days=30)


def put_to_check(
    session: Session, actor: Actor, agreement: Agreement, version: AgreementVersion, *,
    terms: Terms,
) -> None:  # fmt: skip
    """Run the check on terms and let them wait at the desk for a signature.

    The price may move by itself later, so both of its ends must hold now; raises
    ``Refused(BLOCKED_AT_LOW)`` or ``Refused(BLOCKED_AT_HIGH)`` otherwise.
    """
    low, high = terms.price_ends
    for price, refusal in (
        (low, AgreementRefusal.BLOCKED_AT_LOW), (high, AgreementRefusal.BLOCKED_AT_HIGH),
    ):  # fmt: skip
        if price != terms.price_minor and would_block(
            session, _bought(session, agreement, terms, price_minor=price)
        ):
            raise Refused(refusal)
    bought = _bought(session, agreement, terms, price_minor=terms.price_minor)
    version.assessment_id = check_terms(session, actor, bought).id
    session.flush()
    tell_desk(session, Told.AGREEMENT_TO_CHECK, agreement, place_id=agreement.place_id)


def _bought(
    session: Session, agreement: Agreement, terms: Terms, *, price_minor: int
) -> Linkage:  # fmt: skip
    """A week's most under these terms, as the need or the proposal reaches the guest."""
    return replace(
        _grown_from(session, agreement), quantity=terms.per_week, price_minor=price_minor,
        payment_days=terms.payment_days, cash_at_door=terms.cash_at_door,
        place_id=agreement.place_id,
    )  # fmt: skip


def _grown_from(session: Session, agreement: Agreement) -> Linkage:
    if agreement.put_proposal_id is not None:
        return put_linkage(session, agreement.put_proposal_id)
    if agreement.need_id is None:
        raise NotFound
    return linkage_of(session, Purchase(agreement.need_id, agreement.supplier_id, None, 1, 1))


def signed(session: Session, actor: Actor, assessment: Assessment) -> Agreement | None:
    """Freeze the signed conditions as clauses and ask both sides; none if it is no agreement's."""
    version = version_of_assessment(session, assessment.id)
    if version is None:
        return None
    agreement = session.get_one(Agreement, version.agreement_id)
    offer_to_both(session, actor, agreement, version, assessment=assessment)
    return agreement


def offer_to_both(
    session: Session, actor: Actor, agreement: Agreement, version: AgreementVersion, *,
    assessment: Assessment,
) -> None:  # fmt: skip
    """Freeze what was signed into a version and ask both sides for their yes."""
    freeze(session, version, assessment)
    step(session, actor, version, machine=VERSION, verb=VersionVerb.CHECK)
    if agreement.state is AgreementState.DRAFT:
        agreement.version += 1
        step(session, actor, agreement, machine=AGREEMENT, verb=AgreementVerb.OFFER)
    tell_agreement(session, Told.AGREEMENT_OFFERED, agreement)
    session.flush()


def freeze(session: Session, version: AgreementVersion, assessment: Assessment) -> None:
    """Freeze the conditions of a signature or a clearance as clauses, own words and all.

    A usual condition stands once, as it was written first; her own as often as she wrote one.
    """
    known = select(AgreementClause.code, AgreementClause.note).where(
        AgreementClause.version_id == version.id
    )
    frozen = {_same(code, note) for code, note in session.execute(known)}
    for row in session.scalars(_conditions(assessment)).all():
        same = _same(row.code, row.note)
        if same in frozen:
            continue
        frozen.add(same)
        session.add(
            AgreementClause(
                version_id=version.id, code=row.code, owner=row.owner, due_on=row.due_at.date(),
                note=row.note, note_in=row.note_in,
            )
        )  # fmt: skip
    session.flush()


def _same(code: str, note: str | None) -> tuple[str, str | None]:
    return code, note if code == OWN else None


def _conditions(assessment: Assessment) -> Select[AssessmentCondition]:
    its = AssessmentCondition.assessment_id == assessment.id
    if assessment.clearance_id is not None:
        its = or_(its, AssessmentCondition.clearance_id == assessment.clearance_id)
    return select(AssessmentCondition).where(its).order_by(AssessmentCondition.id)


def refused(session: Session, actor: Actor, assessment: Assessment) -> bool:
    """The desk said no to the terms: the version ends, and a draft with it."""
    version = version_of_assessment(session, assessment.id)
    if version is None:
        return False
    end_version(session, actor, version, RefuseWhy.TERMS)
    return True


def end_version(
    session: Session, actor: Actor, version: AgreementVersion, why: RefuseWhy
) -> Agreement:
    """End an open version with its reason; an agreement that never lived ends with it."""
    version.refused_why = why
    facts = {"reason": why.value}
    step(session, actor, version, machine=VERSION, verb=VersionVerb.REFUSE, facts=facts)
    agreement = session.get_one(Agreement, version.agreement_id)
    agreement.version += 1
    if agreement.state in (AgreementState.DRAFT, AgreementState.OFFERED):
        step(session, actor, agreement, machine=AGREEMENT, verb=AgreementVerb.REFUSE, facts=facts)
    tell_agreement(session, Told.AGREEMENT_REFUSED, agreement)
    return agreement


def is_signed(session: Session, version: AgreementVersion) -> bool:
    """Tell whether the version's signature still stands today."""
    found = session.get(Assessment, version.assessment_id) if version.assessment_id else None
    return (
        found is not None
        and found.signed_at is not None
        and found.expires_at is not None
        and clock.now() < found.expires_at
    )


def may_call_off(session: Session, version: AgreementVersion) -> bool:
    """Tell whether orders go on under the version's signature.

    They do through a review of 30 days; only a new level 3 stops them, after the notice, and A7 at
    once (assessment.md).
    """
    if version.assessment_id is None:
        return False
    found = session.get_one(Assessment, version.assessment_id)
    if found.signed_at is None or found.expires_at is None:
        return False
    in_review = clock.now() < found.expires_at + REVIEW
    return in_review and orders_allowed(session, found.id, clock.now())


def look_again(
    session: Session, actor: Actor, agreement: Agreement, version: AgreementVersion
) -> bool:
    """Read market and records once more before both sides are bound.

    True where a reading is worse than signed, or the signature is over: the terms go back to
    the desk, and what was said stays said.
    """
    terms = terms_of(session, version)
    bought = _bought(session, agreement, terms, price_minor=terms.price_minor)
    stands = is_signed(session, version) and version.assessment_id is not None
    if stands and not reads_worse(session, bought, version.assessment_id or 0):
        return False
    step(session, actor, version, machine=VERSION, verb=VersionVerb.RECHECK)
    put_to_check(session, actor, agreement, version, terms=terms)
    return True
