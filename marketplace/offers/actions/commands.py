"""What can be asked of offers, as frozen commands."""

from dataclasses import dataclass
from datetime import date

from marketplace.kernel.actor import Hand
from marketplace.offers.rules.lists import Bringing


@dataclass(frozen=True, slots=True)
class SubmitOffer:
    """An answer to a need: quantity in its unit; no price is the asked one.

    ``confirmed_far`` says yes to a price three times or a third of the asked one,
    ``confirmed_low`` to one under her fair price ("I know, send"). ``hand`` is who
    pressed: herself, or a helper at the same phone. ``starts_on`` is from when, where it is not
    the need's own day. A tender's offer sent again takes the place of the one before. ``language``
    is the screens'; with none (a desk, a program) no step is counted.
    """

    need_code: str
    supplier_id: int
    quantity: int
    price_minor: int | None = None
    bringing: Bringing = Bringing.BRING
    client_key: str = ""
    confirmed_far: bool = False
    confirmed_low: bool = False
    hand: Hand = Hand.HERSELF
    starts_on: date | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """What is known of an answer so far; what is none stays as it was."""

    need_id: int
    supplier_id: int
    client_key: str
    quantity: int | None = None
    price_minor: int | None = None
    bringing: Bringing | None = None
    starts_on: date | None = None
    language: str = ""
