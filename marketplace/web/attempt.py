"""Doing something that may be refused: the answer then stands beside the field, nothing is kept."""

from collections.abc import Callable
from typing import TypeVar

from marketplace.db import db
from marketplace.kernel.refused import Refused

T = TypeVar("T")


def attempt(act: Callable[[], T], explain: Callable[[Refused], None]) -> T | None:
    """Return what the act made; where it is refused, undo it, explain, and return nothing."""
    try:
        return act()
    except Refused as refused:
        db.session.rollback()
        explain(refused)
        return None
