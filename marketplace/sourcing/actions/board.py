"""Keeping the derived board in step with the needs."""

from datetime import datetime

from sqlalchemy import and_, bindparam, delete, insert, or_, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Place
from marketplace.sourcing.models import BoardRow, Need
from marketplace.sourcing.rules.board import ALL_LEAVES, fan_out, sort_key
from marketplace.sourcing.rules.lists import NeedState

_WHERE = select(Place.lat_e6, Place.lon_e6).where(Place.id == bindparam("place"))
_REMOVE = delete(BoardRow).where(BoardRow.need_id == bindparam("need"))
_SWEEP = delete(BoardRow).where(
    BoardRow.need_id.in_(
        select(Need.id).where(
            or_(
                Need.state != NeedState.PUBLISHED,
                and_(Need.closes_at.is_not(None), Need.closes_at <= bindparam("now")),
            )
        )
    )
)


def refresh_board(session: Session, need: Need, *, fresh: bool = False) -> None:
    """Put an open need on the board, take any other off; ``fresh`` skips removing first."""
    if not fresh:
        session.flush()
        session.execute(_REMOVE, {"need": need.id})
    if need.state is NeedState.PUBLISHED and need.published_at is not None:
        session.execute(insert(BoardRow), _rows(session, need, need.published_at))


def _rows(session: Session, need: Need, published_at: datetime) -> list[dict[str, int]]:
    place = session.execute(_WHERE, {"place": need.place_id}).one()
    cells = fan_out(destination_id=need.destination_id, lat_e6=place.lat_e6, lon_e6=place.lon_e6)
    return [
        {
            "cell": cell, "category_id": category, "sort_key": sort_key(published_at),
            "need_id": need.id,
        }
        for cell in cells
        for category in (need.category_id, ALL_LEAVES)
    ]  # fmt: skip


def sweep_board(session: Session, now: datetime) -> int:
    """Take off what is no longer open; return how many rows (expired ones cost 45 ms a page)."""
    return int(session.execute(_SWEEP, {"now": now}).rowcount)  # type: ignore[attr-defined]  # a CursorResult
