"""Whether a side has accepted the standing terms that are in force."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.people.models import TermsAcceptance
from marketplace.people.rules.terms import TERMS_VERSION


def accepted_by_operator(session: Session, operator_id: int) -> bool:
    """Tell whether an operator accepted the terms in force."""
    found = select(TermsAcceptance.id).where(
        TermsAcceptance.operator_id == operator_id, TermsAcceptance.version == TERMS_VERSION
    )
    return session.scalar(found) is not None


def accepted_by_supplier(session: Session, supplier_id: int) -> bool:
    """Tell whether a supplier heard and accepted the terms in force."""
    found = select(TermsAcceptance.id).where(
        TermsAcceptance.supplier_id == supplier_id, TermsAcceptance.version == TERMS_VERSION
    )
    return session.scalar(found) is not None
