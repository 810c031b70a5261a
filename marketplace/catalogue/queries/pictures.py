"""What was heard of the pictures: how many were asked, how many knew, what they took them for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import PictureAnswer, PictureSwap
from marketplace.catalogue.rules import picture_check as rules
from marketplace.catalogue.rules.picture_check import Heard, Verdict

MOST_CONFUSIONS = 3


@dataclass(frozen=True, slots=True)
class PictureResult:
    """One picture's answers; shares are of a thousand, ``low`` to ``high`` holds 95 %.

    ``confusions`` are the pictures it was most often taken for, with how often.
    """

    picture: str
    asked: int
    right: int
    confusions: tuple[tuple[str, int], ...]

    @property
    def low(self) -> int:
        """The low end of the interval."""
        return rules.interval(self.right, self.asked)[0]

    @property
    def high(self) -> int:
        """The high end of the interval."""
        return rules.interval(self.right, self.asked)[1]

    @property
    def limit(self) -> int:
        """The share at which this picture stands."""
        return rules.limit(self.picture)

    @property
    def under(self) -> bool:
        """Tell whether fewer knew it than it takes."""
        return rules.is_under(self.picture, self.right, self.asked)

    @property
    def verdict(self) -> Verdict:
        """What follows from the answers so far."""
        return rules.verdict(self.picture, self.right, self.asked)


def picture_results(session: Session, language: str = "") -> dict[str, PictureResult]:
    """Return the results by picture, in one language or in all; pictures not asked are left out."""
    rows = select(
        PictureAnswer.picture, PictureAnswer.heard, PictureAnswer.taken_for, func.count()
    ).group_by(PictureAnswer.picture, PictureAnswer.heard, PictureAnswer.taken_for)
    if language:
        rows = rows.where(PictureAnswer.language == language)
    heard: dict[str, list[tuple[Heard, str | None, int]]] = {}
    for picture, what, taken_for, count in session.execute(rows):
        heard.setdefault(picture, []).append((what, taken_for, count))
    return {picture: _result(picture, parts) for picture, parts in heard.items()}


def _result(picture: str, parts: Iterable[tuple[Heard, str | None, int]]) -> PictureResult:
    known = list(parts)
    taken = [(other, count) for _, other, count in known if other is not None]
    taken.sort(key=lambda one: (-one[1], one[0]))
    return PictureResult(
        picture, sum(count for _, _, count in known),
        sum(count for what, _, count in known if what is Heard.RIGHT),
        tuple(taken[:MOST_CONFUSIONS]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SwapMark:
    """How many swaps stand and when the last of them was made: another mark where they differ.

    A swap is only ever put back or made later than every other, so no two sets share a mark.
    """

    count: int
    last: datetime | None


SWAP_MARK = (
    select(func.count(PictureSwap.id)).scalar_subquery().label("swap_count"),
    select(func.max(PictureSwap.at)).scalar_subquery().label("swap_last"),
)


def swap_mark(session: Session) -> SwapMark:
    """Return the mark of the swaps that stand now."""
    row = session.execute(select(*SWAP_MARK)).one()
    return SwapMark(row.swap_count, row.swap_last)


def picture_swaps(session: Session) -> dict[str, str]:
    """Return which pictures are shown by their second drawing."""
    rows = session.execute(select(PictureSwap.picture, PictureSwap.other))
    return {row.picture: row.other for row in rows}
