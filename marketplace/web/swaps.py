"""Which pictures are shown by their second drawing: kept in memory, and never older than a page.

Every process keeps the swaps it read with the mark they had. The mark is part of the statement
that reads the session (a stranger's page asks for it by itself), so that a swap made in one process
is on the next page of every other one, without a further statement on anybody's own page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Flask, current_app, g
from sqlalchemy.exc import OperationalError

from marketplace.catalogue.queries.pictures import SwapMark, picture_swaps, swap_mark
from marketplace.db import db
from marketplace.web.current import current_seat

KEPT = "picture_swaps"


NONE_SWAPPED = SwapMark(0, None)


@dataclass(frozen=True, slots=True)
class Kept:
    """The swaps as they were at a mark; to begin with none, which nobody has to read."""

    mark: SwapMark | None = NONE_SWAPPED
    pictures: Mapping[str, str] = field(default_factory=dict)


def swaps() -> Mapping[str, str]:
    """Return picture to second drawing, as everybody sees it now; asked once a request."""
    if "swaps" not in g:
        g.swaps = _now().pictures
    found: Mapping[str, str] = g.swaps
    return found


def _now() -> Kept:
    kept: Kept = current_app.extensions[KEPT]
    try:
        seat = current_seat()
        mark = swap_mark(db.session()) if seat is None else seat.swap_mark
        if mark != kept.mark:
            kept = Kept(mark, picture_swaps(db.session()))
            current_app.extensions[KEPT] = kept
    except OperationalError:
        db.session.rollback()  # the page that says so is drawn with what is known
    return kept


def install(app: Flask) -> None:
    """Begin with none swapped; where one is, the first page finds another mark and reads it."""
    app.extensions[KEPT] = Kept()
