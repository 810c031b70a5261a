"""The signals of one linkage and the verdicts they make, without what follows from them."""

from collections.abc import Callable
from dataclasses import dataclass

from marketplace.assessment.rules import fairness, judged, landed, margin, overlap, terms, viability
from marketplace.assessment.rules.inputs import Core, Inputs, Linkage
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.assessment.rules.signals import (
    Signal,
    Verdict,
    fairness_verdict,
    operator_verdict,
)
from marketplace.catalogue.rules.lists import Route

CoreRule = Callable[[Core, Linkage, RuleSet], Signal | None]
OfferRule = Callable[[Linkage, RuleSet], Signal | None]

CORE_RULES: dict[str, CoreRule] = {
    "A1": overlap.same_service,
    "A3": overlap.same_time_and_place,
    "A4": overlap.price_ratio,
    "A5": overlap.straight_to_guests,
    "A6": margin.loss_signal,
}
OFFER_RULES: dict[str, OfferRule] = {
    "A7": judged.safety,
    "A8": judged.distinctive,
    "A9": judged.secrecy,
    "B1": landed.landed_signal,
    "B2": viability.bearable,
    "B3": viability.keeps_up,
    "B4": viability.single_source,
    "B5": viability.business_logic,
    "B6": viability.time_to_spec,
    "C1": fairness.own_cost,
    "C2": fairness.market_price,
    "C3": fairness.price_spread,
    "C4": terms.dependency,
    "C5": terms.payment_days,
    "C6": terms.guest_share,
    "C7": terms.exclusivity,
}
# Like all of branch A but A7, not asked of an input, nor where the route is not known.
GUESTS_ONLY = frozenset({"A8", "A9"})


@dataclass(frozen=True)
class Judgement:
    """Signals against the core product they weigh heaviest on, and both verdicts."""

    core: Core | None
    signals: tuple[Signal, ...]
    verdict: Verdict
    fairness: Verdict

    def level(self, code: str) -> int | None:
        """Return a signal's level, or ``None`` where it was left out."""
        return next((s.level for s in self.signals if s.code == code), None)


def judge(inputs: Inputs, rules: RuleSet) -> Judgement:
    """Judge a linkage whose defaults are filled in; of several cores the worst counts."""
    shared = offer_signals(inputs.offer, rules)
    if inputs.offer.route is Route.INPUT or not inputs.cores:
        return judgement(None, shared)
    found = [judgement(c, core_signals(c, inputs.offer, rules) + shared) for c in inputs.cores]
    return max(found, key=_weight)


def core_signals(core: Core, offer: Linkage, rules: RuleSet) -> tuple[Signal, ...]:
    """Return A1 to A6 against one core product, as far as they are known."""
    if offer.route is None:
        return ()
    found = (rule(core, offer, rules) for rule in CORE_RULES.values())
    return tuple(signal for signal in found if signal is not None)


def offer_signals(offer: Linkage, rules: RuleSet) -> tuple[Signal, ...]:
    """Return A7 to C7, judged once per linkage, as far as they are known."""
    skip = GUESTS_ONLY if offer.route in (Route.INPUT, None) else frozenset()
    found = (rule(offer, rules) for code, rule in OFFER_RULES.items() if code not in skip)
    return tuple(signal for signal in found if signal is not None)


def judgement(core: Core | None, signals: tuple[Signal, ...]) -> Judgement:
    """Make both verdicts of some signals."""
    return Judgement(core, signals, operator_verdict(signals), fairness_verdict(signals))


def _weight(found: Judgement) -> tuple[int, list[int], str]:
    """Order judgements by verdict, then by how heavy their signals are; ties by name."""
    levels = sorted((s.level for s in found.signals), reverse=True)
    return found.verdict.rank, levels, "" if found.core is None else overlap.core_name(found.core)
