"""Who is asked next: the longest unasked, with room for first-timers; never the fastest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

WAVE_SIZE = 4  # one of them a first-timer when there is one
ROTATE_EVERY = 4
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A supplier who could be asked; ``asked_at`` is when this leaf was last asked of her."""

    supplier_id: int
    asked_at: datetime | None
    first_timer: bool
    distance_m: int = 0


def order(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates, longest unasked first; the nearer one where both waited as long."""
    return tuple(sorted(candidates, key=_key))


def _key(candidate: Candidate) -> tuple[datetime, int, int]:
    return candidate.asked_at or NEVER, candidate.distance_m, candidate.supplier_id


def wave(candidates: Sequence[Candidate], *, size: int = WAVE_SIZE) -> tuple[Candidate, ...]:
    """Return the next wave in rotation order; its last seat goes to a first-timer if none is in."""
    ordered = order(candidates)
    chosen, rest = ordered[:size], ordered[size:]
    if any(candidate.first_timer for candidate in chosen):
        return chosen
    newcomer = next((candidate for candidate in rest if candidate.first_timer), None)
    return chosen if newcomer is None else (*chosen[:-1], newcomer)


def again_wave(
    candidates: Sequence[Candidate], *, same_supplier_id: int, repeats: int
) -> tuple[Candidate, ...]:
    """Return whom an "again" asks first: the same supplier, but every fourth by rotation.

    ``repeats`` counts the repeats before this one. Where she cannot, rotation decides.
    """
    same = tuple(c for c in candidates if c.supplier_id == same_supplier_id)
    if not same or repeats % ROTATE_EVERY == ROTATE_EVERY - 1:
        return wave(candidates)
    return same


def only(candidates: Sequence[Candidate], supplier_id: int | None) -> tuple[Candidate, ...]:
    """Return one supplier alone, or nobody where she cannot be asked."""
    return tuple(c for c in candidates if c.supplier_id == supplier_id)
