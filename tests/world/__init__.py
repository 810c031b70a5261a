"""A small, named world for tests: Mto wa Mbu with a lodge, a mediator and three growers.

``small_world(session)`` puts it in and returns a ``World``; every builder may also be called by
itself. Nothing here commits.
"""

from tests.world.goods import (
    Goods,
    add_goods,
    add_specs,
)
from tests.world.operators import (
    add_buyer,
    add_colleague,
    add_operator,
    add_property,
)
from tests.world.people import (
    actor_of,
    add_facilitator,
    add_person,
)
from tests.world.places import (
    add_destination,
    add_place,
)
from tests.world.small import (
    World,
    buyer,
    facilitator,
    small_world,
    supplier_actor,
)
from tests.world.suppliers import (
    add_leaf,
    add_supplier,
    add_terms,
    commit_week,
    sold,
)

__all__ = [
    "Goods", "World", "actor_of", "add_buyer", "add_colleague", "add_destination",
    "add_facilitator", "add_goods", "add_leaf", "add_operator", "add_person", "add_place",
    "add_property", "add_specs", "add_supplier", "add_terms", "buyer", "commit_week",
    "facilitator", "small_world", "sold", "supplier_actor",
]  # fmt: skip
