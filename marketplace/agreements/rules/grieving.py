"""What somebody does with a grievance, as data."""

from dataclasses import dataclass
from datetime import date

from marketplace.agreements.rules.answers import KeptPhoto
from marketplace.agreements.rules.grievances import GrievanceEnd, Raiser, Whom, Wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise:
    """A grievance to be: public ids for order, supplier, operator and place.

    ``supplier`` or ``operator`` says whose it is where a facilitator writes it down; ``person`` is
    the id of a facilitator it is about.
    """

    side: Raiser
    kind: Wrong
    whom: Whom
    client_key: str
    order: str | None = None
    supplier: str | None = None
    place: str | None = None
    person: int | None = None
    words: str = ""
    find_me: str = ""
    wants_call: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUp:
    """Taking a grievance up: by when it is answered, and what the other side is told of it."""

    grievance: str
    due_on: date
    told_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddEvidence:
    """Something laid on the table: words, a photograph, or both."""

    grievance: str
    words: str = ""
    photo: KeptPhoto | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """How a grievance ended, in the handler's words to both sides."""

    grievance: str
    outcome: GrievanceEnd
    words: str = ""
