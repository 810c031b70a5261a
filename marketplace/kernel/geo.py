"""Where things are: whole micro-degrees, a grid of cells, great-circle distance."""

import math

EARTH_KM = 6371.0088  # mean radius, IUGG
CELL_MICRODEGREES = 250_000  # a quarter of a degree, about 28 km: a morning's reach


def distance_km(lat1_e6: int, lon1_e6: int, lat2_e6: int, lon2_e6: int) -> float:
    """Return the great-circle distance (haversine) between two points in micro-degrees."""
    lat1, lon1, lat2, lon2 = (math.radians(v / 1e6) for v in (lat1_e6, lon1_e6, lat2_e6, lon2_e6))
    h = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def cell(lat_e6: int, lon_e6: int) -> int:
    """Return the number of the grid cell a point lies in."""
    row = (lat_e6 + 90_000_000) // CELL_MICRODEGREES
    column = (lon_e6 + 180_000_000) // CELL_MICRODEGREES % COLUMNS
    return row * COLUMNS + column


COLUMNS = 360_000_000 // CELL_MICRODEGREES


def cells_around(lat_e6: int, lon_e6: int) -> tuple[int, ...]:
    """Return the point's own cell and its eight neighbours (fan-out of speed.md)."""
    home = cell(lat_e6, lon_e6)
    row, column = divmod(home, COLUMNS)
    return tuple(
        (row + dy) * COLUMNS + (column + dx) % COLUMNS for dy in (-1, 0, 1) for dx in (-1, 0, 1)
    )
