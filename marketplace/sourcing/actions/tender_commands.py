"""What can be said of a tender, as frozen commands."""

from dataclasses import dataclass, field
from datetime import date, datetime

from marketplace.catalogue.rules.lists import Route
from marketplace.sourcing.rules.need_check import NeedFinding
from marketplace.sourcing.rules.tender_lists import (
    PriceKind,
    Repeat,
    Reply,
    ReservedFor,
    Visibility,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestFacts:
    """What is known where guests meet it: for branch A of the check, private."""

    segment: str | None = None
    slot: str | None = None
    zone: str | None = None
    price_minor: int | None = None
    users_month: int | None = None

    @property
    def complete(self) -> bool:
        """Tell whether the check can run on them."""
        return bool(self.segment and self.slot and self.price_minor and self.users_month)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveTender:
    """A tender as its buyer says it; kept as a draft, whatever is still missing.

    ``public_id`` and ``version`` name a draft that is changed. The quantity is per delivery,
    money is in minor units per unit. ``invited`` holds suppliers' codes.
    """

    property_public_id: str
    leaf_code: str
    unit_code: str
    quantity: int
    deliver_on: date
    closes_at: datetime | None
    specs: tuple[str, ...] = ()
    price_kind: PriceKind = PriceKind.OPEN
    price_minor: int | None = None
    band_low_minor: int | None = None
    band_high_minor: int | None = None
    payment_days: int | None = None
    cash_at_door: bool = False
    repeat: Repeat = Repeat.ONCE
    weekdays: int = 0
    repeat_until: date | None = None
    lot_quantity: int | None = None
    visibility: Visibility = Visibility.OPEN
    reserved_for: ReservedFor | None = None
    invited: tuple[str, ...] = ()
    route: Route | None = None
    guest: GuestFacts = field(default_factory=GuestFacts)
    opens_when_all_answered: bool = False
    confirmed: frozenset[NeedFinding] = field(default=frozenset())
    client_key: str = ""
    public_id: str | None = None
    version: int | None = None
    repeat_of_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTender:
    """What is to be different from now on; what is none stays as it is."""

    public_id: str
    version: int
    quantity: int | None = None
    deliver_on: date | None = None
    closes_at: datetime | None = None
    specs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """An answer for everybody, with words where yes or no is not enough."""

    question_public_id: str
    reply: Reply
    words: str = ""
