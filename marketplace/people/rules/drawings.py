"""Which drawings may be a symbol or a key, and which are too alike to lie side by side."""

import random

from marketplace.catalogue.rules.packed import symbols

_DATA = symbols()
SYMBOLS: tuple[str, ...] = tuple(sorted(_DATA["symbols"]))
KEYS: tuple[str, ...] = tuple(sorted(_DATA["keys"]))
ALIKE: tuple[frozenset[str], ...] = tuple(frozenset(row) for row in _DATA["alike"])


def distinct(count: int, dealer: random.Random) -> tuple[str, ...]:
    """Deal so many different key drawings, no two of which can be mistaken for each other."""
    dealt: list[str] = []
    for drawing in dealer.sample(KEYS, len(KEYS)):
        if len(dealt) < count and not any(_alike(drawing, other) for other in dealt):
            dealt.append(drawing)
    return tuple(dealt)


def _alike(one: str, other: str) -> bool:
    return any(one in row and other in row for row in ALIKE)
