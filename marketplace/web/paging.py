"""Reading where in a list, and on which day, an address stands; nonsense begins anew."""

from datetime import date, timedelta

from flask import request

from marketplace.i18n import format as shown

_LARGEST = 2**62
_YEARS = timedelta(days=3660)


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
