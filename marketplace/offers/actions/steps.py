"""Counting how far answers come: a week, a language and a question, never who or what."""

from datetime import timedelta

from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.offers.models import AnswerStep
from marketplace.offers.rules.lists import Step


def count_step(session: Session, step: Step, language: str) -> None:
    """Count one question answered on the supplier's screens; without a language nothing is.

    The row holds no person, need or time of day, so that nobody can be read out of it.
    """
    if language:
        today = clock.now().date()
        monday = today - timedelta(days=today.weekday())
        session.add(AnswerStep(week=monday, language=language, step=step))
