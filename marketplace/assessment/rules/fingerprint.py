"""What a signature rests on, as a hash; and what a change of it means for the signature."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from marketplace.assessment.rules.evaluate import Result
from marketplace.assessment.rules.inputs import Inputs
from marketplace.assessment.rules.ruleset import BLOCKER, RuleSet

# Readings of market and records (C2 to C5, B3): kept with their date, refreshed when signing.
READINGS = frozenset(
    ["capacity_share", "capacity_proven", "price_reference", "price_spread", "payment_days",
     "measured_payment_days", "cash_at_door", "prepaid", "micro_supplier", "buyer_share",
     "sales_months", "sales_count"]
)  # fmt: skip
READING_SIGNALS = ("B3", "C2", "C3", "C4", "C5")
# What may move within agreed bounds: price steps or index, quantity band, listed seasons.
MOVABLE = frozenset(["price", "quantity", "season"])


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Digests of the parts of a check's inputs, so that a later change can be named."""

    terms: str
    offer: str
    core: str
    rule_set: int

    @property
    def hash(self) -> str:
        """The input hash: 64 hex digits over all parts."""
        return _digest([self.terms, self.offer, self.core, self.rule_set])


def fingerprint(inputs: Inputs, rule_set: RuleSet) -> Fingerprint:
    """Return what a signature on this check would rest on; readings are left out."""
    told = asdict(inputs.offer)
    landed = told["landed"] or {}
    local = landed.get("local") or {}
    # The supplier's price and what it does to profit move with the price, not with the offer.
    terms = {key: told.pop(key) for key in sorted(MOVABLE)}
    terms |= {"local_price": local.pop("price", None), "gop_share": landed.pop("gop_share", None)}
    offer = {key: value for key, value in told.items() if key not in READINGS}
    cores = sorted(_canonical(asdict(core)) for core in inputs.cores)
    return Fingerprint(_digest(terms), _digest(offer), _digest(cores), rule_set.version)


def input_hash(inputs: Inputs, rule_set: RuleSet) -> str:
    """Return the hash kept with a signature (price, quantity, route, season, core figures, what a
    person judged, rule-set version)."""
    return fingerprint(inputs, rule_set).hash


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str, separators=(",", ":"))


def _digest(value: object) -> str:
    return hashlib.sha256(_canonical(value).encode()).hexdigest()


class Standing(StrEnum):
    """How a signature stands after a change, mildest first."""

    FRESH = "fresh"
    DUE_FOR_REVIEW = "due_for_review"  # orders go on, for 30 days
    STALE = "stale"  # a new signature is needed
    STOP_AFTER_NOTICE = "stop_after_notice"  # a new level 3
    STOP_NOW = "stop_now"  # A7 at 3


@dataclass(frozen=True, kw_only=True)
class Since:
    """What happened since the signature.

    ``in_bounds``: price, quantity and season are inside what was agreed; ``due_days``: days since
    a rule set, core product or expiry made it due (0 if today); ``expired``: past its end.
    ``broken``: a condition was found not kept; ``overdue``: one is past its day, not looked at.
    """

    in_bounds: bool
    expired: bool = False
    due_days: int = 0
    broken: bool = False
    overdue: bool = False


def standing(
    signed: Fingerprint, now: Fingerprint, since: Since, *, blockers: tuple[str, ...],
    rule_set: RuleSet,
) -> Standing:  # fmt: skip
    """Return how a signature stands; ``blockers`` are the signals newly at 3."""
    if blockers:
        return Standing.STOP_NOW if "A7" in blockers else Standing.STOP_AFTER_NOTICE
    moved = signed.terms != now.terms and not since.in_bounds
    if signed.offer != now.offer or moved or since.broken:
        return Standing.STALE
    moved = (signed.core, signed.rule_set) != (now.core, now.rule_set)
    if not (moved or since.expired or since.overdue):
        return Standing.FRESH
    return Standing.DUE_FOR_REVIEW if since.due_days <= rule_set.due_days else Standing.STALE


def new_blockers(signed: Mapping[str, int], now: Result) -> tuple[str, ...]:
    """Return the signals that are at 3 now and were not when it was signed."""
    return tuple(
        signal.code
        for signal in now.signals
        if signal.level == BLOCKER and signed.get(signal.code, 0) < BLOCKER
    )


def worse_readings(signed: Mapping[str, int], now: Result) -> tuple[str, ...]:
    """Return the market and record signals worse than when signed: she signs again."""
    return tuple(
        signal.code
        for signal in now.signals
        if signal.code in READING_SIGNALS and signal.level > signed.get(signal.code, 0)
    )
