"""Signing, and overriding one signal by one level; both by a facilitator, both on record."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from marketplace.assessment.rules.conditions import propose
from marketplace.assessment.rules.evaluate import Result
from marketplace.assessment.rules.inputs import Inputs, Linkage
from marketplace.assessment.rules.judge import Judgement, judgement
from marketplace.assessment.rules.ruleset import BLOCKER, DEFAULT, RuleSet
from marketplace.assessment.rules.signals import Signal, Verdict
from marketplace.assessment.rules.ways_back import WayBack, something_else

NEVER_AT_BLOCKER = frozenset({"A7", "C1"})  # illegal, serious hazard, child harm; below cash cost
SHORTEST_REASON = 10  # characters: a reason is a sentence, not a tick


class SignRefusal(StrEnum):
    """Why nobody may sign."""

    BLOCKED = "blocked"
    INCOMPLETE = "incomplete"
    UNFAIR = "unfair"


class ClearanceRefusal(StrEnum):
    """Why a clearance cannot be signed like this."""

    MONTHS_MISSING = "months_missing"
    PRICE_BAND = "price_band"
    QUANTITY = "quantity"


class EnteredBy(StrEnum):
    """Who entered an offer does not alone sign its linkage above the ceiling (trust.md)."""

    ENTERED_BY_YOU = "entered_by_you"


class OverrideRefusal(StrEnum):
    """Why an override is refused."""

    ALREADY_ONE = "already_one"
    NEVER = "never"
    NOT_ONE_LEVEL = "not_one_level"
    NO_REASON = "no_reason"
    NO_SUCH_SIGNAL = "no_such_signal"


@dataclass(frozen=True, slots=True)
class Override:
    """One signal moved by one level, with the facilitator's written reason."""

    code: str
    level: int
    reason: str


def sign_refusals(result: Result) -> tuple[SignRefusal, ...]:
    """Return why this result cannot be signed; nothing if it can."""
    tests = (
        (SignRefusal.BLOCKED, result.verdict is Verdict.BLOCK),
        (SignRefusal.INCOMPLETE, not result.complete),
        (SignRefusal.UNFAIR, result.fairness is Verdict.BLOCK),
    )
    return tuple(reason for reason, refused in tests if refused)


def override_refusals(
    result: Result, override: Override, *, earlier: int = 0
) -> tuple[OverrideRefusal, ...]:
    """Return why an override is refused; ``earlier`` is how many this assessment already has."""
    signal = result.signal(override.code)
    if signal is None:
        return (OverrideRefusal.NO_SUCH_SIGNAL,)
    tests = (
        (OverrideRefusal.ALREADY_ONE, earlier > 0),
        (OverrideRefusal.NEVER, _never(signal)),
        (OverrideRefusal.NOT_ONE_LEVEL, not _one_level(signal.level, override.level)),
        (OverrideRefusal.NO_REASON, len(override.reason.strip()) < SHORTEST_REASON),
    )
    return tuple(reason for reason, refused in tests if refused)


def _never(signal: Signal) -> bool:
    return signal.code in NEVER_AT_BLOCKER and signal.level == BLOCKER


def _one_level(old: int, new: int) -> bool:
    return abs(new - old) == 1 and 0 <= new <= BLOCKER


def overridden(
    result: Result, override: Override, offer: Linkage, rule_set: RuleSet = DEFAULT
) -> Result:
    """Return the result with one signal moved, both verdicts and the conditions made again.

    Raises ``ValueError`` for an override that is refused: ask ``override_refusals`` first.
    """
    if override_refusals(result, override):
        raise ValueError(f"{override.code} cannot be overridden to {override.level}")
    signals = tuple(_moved(result.signals, override))
    found = judgement(result.core, signals)
    return replace(
        result,
        signals=signals,
        verdict=found.verdict,
        fairness=found.fairness,
        conditions=propose(offer, found, rule_set),
        ways_back=_ways(result, found, offer, rule_set),
    )


def _ways(result: Result, found: Judgement, offer: Linkage, rules: RuleSet) -> tuple[WayBack, ...]:
    if Verdict.BLOCK not in (found.verdict, found.fairness):
        return ()
    return result.ways_back or (something_else(Inputs((), offer), rules),)


def _moved(signals: Iterable[Signal], override: Override) -> Iterable[Signal]:
    for signal in signals:
        hit = signal.code == override.code
        yield replace(signal, level=override.level) if hit else signal
