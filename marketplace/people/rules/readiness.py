"""The ladder of a leaf: can make it, regular, graded, delivered cold, certified (paper §3.2)."""

from dataclasses import dataclass
from enum import IntEnum

REGULAR_FROM = 3  # deliveries of the leaf
FACES = (1, 2, 3, 4)


class Step(IntEnum):
    """A rung; the number is what is stored."""

    CAN_MAKE = 0
    REGULAR = 1
    GRADED = 2
    COLD = 3
    CERTIFIED = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for itself: deliveries of the leaf, papers it asks for, papers she holds."""

    deliveries: int
    papers_asked: int
    papers_held: int


def proven_step(evidence: Evidence) -> Step:
    """Return the highest rung that needs nobody's word.

    Certified where every paper the leaf asks for is held, regular from 3 deliveries on; graded
    and cold are seen at the door, so a person says them.
    """
    if evidence.papers_asked and evidence.papers_held >= evidence.papers_asked:
        return Step.CERTIFIED
    return Step.REGULAR if evidence.deliveries >= REGULAR_FROM else Step.CAN_MAKE
