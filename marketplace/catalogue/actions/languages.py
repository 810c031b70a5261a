"""A catalogue of words is reviewed: by whom, and for exactly these words."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.catalogue.models.languages import LanguageReview
from marketplace.journal.actions import record
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import Forbidden


@dataclass(frozen=True, slots=True, kw_only=True)
class StandBy:
    """A native speaker stands by a language's words; ``fingerprint`` says which."""

    language: str
    reviewer: str
    fingerprint: str


def mark_reviewed(session: Session, actor: Actor, told: StandBy, *, now: datetime) -> None:
    """Write down that a native speaker has read a language's words."""
    if Role.ADMINISTRATOR not in actor.roles or actor.person_id is None:
        raise Forbidden
    review = LanguageReview(
        language=told.language, reviewer=told.reviewer, by_id=actor.person_id,
        fingerprint=told.fingerprint, at=now,
    )  # fmt: skip
    session.add(review)
    record(
        session, actor, verb="language.review", subject=review, facts={"language": told.language}
    )
    session.flush()
