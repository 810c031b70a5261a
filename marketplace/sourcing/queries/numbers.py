"""What a buyer may know of the asking: numbers only, never who (trust.md, "Sealed")."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, case, func, select
from sqlalchemy.orm import Session

from marketplace.sourcing.models import Asked, SeenMark, Wave
from marketplace.sourcing.rules.lists import Answer, NotMe


@dataclass(frozen=True, slots=True)
class AskedNumbers:
    """How many were asked, saw it, answered, and said "not me"; in how many waves.

    ``why_not`` counts why "not me" was said, the commonest first, also by who was not asked.
    """

    asked: int = 0
    seen: int = 0
    answered: int = 0
    not_me: int = 0
    waves: int = 0
    why_not: tuple[tuple[NotMe, int], ...] = ()


_in_turn = Asked.position.is_not(None)  # the others came by themselves


def _count(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((and_(_in_turn, *conditions), 1), else_=0))


_ASKED = (
    select(
        Asked.need_id, Asked.not_me.label("why"), func.count(Asked.id).label("said"),
        _count().label("asked"), _count(SeenMark.id.is_not(None)).label("seen"),
        _count(Asked.answer != Answer.WAITING).label("answered"),
        _count(Asked.answer == Answer.NOT_ME).label("not_me"),
        func.max(case((_in_turn, Wave.number), else_=0)).label("waves"),
    )
    .select_from(Asked)
    .join(Wave, Wave.id == Asked.wave_id)
    .outerjoin(
        SeenMark,
        (SeenMark.need_id == Asked.need_id) & (SeenMark.supplier_id == Asked.supplier_id),
    )
    .where(Asked.need_id.in_(bindparam("needs", expanding=True)))
    .group_by(Asked.need_id, Asked.not_me)
)  # fmt: skip


def asked_numbers(session: Session, need_ids: Collection[int]) -> dict[int, AskedNumbers]:
    """Return the numbers of several needs, in one statement; one is there for every id."""
    found: dict[int, list[Row[*tuple[Any, ...]]]] = {need_id: [] for need_id in need_ids}
    for row in session.execute(_ASKED, {"needs": list(need_ids)}):
        found[row.need_id].append(row)
    return {need_id: _summed(rows) for need_id, rows in found.items()}


def _summed(rows: Sequence[Row[*tuple[Any, ...]]]) -> AskedNumbers:
    """Add up the rows of one need: one for each reason, and one for those who gave none."""
    why = [(row.why, row.said) for row in rows if row.why is not None]
    return AskedNumbers(
        asked=int(sum(row.asked for row in rows)), seen=int(sum(row.seen for row in rows)),
        answered=int(sum(row.answered for row in rows)),
        not_me=int(sum(row.not_me for row in rows)),
        waves=max((row.waves for row in rows), default=0),
        why_not=tuple(sorted(why, key=lambda one: (-one[1], one[0]))),
    )  # fmt: skip
