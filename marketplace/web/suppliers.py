"""For whom a seat acts, and how its pages send on."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from flask import Response, redirect, url_for

from marketplace.db import db
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState

T = TypeVar("T")
A_PAGE = 6  # supplier-screens.md, rule 10


def her_supplier(actor: Actor) -> int:
    """Return the supplier she acts for: her own, the first where she belongs to several."""
    if not actor.supplier_ids:
        raise NotFound
    return min(actor.supplier_ids)


def to(endpoint: str, **values: object) -> str:
    """Return an address; what is none is left out of it."""
    known = {name: value for name, value in values.items() if value is not None}
    return url_for(endpoint, **known)  # type: ignore[arg-type]  # werkzeug's own names are not used


def see_other(endpoint: str, **values: object) -> Response:
    """Send on after a change, so that a repeated send shows the same page."""
    return redirect(to(endpoint, **values), code=303)  # type: ignore[return-value]  # werkzeug's base class


def once(act: Callable[[], object], endpoint: str, **values: object) -> Response:
    """Do it and send on; what was done already (a second tap) shows how it stands now."""
    try:
        act()
    except Refused as refused:
        if WrongState.NOT_NOW not in refused.reasons:
            raise
        db.session.rollback()
    return see_other(endpoint, **values)


def cut(cards: Sequence[T], number: int) -> tuple[Sequence[T], bool]:
    """Return one page of a short list, and whether another follows."""
    return cards[(number - 1) * A_PAGE : number * A_PAGE], len(cards) > number * A_PAGE
