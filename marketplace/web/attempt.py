"""Doing something that may be refused: the answer then stands beside the field, nothing is kept."""

from collections.abc import Callable
from typing import TypeVar

from marketplace.db import db
from marketplace.kernel.refused import Refused

T = TypeVar("T")
Explain = Callable[[Refused], None]


def attempt(act: Callable[[], T], explain: Callable[[Refused], None]) -> T | None:
    """Return what the act made; where it is refused, undo it, explain, and return nothing."""
    try:
        return act()
    except Refused as refused:
        db.session.rollback()
        explain(refused)
        return None


def done(act: Callable[[], object], explain: Explain) -> bool:
    """Tell whether something that returns nothing was done; where it is refused, explain."""

    def acted() -> bool:
        act()
        return True

    return attempt(acted, explain) is not None
