"""Numbers of the derived board: where a need fans out to, and how it is sorted."""

from datetime import datetime

from marketplace.kernel.geo import cells_around

ALL_LEAVES = 0  # the row that stands for every leaf
EVERYWHERE = 0  # no need lies in cell 0: it is at the south pole
PAGE = 6
REACH_KM = 40
WINDOW = 60


def whole_destination(destination_id: int) -> int:
    """Return the cell that holds all needs of a destination."""
    return -destination_id


def fan_out(*, destination_id: int, lat_e6: int, lon_e6: int) -> tuple[int, ...]:
    """Return every cell a need shows in: its own, its neighbours, its destination, everywhere."""
    around = cells_around(lat_e6, lon_e6)
    return (*dict.fromkeys((*around, whole_destination(destination_id), EVERYWHERE)),)


def sort_key(published_at: datetime) -> int:
    """Return what the board is sorted by: the newest first."""
    return int(published_at.timestamp())
