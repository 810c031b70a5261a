"""A signature renewed: the same terms as a new version, tied to what was signed anew."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from marketplace.agreements.actions.agreed_check import offer_to_both
from marketplace.agreements.actions.write_terms import add_version
from marketplace.agreements.models import Agreement, AgreementVersion
from marketplace.agreements.queries.agreed_load import OPEN, terms_of, version_in
from marketplace.agreements.rules.agreed_lists import AgreementState, VersionState
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.kernel.actor import Actor


def renewed(session: Session, actor: Actor, assessment: Assessment) -> Agreement | None:
    """Put terms whose check was made and signed again to both sides as a new version.

    The version that binds goes on until both said yes. None where the assessment renews no
    agreement's signature, or other terms are open already.
    """
    found = _agreed_on(session, assessment)
    if found is None or version_in(session, found.agreement_id, *OPEN) is not None:
        return None
    agreement = session.get_one(Agreement, found.agreement_id)
    version = add_version(session, actor, agreement, terms_of(session, found))
    version.assessment_id = assessment.id
    session.flush()
    agreement.version += 1
    offer_to_both(session, actor, agreement, version, assessment=assessment)
    return agreement


def _agreed_on(session: Session, assessment: Assessment) -> AgreementVersion | None:
    """Return the version in force whose own check was of the same linkage, made before."""
    before = aliased(Assessment)
    same_offer = (
        before.offer_id.is_(None)
        if assessment.offer_id is None
        else before.offer_id == assessment.offer_id
    )
    return session.scalars(
        select(AgreementVersion)
        .join(Agreement, Agreement.id == AgreementVersion.agreement_id)
        .join(before, before.id == AgreementVersion.assessment_id)
        .where(
            Agreement.state == AgreementState.IN_FORCE,
            AgreementVersion.state == VersionState.AGREED,
            or_(
                before.need_id == assessment.need_id,
                before.proposal_id == assessment.proposal_id,
            ),
            before.supplier_id == assessment.supplier_id,
            before.id < assessment.id, before.state == AssessmentState.SIGNED, same_offer,
        )
        .limit(1)
    ).one_or_none()  # fmt: skip
