"""Which offers together meet a need: an exact, bounded search over whole lots.

Every offer is taken whole, or in part in whole lots where that fills the need exactly; at most
one is taken in part (with prices per unit, no better mix ever needs two). A mix never exceeds the
need; those that cover most of it are compared. The work is bounded: where offers × offers × lots
would pass ``MOST_WORK``, the offers ranked lowest are left out, and the answer says how many.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import gcd, lcm

MOST_WORK = 160_000
FEWEST_SEARCHED = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """An offer a mix may use; quantity in whole units, price per unit in minor units."""

    code: str
    quantity: int
    price_minor: int
    points: Fraction = Fraction(0)
    place: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """So much of one offer."""

    piece: Piece
    quantity: int


@dataclass(frozen=True, slots=True)
class Mix:
    """Offers that stand together, in the order of their places."""

    taken: tuple[Taken, ...]

    @property
    def quantity(self) -> int:
        """Return what they bring together."""
        return sum(one.quantity for one in self.taken)

    @property
    def total_minor(self) -> int:
        """Return what all of it costs."""
        return sum(one.quantity * one.piece.price_minor for one in self.taken)

    @property
    def suppliers(self) -> int:
        """Return how many bring something."""
        return len(self.taken)

    @property
    def average_place(self) -> Fraction:
        """Return the average place of those who bring something."""
        return Fraction(sum(one.piece.place for one in self.taken), len(self.taken))


class Goal(StrEnum):
    """What a mix is best at."""

    CHEAPEST = "cheapest"
    BEST_RANKED = "best_ranked"
    FEWEST = "fewest"


@dataclass(frozen=True, slots=True)
class Mixes:
    """The best mix for each goal; goals that lead to the same mix stand together."""

    best: tuple[tuple[tuple[Goal, ...], Mix], ...]
    left_out: int = 0


Key = tuple[int, int, int]
Cost = Callable[[int, int], Key]  # of what these units cost, and of what their points are worth
COSTS: dict[Goal, Cost] = {
    Goal.CHEAPEST: lambda paid, worth: (paid, 1, -worth),
    Goal.BEST_RANKED: lambda paid, worth: (-worth, paid, 1),
    Goal.FEWEST: lambda paid, worth: (1, paid, -worth),
}
_NOTHING: Key = (0, 0, 0)
_State = tuple[Key, tuple[Taken, ...]]


def best_mixes(pieces: Iterable[Piece], need: int, lot: int = 1) -> Mixes:
    """Return the best mixes for a need; none where nobody offers even one lot of it."""
    usable = sorted(_in_lots(pieces, lot), key=lambda piece: (piece.place, piece.code))
    whole = need // lot * lot
    searched = _bounded(usable, whole)
    search = _Search(tuple(searched), whole, lot, _scale(searched))
    found: dict[tuple[Taken, ...], list[Goal]] = {}
    for goal in Goal:
        taken = search.best(COSTS[goal])
        if taken:
            found.setdefault(taken, []).append(goal)
    best = tuple((tuple(goals), Mix(taken)) for taken, goals in found.items())
    return Mixes(best, len(usable) - len(searched))


def _scale(pieces: Iterable[Piece]) -> int:
    """Return what makes whole numbers of everybody's points: exact, and fast to add."""
    return lcm(*(piece.points.denominator for piece in pieces))


def _in_lots(pieces: Iterable[Piece], lot: int) -> list[Piece]:
    cut = (
        Piece(one.code, one.quantity // lot * lot, one.price_minor, one.points, one.place)
        for one in pieces
    )
    return [one for one in cut if one.quantity > 0]


def _bounded(pieces: list[Piece], need: int) -> list[Piece]:
    kept = list(pieces)
    while len(kept) > FEWEST_SEARCHED and len(kept) ** 2 * _steps(kept, need) > MOST_WORK:
        kept.pop()
    return kept


def _steps(pieces: Sequence[Piece], need: int) -> int:
    """Return how many different sums there can be at most."""
    common = gcd(need, *(one.quantity for one in pieces)) or 1
    return min(need // common + 1, 1 << len(pieces))


@dataclass(frozen=True, slots=True)
class _Search:
    pieces: tuple[Piece, ...]
    need: int
    lot: int
    scale: int

    def best(self, cost: Cost) -> tuple[Taken, ...]:
        """Compare mixes of whole offers with those that fill up with a part of one more."""
        best_sum, best = _fullest(self._sums(self.pieces, cost))
        for at, last in enumerate(self.pieces):
            others = self._sums((*self.pieces[:at], *self.pieces[at + 1 :]), cost)
            for total, state in others.items():
                gap = self.need - total
                if not self.lot <= gap < last.quantity:
                    continue
                more = self._with(state, Taken(last, gap), cost)
                if best_sum < self.need or _order(more) < _order(best):
                    best_sum, best = self.need, more
        return tuple(sorted(best[1], key=lambda one: (one.piece.place, one.piece.code)))

    def _sums(self, pieces: Sequence[Piece], cost: Cost) -> dict[int, _State]:
        """Return the best way to each sum of whole offers that does not exceed the need."""
        known: dict[int, _State] = {0: (_NOTHING, ())}
        for piece in pieces:
            whole = Taken(piece, piece.quantity)
            for total, state in sorted(known.items()):
                reached = total + piece.quantity
                if reached > self.need:
                    break
                more = self._with(state, whole, cost)
                if reached not in known or _order(more) < _order(known[reached]):
                    known[reached] = more
        return known

    def _with(self, state: _State, taken: Taken, cost: Cost) -> _State:
        piece, n = taken.piece, taken.quantity
        paid, second, third = cost(n * piece.price_minor, n * int(piece.points * self.scale))
        one, two, three = state[0]
        return (one + paid, two + second, three + third), (*state[1], taken)


def _fullest(known: dict[int, _State]) -> tuple[int, _State]:
    most = max(known)
    return most, known[most]


def _order(state: _State) -> tuple[Key, tuple[str, ...]]:
    return state[0], tuple(sorted(one.piece.code for one in state[1]))
