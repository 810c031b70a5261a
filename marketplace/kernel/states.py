"""State machines as tables: a state, a verb, the next state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from marketplace.kernel.refused import Refused

S = TypeVar("S", bound=StrEnum)
V = TypeVar("V", bound=StrEnum)


class WrongState(StrEnum):
    """Why a step was refused."""

    NOT_NOW = "not_now"


@dataclass(frozen=True)
class Machine(Generic[S, V]):
    """A transition table; every pair not named is refused with ``WrongState.NOT_NOW``."""

    subject: str
    table: Mapping[tuple[S, V], S]

    def after(self, state: S, verb: V) -> S:
        """Return the state that follows; raise ``Refused`` where the table has no row."""
        try:
            return self.table[state, verb]
        except KeyError:
            raise Refused(WrongState.NOT_NOW) from None

    def allows(self, state: S, verb: V) -> bool:
        """Tell whether the verb is possible in this state."""
        return (state, verb) in self.table


def rows(
    *steps: tuple[Iterable[S] | S, V, S],
) -> dict[tuple[S, V], S]:
    """Write a table with several starting states in one row."""
    table: dict[tuple[S, V], S] = {}
    for starts, verb, end in steps:
        many = (starts,) if isinstance(starts, StrEnum) else tuple(starts)
        table.update({(start, verb): end for start in many})
    return table
