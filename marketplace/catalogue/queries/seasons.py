"""The seasons of a destination: which months belong together, and how full it is then."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Season


@dataclass(frozen=True, slots=True)
class SeasonCard:
    """A season by its code, with its months and the destination's occupancy in percent."""

    code: str
    months: tuple[int, ...]
    occupancy_percent: int


_SEASONS = (
    select(Season.code, Season.month, Season.occupancy_percent)
    .where(Season.destination_id == bindparam("destination"))
    .order_by(Season.month)
)


def seasons_of(session: Session, destination_id: int) -> tuple[SeasonCard, ...]:
    """Return the seasons in the order of their first month; nothing where none are kept."""
    months: dict[str, list[int]] = {}
    full: dict[str, int] = {}
    for row in session.execute(_SEASONS, {"destination": destination_id}):
        months.setdefault(row.code, []).append(row.month)
        full.setdefault(row.code, row.occupancy_percent)
    return tuple(SeasonCard(code, tuple(found), full[code]) for code, found in months.items())
