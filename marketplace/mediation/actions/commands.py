"""What people ask of mediation, as frozen commands."""

from dataclasses import dataclass
from datetime import date

from marketplace.mediation.rules.lists import Audience, ConflictKind, EventKind, Outcome, Side
from marketplace.offers.rules.lists import Bringing


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseOffer:
    """Award so much of an offer, per delivery; ``then_next`` asks the next best after a no."""

    offer: str
    quantity: int
    then_next: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose:
    """Ask for something different; what is none stays. ``side`` counts for a facilitator only."""

    offer: str
    side: Side | None = None
    price_minor: int | None = None
    quantity: int | None = None
    deliver_on: date | None = None
    bringing: Bringing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteEvent:
    """A note, call, visit or meeting, in the file of a need's case or of a supplier."""

    kind: EventKind
    need: str | None = None
    supplier: str | None = None
    audience: Audience = Audience.DESK
    outcome: Outcome | None = None
    minutes: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTask:
    """Something to do, with its owner (a facilitator; none: oneself) and its day."""

    words: str
    due_on: date
    need: str | None = None
    supplier: str | None = None
    owner_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkConflict:
    """That a facilitator (none: oneself) or a supplier, by code, is not neutral here."""

    need: str
    kind: ConflictKind
    person_id: int | None = None
    supplier: str | None = None
