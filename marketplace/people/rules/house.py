"""An operator's own people: rights they hold apart, who keeps them, who stands in for whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from marketplace.kernel.refused import NotFound
from marketplace.people.rules.lists import Function

LONGEST_STAND_IN = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What one person may do for an operator; above ``limit_minor`` a colleague approves."""

    function: Function
    may_order: bool
    may_receive: bool
    may_pay: bool
    may_approve: bool
    limit_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskHours:
    """An operator's linkage desk: who answers suppliers, on which number, between which minutes."""

    person_id: int
    function: Function
    phone: str
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works for the operator, and what she may do there."""

    person_id: int
    name: str
    email: str
    function: Function
    may_order: bool
    may_receive: bool
    may_pay: bool
    may_approve: bool
    limit_minor: int | None


@dataclass(frozen=True, slots=True)
class StandInCard:
    """Who stands in for whom, from when to when."""

    id: int
    absent_id: int
    absent_name: str
    name: str
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class DeskCard:
    """The linkage desk: who answers suppliers, and when."""

    person_id: int
    name: str
    function: Function
    phone: str
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class House:
    """An operator with its people, the stand-ins that are not over, its desk and champion."""

    id: int
    public_id: str
    name: str
    kind: str
    destination_id: int
    currency: str
    colleagues: tuple[Colleague, ...]
    stand_ins: tuple[StandInCard, ...]
    desk: DeskCard | None
    champion_id: int | None

    def colleague(self, person_id: int) -> Colleague:
        """Return one of them; ``NotFound`` for anybody else."""
        found = next((one for one in self.colleagues if one.person_id == person_id), None)
        if found is None:
            raise NotFound
        return found

    @property
    def only_csr(self) -> bool:
        """Tell whether nobody there buys, cooks, runs or manages (§4): a warning."""
        return bool(self.colleagues) and all(c.function is Function.CSR for c in self.colleagues)


def hours_fit(opens: int, closes: int) -> bool:
    """Tell whether a desk's hours are hours of one day, in order."""
    return 0 <= opens < closes <= 24 * 60


def period_fits(begins: datetime, ends: datetime, *, now: datetime) -> bool:
    """Tell whether a stand-in begins before it ends, is not over yet, and is not for ever."""
    return begins < ends and ends > now and ends - begins <= LONGEST_STAND_IN
