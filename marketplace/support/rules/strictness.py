"""How strict a buyer is with a leaf, and who is ready for him (paper §2: foreign houses ask more).

Level 1 asks hardly anything, 2 asks two or three points, 3 asks four or more, or cold delivery.
"""

from dataclasses import dataclass

from marketplace.people.rules.readiness import Step

SOME, MANY = 2, 4  # points of quality a need asks for, on average
_RUNG = {1: Step.CAN_MAKE, 2: Step.REGULAR, 3: Step.GRADED}


@dataclass(frozen=True, slots=True)
class Strictness:
    """What one buyer asked of one leaf in all his needs together."""

    needs: int
    points: int  # in all needs together
    cold: bool = False

    @property
    def level(self) -> int:
        """Return 1 (easy), 2 or 3 (strict)."""
        if self.cold or self.points >= MANY * self.needs:
            return 3
        return 2 if self.points >= SOME * self.needs else 1

    @property
    def rung(self) -> Step:
        """Return the rung somebody should have reached before she begins with him."""
        return Step.COLD if self.cold else _RUNG[self.level]


def is_ready(step: Step, asked: Strictness) -> bool:
    """Tell whether a supplier on this rung is ready for this buyer; advice, never a bar."""
    return step >= asked.rung
