"""The automatic need check: what would make a need fail, said before anybody is asked.

Source: product.md, "The life of a linkage by tender", 1, and §4 of the paper (the adaptation
list). Only what *must* be changed refuses; a *question* refuses until it is confirmed; what
*should* be changed is advice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from marketplace.kernel.refused import Refused
from marketplace.sourcing.rules.lists import Lane

MAX_NUMBER = 99  # two digits are read, three mostly not (supplier-screens.md, rule 25)
QUICK_PAYMENT_DAYS = 7
PERISHABLE_PAYMENT_DAYS = 30
PERISHABLE_SHELF_LIFE_DAYS = 21
URGENT_WITHIN = timedelta(hours=36)
URGENT_SHARE_PERMILLE = 200


class NeedFinding(StrEnum):
    """What the need check can find."""

    CASH_AT_DOOR = "cash_at_door"
    LEAD_TIME = "lead_time"
    NOBODY_NEAR = "nobody_near"
    NOT_URGENT = "not_urgent"
    NUMBER_OVER_99 = "number_over_99"
    OFTEN_URGENT = "often_urgent"
    OVER_CEILING = "over_ceiling"
    PAPERS_BEYOND_LAW = "papers_beyond_law"
    PAST_DAY = "past_day"
    PAYMENT_LATE = "payment_late"
    PRICE_MISSING = "price_missing"
    PRICE_UNDER_MARKET = "price_under_market"
    ROUTE_NOT_INPUT = "route_not_input"
    SHUT_DAY = "shut_day"
    TOO_LARGE = "too_large"
    TOO_SOON = "too_soon"
    URGENT_PRICE = "urgent_price"


class Weight(StrEnum):
    """How much a finding weighs."""

    MUST = "must"
    QUESTION = "question"
    SHOULD = "should"


_F = NeedFinding
WEIGHTS: dict[NeedFinding, Weight] = {
    **dict.fromkeys(NeedFinding, Weight.MUST),
    _F.SHUT_DAY: Weight.QUESTION,
    **dict.fromkeys(
        (
            _F.LEAD_TIME, _F.NOBODY_NEAR, _F.OFTEN_URGENT, _F.PAPERS_BEYOND_LAW,
            _F.PRICE_UNDER_MARKET, _F.TOO_LARGE,
        ),
        Weight.SHOULD,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding with what it proposes instead; only the parts that apply are filled."""

    kind: NeedFinding
    proposed_unit: str | None = None
    proposed_quantity: int | None = None
    proposed_day: date | None = None
    proposed_minor: int | None = None
    proposed_days: int | None = None
    lots: tuple[int, ...] = ()
    papers: tuple[str, ...] = ()

    @property
    def weight(self) -> Weight:
        """How much it weighs."""
        return WEIGHTS[self.kind]


class CheckRefused(Refused):
    """The need check refused; ``findings`` say what to change, ``line`` which line of a list."""

    def __init__(self, findings: Iterable[Finding], *, line: int | None = None) -> None:
        self.findings = tuple(findings)
        self.line = line
        super().__init__(*(finding.kind for finding in self.findings))


@dataclass(frozen=True, slots=True)
class UnitSize:
    """A unit by code and size in thousandths of its base."""

    code: str
    factor_milli: int


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """Everything the check looks at; money in minor units per unit, capacities in the unit."""

    lane: Lane
    quantity: int
    unit: UnitSize
    bigger: UnitSize | None
    deliver_on: date
    now: datetime
    window_opens_at: datetime  # the door on the day of delivery
    window_closes_at: datetime
    wave_ends_at: datetime
    today: date  # local
    payment_days: int
    cash_at_door: bool
    price_minor: int | None
    p10_minor: int | None = None
    median_minor: int | None = None
    ceiling_minor: int = 0
    shut: bool = False
    next_open: date | None = None
    route_is_input: bool = True
    perishable: bool = True
    made: bool = False
    capacities: tuple[int, ...] = ()
    urgent_permille: int = 0
    papers_asked: frozenset[str] = field(default=frozenset())
    papers_by_law: frozenset[str] = field(default=frozenset())
    agreed: bool = False  # a call-off: money and route were signed with the agreement


def check(facts: NeedFacts) -> tuple[Finding, ...]:
    """Return everything found, what must be changed first."""
    order = list(Weight)
    signed = () if facts.agreed else (_lane, _money)
    parts = (*signed, _day, _number, _supply, _urgent)
    found = [finding for part in parts for finding in part(facts)]
    return tuple(sorted(found, key=lambda finding: order.index(finding.weight)))


def refusing(
    findings: Iterable[Finding], confirmed: frozenset[NeedFinding] = frozenset()
) -> tuple[Finding, ...]:
    """Return the findings that refuse: each *must*, and each question nobody confirmed."""
    return tuple(
        finding
        for finding in findings
        if finding.weight is Weight.MUST
        or (finding.weight is Weight.QUESTION and finding.kind not in confirmed)
    )


def _day(facts: NeedFacts) -> Iterator[Finding]:
    if facts.deliver_on < facts.today or facts.window_closes_at <= facts.now:
        yield Finding(_F.PAST_DAY, proposed_day=facts.next_open)
    elif facts.wave_ends_at > facts.window_closes_at:
        yield Finding(_F.TOO_SOON, proposed_day=facts.next_open)
    if facts.shut:
        yield Finding(_F.SHUT_DAY, proposed_day=facts.next_open)


def _lane(facts: NeedFacts) -> Iterator[Finding]:
    """What is part of a guest product is no quick buy: that is a tender."""
    if facts.lane is not Lane.TENDER and not facts.route_is_input:
        yield Finding(_F.ROUTE_NOT_INPUT)


def _number(facts: NeedFacts) -> Iterator[Finding]:
    if facts.quantity <= MAX_NUMBER:
        return
    if facts.bigger is None:
        yield Finding(_F.NUMBER_OVER_99, proposed_quantity=MAX_NUMBER)
        return
    milli = facts.quantity * facts.unit.factor_milli
    yield Finding(
        _F.NUMBER_OVER_99,
        proposed_unit=facts.bigger.code,
        proposed_quantity=-(-milli // facts.bigger.factor_milli),
    )


def _money(facts: NeedFacts) -> Iterator[Finding]:
    limit = payment_limit(facts)
    if not facts.cash_at_door and facts.payment_days > limit:
        yield Finding(_F.PAYMENT_LATE, proposed_days=limit)
    if facts.lane is Lane.TENDER:
        yield from _low(facts)
        return
    if facts.price_minor is None:
        yield Finding(_F.PRICE_MISSING, proposed_minor=facts.median_minor)
    elif facts.price_minor * facts.quantity > facts.ceiling_minor:
        yield Finding(_F.OVER_CEILING, proposed_quantity=facts.ceiling_minor // facts.price_minor)
    yield from _low(facts)


def payment_limit(facts: NeedFacts) -> int:
    """Return the latest payment in days: 7 in a quick buy, else 30 for perishables."""
    if facts.lane is not Lane.TENDER:
        return QUICK_PAYMENT_DAYS
    return PERISHABLE_PAYMENT_DAYS if facts.perishable else 10**6


def _low(facts: NeedFacts) -> Iterator[Finding]:
    if facts.price_minor is None or facts.p10_minor is None:
        return
    if facts.price_minor < facts.p10_minor:
        yield Finding(_F.PRICE_UNDER_MARKET, proposed_minor=facts.median_minor)


def _supply(facts: NeedFacts) -> Iterator[Finding]:
    if not facts.capacities:
        yield Finding(_F.NOBODY_NEAR)
    elif facts.quantity > max(facts.capacities):
        yield Finding(_F.TOO_LARGE, lots=lots(facts.quantity, facts.capacities))
    yield from _lead_time(facts)
    beyond = tuple(sorted(facts.papers_asked - facts.papers_by_law))
    if beyond:
        yield Finding(_F.PAPERS_BEYOND_LAW, papers=beyond)


def bigger_unit(unit: UnitSize, others: Iterable[UnitSize], *, quantity: int) -> UnitSize | None:
    """Return the smallest bigger unit that brings the number down to two digits.

    Where none does, the biggest one; none where there is nothing bigger.
    """
    bigger = sorted(
        (other for other in others if other.factor_milli > unit.factor_milli),
        key=lambda other: other.factor_milli,
    )
    most = MAX_NUMBER * 1000
    for other in bigger:
        if quantity * unit.factor_milli * 1000 <= most * other.factor_milli:
            return other
    return bigger[-1] if bigger else None


def lots(quantity: int, capacities: Iterable[int]) -> tuple[int, ...]:
    """Return lots that single suppliers can bring, largest first; the sum may fall short."""
    parts: list[int] = []
    for capacity in sorted(capacities, reverse=True):
        part = min(capacity, quantity - sum(parts))
        if part > 0:
            parts.append(part)
    return tuple(parts)


def _lead_time(facts: NeedFacts) -> Iterator[Finding]:
    """What is made (a basket, not a tomato) takes the makers' weeks."""
    together = sum(facts.capacities)
    if not facts.made or not together:
        return
    days = -(-facts.quantity * 7 // together)
    ready = facts.today + timedelta(days=days)
    if ready > facts.deliver_on:
        yield Finding(_F.LEAD_TIME, proposed_day=ready)


def _urgent(facts: NeedFacts) -> Iterator[Finding]:
    if facts.lane is not Lane.URGENT:
        return
    if facts.window_opens_at - facts.now > URGENT_WITHIN:
        yield Finding(_F.NOT_URGENT)
    if not facts.cash_at_door:
        yield Finding(_F.CASH_AT_DOOR)
    median, price = facts.median_minor, facts.price_minor
    if median is not None and price is not None and price < median:
        yield Finding(_F.URGENT_PRICE, proposed_minor=median)
    if facts.urgent_permille > URGENT_SHARE_PERMILLE:
        yield Finding(_F.OFTEN_URGENT)
