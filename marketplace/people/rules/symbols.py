"""Symbols: a drawing and a two-digit number that say who ("Fish 47"); they prove nothing."""

import random
import secrets
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from marketplace.people.rules.drawings import SYMBOLS

DRAWINGS = SYMBOLS
FIRST, LAST = 10, 99
PER_DRAWING = LAST - FIRST + 1


class NoneFreeError(LookupError):
    """Every drawing with every number is taken in this destination."""


@dataclass(frozen=True, slots=True, order=True)
class SymbolName:
    """One symbol: the drawing's picture code, and the number beside it."""

    drawing: str
    number: int

    @property
    def valid(self) -> bool:
        """Tell whether there can be such a symbol at all."""
        return self.drawing in DRAWINGS and FIRST <= self.number <= LAST


def free_symbol(taken: Collection[SymbolName]) -> SymbolName:
    """Choose a free symbol with one of the least used drawings; raise ``NoneFreeError`` at the end.

    The choice is random, so that neither the order nor the number of people can be read off.
    """
    used = Counter(symbol.drawing for symbol in taken)
    fewest = min(used[drawing] for drawing in DRAWINGS)
    if fewest >= PER_DRAWING:
        raise NoneFreeError
    dealer = secrets.SystemRandom()
    drawing = dealer.choice([d for d in DRAWINGS if used[d] == fewest])
    return SymbolName(drawing, _free_number(drawing, set(taken), dealer))


def _free_number(drawing: str, taken: set[SymbolName], dealer: random.Random) -> int:
    numbers = range(FIRST, LAST + 1)
    return dealer.choice([n for n in numbers if SymbolName(drawing, n) not in taken])
