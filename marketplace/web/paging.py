"""Reading where in a list, and on which day, an address stands; nonsense begins anew."""

from datetime import date, timedelta
from typing import Any

from flask import request
from werkzeug.routing import IntegerConverter, Map

from marketplace.i18n import format as shown

_LARGEST = 2**62
_FARTHEST = 10**15
_YEARS = timedelta(days=3660)


class Ids(IntegerConverter):
    """A whole number in an address, no longer than what a database holds."""

    def __init__(self, url_map: Map, **wanted: Any) -> None:
        """Bound it, whatever else an address wants of it."""
        super().__init__(url_map, **{"max": _LARGEST, **wanted})


def number(typed: str) -> int:
    """Read a whole number; raise ``ValueError`` for one that no list is long enough for."""
    found = int(typed)
    if abs(found) > _FARTHEST:
        raise ValueError("a number without an end")
    return found


def before() -> int | None:
    """Return the id a page goes on from; none on the first page."""
    typed = request.args.get("before", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 20):
        return None
    return min(int(typed), _LARGEST)


def day(typed: str, otherwise: date) -> date:
    """Return a day of the last or next ten years, else the other one."""
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return otherwise
    return found if abs(found - shown.today()) < _YEARS else otherwise
