"""Who stands by which catalogue of words."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models.languages import LanguageReview


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """The last review of a language."""

    language: str
    reviewer: str
    fingerprint: str
    at: datetime


def last_reviews(session: Session) -> dict[str, ReviewCard]:
    """Return the last review of each language that has one."""
    last = select(func.max(LanguageReview.id)).group_by(LanguageReview.language)
    rows = session.execute(
        select(
            LanguageReview.language, LanguageReview.reviewer, LanguageReview.fingerprint,
            LanguageReview.at,
        ).where(LanguageReview.id.in_(last))
    )  # fmt: skip
    return {row.language: ReviewCard(**row._asdict()) for row in rows}
