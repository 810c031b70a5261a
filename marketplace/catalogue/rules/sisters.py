"""Bigger sisters of units: quantities stay in two digits by the choice of unit (rule 25)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

MOST = 99


@dataclass(frozen=True, slots=True)
class UnitLink:
    """A unit, how much of its base it holds (thousandths), and its next bigger sister."""

    base: str
    factor_milli: int
    bigger_id: int | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """The same amount in a bigger unit, rounded up to whole ones."""

    unit_id: int
    quantity: int


def bigger_unit(
    quantity: int, *, unit_id: int, units: Mapping[int, UnitLink], allowed: Collection[int]
) -> Proposal | None:
    """Return the first bigger sister the leaf allows that brings a number to two digits.

    None while the number has two digits, or where no allowed sister is big enough. A sister that
    is nominal holds about that much: the proposal is a question, never a silent change.
    """
    if quantity <= MOST:
        return None
    start = units[unit_id]
    total = quantity * start.factor_milli
    sister = start.bigger_id
    while sister is not None:
        link = units[sister]
        count = -(-total // link.factor_milli)
        if sister in allowed and link.base == start.base and count <= MOST:
            return Proposal(sister, count)
        sister = link.bigger_id
    return None
