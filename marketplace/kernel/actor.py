"""Who acts, through what, and for whom: the first argument of every action."""

from dataclasses import dataclass, field, replace
from enum import StrEnum


class Via(StrEnum):
    """The way an act came in."""

    CLI = "cli"
    SYSTEM = "system"
    WEB = "web"


class Hand(StrEnum):
    """Who pressed the key for a supplier."""

    FACILITATOR = "facilitator"
    HELPER = "helper"
    HERSELF = "herself"


class Role(StrEnum):
    """What somebody is here to do (product.md, "Who")."""

    ADMINISTRATOR = "administrator"
    BROKER = "broker"
    BUYER = "buyer"
    FACILITATOR = "facilitator"
    OBSERVER = "observer"
    SUPPLIER = "supplier"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the clockwork: ``person_id`` None) with what he or she may reach.

    ``operator_ids``, ``place_ids`` and ``supplier_ids`` bound every object-level question; a
    facilitator with ``everywhere`` (the independent mediator) is not bound to places.
    ``code_proved`` tells that a supplier's picture code was shown in this seat.
    """

    person_id: int | None = None
    via: Via = Via.SYSTEM
    roles: frozenset[Role] = frozenset()
    operator_ids: frozenset[int] = frozenset()
    place_ids: frozenset[int] = frozenset()
    supplier_ids: frozenset[int] = frozenset()
    destination_ids: frozenset[int] = frozenset()
    rights: frozenset[str] = frozenset()
    everywhere: bool = False
    code_proved: bool = False
    name: str = field(default="", compare=False)
    language: str = "en"

    @property
    def is_nobody(self) -> bool:
        """Tell whether this is a visitor who has not said who he is."""
        return self.person_id is None and self.via is Via.WEB

    def has(self, role: Role) -> bool:
        """Tell whether the person holds the role."""
        return role in self.roles

    def through(self, via: Via) -> "Actor":
        """Return the same person coming in another way."""
        return replace(self, via=via)


NOBODY = Actor(via=Via.WEB)
SYSTEM = Actor(via=Via.SYSTEM)
