"""What a linkage is agreed under: usual clauses, each with an owner and a check date."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from marketplace.assessment.rules.inputs import Linkage
from marketplace.assessment.rules.judge import Judgement
from marketplace.assessment.rules.numbers import percent, shown
from marketplace.assessment.rules.overlap import group_of
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.assessment.rules.signals import Level, Signal, Verdict
from marketplace.assessment.rules.terms import CRAFT
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel.words import N_, Sentence


class Owner(StrEnum):
    """Who sees to a condition."""

    BUYER = "buyer"
    SUPPLIER = "supplier"
    BOTH = "both"
    FACILITATOR = "facilitator"


class ConditionCode(StrEnum):
    """The usual conditions; a facilitator edits them."""

    BACK_UP = "back_up"
    CASH_AT_DOOR = "cash_at_door"
    CONFIDENTIAL = "confidential"
    DIFFERENT_RANGE = "different_range"
    EXCLUSIVITY_BOUND = "exclusivity_bound"
    EXIT_NOTICE = "exit_notice"
    FACILITATOR_CALL = "facilitator_call"
    FEE_DISCLOSED = "fee_disclosed"
    GROWTH_STEPS = "growth_steps"
    LIST_COMMISSIONS = "list_commissions"
    NO_APPROACH = "no_approach"
    OTHER_SEGMENT = "other_segment"
    OTHER_TIME = "other_time"
    PAPERS_BY_DATE = "papers_by_date"
    PATIENCE = "patience"
    PILOT = "pilot"
    PRICE_FLOOR = "price_floor"
    PRICE_STEPS = "price_steps"
    PRICE_TALK = "price_talk"
    PURCHASING_CONTACT = "purchasing_contact"
    REAL_KNOW_HOW = "real_know_how"
    REVIEW_DATE = "review_date"
    SECOND_BUYER = "second_buyer"
    SPONSORSHIP = "sponsorship"
    TRAINING_FIRST = "training_first"
    TRIAL_ORDER = "trial_order"
    UTILISATION_REVIEW = "utilisation_review"
    VOLUME_CAP = "volume_cap"
    VOUCHER = "voucher"


@dataclass(frozen=True, slots=True)
class Condition:
    """One clause: what, who sees to it, and in how many days it is looked at."""

    code: ConditionCode
    text: Sentence
    owner: Owner
    days: int
    signal: str


C = ConditionCode
_TEXTS: dict[ConditionCode, tuple[str, Owner]] = {
    C.BACK_UP: (N_("A back-up supplier is named."), Owner.BUYER),
    C.CASH_AT_DOOR: (N_("Paid in cash at the door, or in advance."), Owner.BUYER),
    C.CONFIDENTIAL: (N_("Sourcing data stays confidential."), Owner.BOTH),
    C.DIFFERENT_RANGE: (N_("A different range or design than the operator sells."), Owner.SUPPLIER),
    C.EXCLUSIVITY_BOUND: (
        N_("Exclusivity only with a guaranteed minimum, for at most %(months)s months."),
        Owner.BUYER,
    ),
    C.EXIT_NOTICE: (N_("Either side gives notice before it stops."), Owner.BOTH),
    C.FACILITATOR_CALL: (N_("A facilitator calls her about the price first."), Owner.FACILITATOR),
    C.FEE_DISCLOSED: (N_("A disclosed fee of %(low)s–%(high)s %% for the desk."), Owner.BOTH),
    C.GROWTH_STEPS: (N_("It grows in steps, each after the one before went well."), Owner.BOTH),
    C.LIST_COMMISSIONS: (N_("All commissions are listed."), Owner.BUYER),
    C.NO_APPROACH: (N_("Nobody approaches the other's booked guests."), Owner.BOTH),
    C.OTHER_SEGMENT: (N_("For other guests, or another group size."), Owner.SUPPLIER),
    C.OTHER_TIME: (N_("At another time of day than the core product."), Owner.SUPPLIER),
    C.PAPERS_BY_DATE: (N_("Licence, insurance or check in place by a date."), Owner.SUPPLIER),
    C.PATIENCE: (
        N_("The operator carries the extra cost until this day and no longer."),
        Owner.BUYER,
    ),
    C.PILOT: (N_("A pilot of %(days)s days first."), Owner.BOTH),
    C.PRICE_FLOOR: (N_("The guest pays at least %(share)s %% of the core price."), Owner.SUPPLIER),
    C.PRICE_STEPS: (N_("The price steps down on agreed dates."), Owner.SUPPLIER),
    C.PRICE_TALK: (N_("The price is talked over against the local market."), Owner.FACILITATOR),
    C.PURCHASING_CONTACT: (N_("Somebody who buys takes over as the contact."), Owner.BUYER),
    C.REAL_KNOW_HOW: (N_("Built on what people here really know and do."), Owner.SUPPLIER),
    C.REVIEW_DATE: (N_("Both sides look at it together on this day."), Owner.FACILITATOR),
    C.SECOND_BUYER: (N_("A second buyer is looked for; orders are not cut."), Owner.FACILITATOR),
    C.SPONSORSHIP: (N_("What is over the market price is kept as sponsorship."), Owner.BUYER),
    C.TRAINING_FIRST: (N_("Training with an end date comes first."), Owner.SUPPLIER),
    C.TRIAL_ORDER: (N_("One trial order comes first."), Owner.BOTH),
    C.UTILISATION_REVIEW: (
        N_("Reviewed when utilisation falls under %(share)s %%."),
        Owner.FACILITATOR,
    ),
    C.VOLUME_CAP: (N_("Never more at a time than she has proven she can bring."), Owner.BUYER),
    C.VOUCHER: (N_("Sold through the operator's desk by voucher."), Owner.BOTH),
}

Codes = tuple[ConditionCode, ...]
Proposal = Callable[[Linkage], Codes]


def _same_service(offer: Linkage) -> Codes:
    if offer.category is not None and group_of(offer.category) == CRAFT:
        return (C.DIFFERENT_RANGE, C.NO_APPROACH)
    if offer.route in (Route.EMBEDDED, Route.INPUT_OR_RESALE):
        return (C.NO_APPROACH, C.UTILISATION_REVIEW)
    return (C.OTHER_SEGMENT, C.NO_APPROACH)


def _secrecy(offer: Linkage) -> Codes:
    told = (C.CONFIDENTIAL,) if offer.secrecy else ()
    return (*told, C.EXCLUSIVITY_BOUND) if offer.exclusivity else told


def _capacity(offer: Linkage) -> Codes:
    return (C.PILOT, C.BACK_UP) if offer.capacity_proven is False else (C.BACK_UP,)


def _business(offer: Linkage) -> Codes:
    return (C.PURCHASING_CONTACT,) if offer.csr_only else ()


def _always(*codes: ConditionCode) -> Proposal:
    return lambda _offer: codes


_PROPOSALS: dict[str, Proposal] = {
    "A1": _same_service,
    "A3": _always(C.OTHER_TIME),
    "A4": _always(C.PRICE_FLOOR),
    "A5": _always(C.VOUCHER, C.FEE_DISCLOSED),
    "A6": _always(C.VOUCHER, C.UTILISATION_REVIEW),
    "A7": _always(C.PAPERS_BY_DATE, C.PILOT),
    "A8": _always(C.REAL_KNOW_HOW),
    "A9": _secrecy,
    "B1": _always(C.PRICE_STEPS),
    "B2": _always(C.PILOT, C.PRICE_STEPS, C.PATIENCE),
    "B3": _capacity,
    "B4": _always(C.BACK_UP),
    "B5": _business,
    "B6": _always(C.TRAINING_FIRST),
    "C1": _always(C.FACILITATOR_CALL),
    "C2": _always(C.PRICE_TALK),
    "C3": _always(C.PRICE_TALK),
    "C4": _always(C.SECOND_BUYER, C.EXIT_NOTICE),
    "C5": _always(C.CASH_AT_DOOR),
    "C6": _always(C.LIST_COMMISSIONS),
    "C7": _always(C.EXCLUSIVITY_BOUND),
}


def propose(offer: Linkage, found: Judgement, rules: RuleSet) -> tuple[Condition, ...]:
    """Return the conditions the signals propose, each code once, in the order of the signals.

    A signal at 2 always proposes; one at 1 where notes together make the verdict "conditions";
    C5 always offers cash at the door (assessment.md, branch C).
    """
    made: dict[ConditionCode, Condition] = {}
    for signal in found.signals:
        for code in _codes(signal, offer, found):
            made.setdefault(code, condition(code, signal.code, rules))
    return tuple(made.values())


def _codes(signal: Signal, offer: Linkage, found: Judgement) -> Iterator[ConditionCode]:
    side = found.fairness if signal.for_supplier else found.verdict
    speaks = signal.level == Level.CONDITION
    speaks |= signal.level == Level.NOTE and side is Verdict.CONDITIONS
    speaks |= signal.level > 0 and signal.code == "C5"
    if signal.code == "B5" and signal.level == Level.CONDITION:
        yield C.SPONSORSHIP
    if speaks:
        yield from _PROPOSALS[signal.code](offer)


def condition(code: ConditionCode, signal: str, rules: RuleSet) -> Condition:
    """Make one condition with the numbers of a rule set."""
    template, owner = _TEXTS[code]
    params = _params(code, rules)
    return Condition(code, Sentence.of(template, **params), owner, _days(code, rules), signal)


def _params(code: ConditionCode, rules: RuleSet) -> dict[str, str | int | float]:
    numbers: dict[ConditionCode, dict[str, str | int | float]] = {
        C.EXCLUSIVITY_BOUND: {"months": rules.exclusivity_months},
        C.FEE_DISCLOSED: {"low": percent(rules.fee_low), "high": percent(rules.fee_high)},
        C.PILOT: {"days": rules.pilot_days},
        C.PRICE_FLOOR: {"share": percent(rules.price_weak)},
        C.UTILISATION_REVIEW: {"share": shown(rules.review_util * 100)},
    }
    return numbers.get(code, {})


def _days(code: ConditionCode, rules: RuleSet) -> int:
    if code is C.FACILITATOR_CALL:
        return 0
    if code in (
        C.PATIENCE,
        C.GROWTH_STEPS,
        C.REVIEW_DATE,
        C.PRICE_STEPS,
        C.UTILISATION_REVIEW,
        C.SECOND_BUYER,
        C.TRAINING_FIRST,
    ):
        return rules.step_days
    return rules.papers_days if code is C.PAPERS_BY_DATE else rules.pilot_days
