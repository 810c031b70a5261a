"""Whom a need is meant for: everybody, a reserved group, or suppliers by name."""

from dataclasses import dataclass

from marketplace.sourcing.rules.tender_lists import ReservedFor


@dataclass(frozen=True, slots=True)
class Meant:
    """A group, or suppliers by id; neither is everybody."""

    group: ReservedFor | None = None
    invited: tuple[int, ...] = ()


EVERYBODY = Meant()
