"""Who is served next: rotation order decides, never speed (product.md, quick buy)."""

from collections.abc import Iterable
from dataclasses import dataclass

from marketplace.sourcing.rules.rotation import ROTATE_EVERY


@dataclass(frozen=True, slots=True)
class Turn:
    """One supplier's place in the rotation of a need.

    ``answered``: she said something that can be acted on (an offer of hers that still has to be
    read back is no answer yet). ``over``: her wave has ended. ``offer_id``: an offer that fits
    the asked price and waits to be taken; none where there is nothing to take.
    """

    answered: bool
    over: bool
    offer_id: int | None


def next_offer(turns: Iterable[Turn]) -> int | None:
    """Return the offer to take now: the first whose every predecessor answered or is too late.

    ``turns`` come in rotation order, wave by wave.
    """
    for turn in turns:
        if turn.offer_id is not None:
            return turn.offer_id
        if not (turn.answered or turn.over):
            return None
    return None


def by_rotation(repeats_before: int) -> bool:
    """Tell whether this repeat of a purchase is offered to everybody: every fourth one is.

    ``repeats_before`` counts how often the purchase was repeated already.
    """
    return (repeats_before + 1) % ROTATE_EVERY == 0
