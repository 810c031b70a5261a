"""Which rows a facilitator sees: those of her places."""

from sqlalchemy import ColumnElement, SQLColumnExpression, true

from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import Forbidden

Column = SQLColumnExpression[int] | SQLColumnExpression[int | None]


def in_reach(actor: Actor, place: Column) -> ColumnElement[bool]:
    """Return the condition that a place is the facilitator's; ``Forbidden`` for anybody else."""
    if not actor.has(Role.FACILITATOR):
        raise Forbidden
    return at_places(actor, place)


def at_places(actor: Actor, place: Column) -> ColumnElement[bool]:
    """Return the condition that a place is one of the actor's; whoever is everywhere has all."""
    return true() if actor.everywhere else place.in_(actor.place_ids)
