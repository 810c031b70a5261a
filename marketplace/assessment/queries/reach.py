"""Which rows of the check a facilitator sees: those of her places."""

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import InstrumentedAttribute

from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import Forbidden


def in_reach(actor: Actor, place: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Return the condition; raise ``Forbidden`` for anybody but a facilitator."""
    if not actor.has(Role.FACILITATOR):
        raise Forbidden
    return true() if actor.everywhere else place.in_(actor.place_ids)
