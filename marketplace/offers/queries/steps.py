"""Where answers are lost: who opened a need, said how many, said a price, sent."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.offers.models import AnswerStep
from marketplace.offers.rules.lists import Step

FEWEST = 5  # a row of fewer would be about somebody


@dataclass(frozen=True, slots=True)
class StepLoss:
    """One language's way through the answer since a day: how many got past each screen.

    A need is counted when somebody opens it for the first time; whoever says "not me" is not lost.
    """

    language: str
    need: int
    not_me: int
    quantity: int
    money: int
    sent: int

    @property
    def speaks(self) -> bool:
        """Tell whether enough needs were opened or answers begun to say anything."""
        return max(self.need, self.quantity) >= FEWEST

    @property
    def lost_at_need(self) -> int:
        """How many opened a need and answered nothing, of a thousand."""
        return _lost(self.need, self.not_me + self.quantity)

    @property
    def lost_at_money(self) -> int:
        """How many said how many and never a price, of a thousand."""
        return _lost(self.quantity, self.money)

    @property
    def lost_at_right(self) -> int:
        """How many said a price and never sent, of a thousand."""
        return _lost(self.money, self.sent)


def _lost(came: int, went_on: int) -> int:
    return 0 if not came else round(1000 * max(0, came - went_on) / came)


def step_losses(session: Session, since: date) -> tuple[StepLoss, ...]:
    """Return every language's losses since a day, the language with most answers first."""
    rows = (
        select(AnswerStep.language, AnswerStep.step, func.count())
        .where(AnswerStep.week >= since)
        .group_by(AnswerStep.language, AnswerStep.step)
    )
    counts: dict[str, Counter[Step]] = {}
    for language, step, count in session.execute(rows):
        counts.setdefault(language, Counter())[step] = count
    found = (StepLoss(language, *(of[step] for step in Step)) for language, of in counts.items())
    return tuple(sorted(found, key=lambda one: (-one.quantity, one.language)))
