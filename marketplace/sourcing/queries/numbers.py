"""What a buyer may know of the asking: numbers only, never who (trust.md, "Sealed")."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import Session

from marketplace.sourcing.models import Asked, SeenMark, Wave
from marketplace.sourcing.rules.lists import Answer, NotMe


@dataclass(frozen=True, slots=True)
class AskedNumbers:
    """How many were asked, saw it, answered, and said "not me"."""

    asked: int = 0
    seen: int = 0
    answered: int = 0
    not_me: int = 0
    waves: int = 0


_ASKED = (
    select(
        Asked.need_id, func.count(Asked.id).label("asked"),
        func.count(SeenMark.id).label("seen"),
        func.sum(case((Asked.answer != Answer.WAITING, 1), else_=0)).label("answered"),
        func.sum(case((Asked.answer == Answer.NOT_ME, 1), else_=0)).label("not_me"),
        func.max(Wave.number).label("waves"),
    )
    .select_from(Asked)
    .join(Wave, Wave.id == Asked.wave_id)
    .outerjoin(
        SeenMark,
        (SeenMark.need_id == Asked.need_id) & (SeenMark.supplier_id == Asked.supplier_id),
    )
    .where(Asked.need_id.in_(bindparam("needs", expanding=True)), Asked.position.is_not(None))
    .group_by(Asked.need_id)
)  # fmt: skip
_WHY = (
    select(Asked.not_me, func.count(Asked.id))
    .where(Asked.need_id == bindparam("need"), Asked.not_me.is_not(None))
    .group_by(Asked.not_me)
    .order_by(func.count(Asked.id).desc(), Asked.not_me)
)


def asked_numbers(session: Session, need_ids: Collection[int]) -> dict[int, AskedNumbers]:
    """Return the numbers of several needs, in one statement; one is there for every id."""
    rows = session.execute(_ASKED, {"needs": list(need_ids)})
    found = {
        row.need_id: AskedNumbers(
            row.asked, row.seen, int(row.answered), int(row.not_me), row.waves
        )
        for row in rows
    }  # fmt: skip
    return {need_id: found.get(need_id, AskedNumbers()) for need_id in need_ids}


def why_not(session: Session, need_id: int) -> tuple[tuple[NotMe, int], ...]:
    """Return why suppliers said "not me", the commonest first; never who."""
    rows = session.execute(_WHY, {"need": need_id})
    return tuple((reason, count) for reason, count in rows if reason is not None)
