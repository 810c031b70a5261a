"""The whole check: verdicts, signals, and everything that follows from them."""

from dataclasses import dataclass, replace

from marketplace.assessment.rules.assumptions import Assumption, Kind, fill, taken_as, thumb
from marketplace.assessment.rules.conditions import Condition, propose
from marketplace.assessment.rules.inputs import Core, Inputs
from marketplace.assessment.rules.judge import Judgement, judge
from marketplace.assessment.rules.needed import left_out, missing
from marketplace.assessment.rules.ruleset import DEFAULT, RuleSet
from marketplace.assessment.rules.signals import Signal, Verdict
from marketplace.assessment.rules.ways_back import WayBack, ways_back
from marketplace.assessment.rules.what_if import WhatIf, what_if


@dataclass(frozen=True)
class Result:
    """What the check says. It holds core figures: for the facilitator and the operator only.

    ``missing`` are the codes of signals that must be known before anybody signs; ``provisional``
    tells that a missing core figure was filled in or left out; ``core`` is the core product the
    overlap signals are about (the worst of several), as judged.
    """

    verdict: Verdict
    fairness: Verdict
    missing: tuple[str, ...]
    defaults_used: tuple[Assumption, ...]
    signals: tuple[Signal, ...]
    conditions: tuple[Condition, ...]
    ways_back: tuple[WayBack, ...]
    what_if: tuple[WhatIf, ...]
    holds_across_band: bool
    core: Core | None
    rule_set: int

    @property
    def complete(self) -> bool:
        """Tell whether everything that must be known to sign is known."""
        return not self.missing

    @property
    def provisional(self) -> bool:
        """Tell whether a core figure is a default or had to be left out."""
        return any(one.kind is Kind.FIGURE for one in self.defaults_used)

    def signal(self, code: str) -> Signal | None:
        """Return one signal, or ``None`` where it was left out."""
        return next((signal for signal in self.signals if signal.code == code), None)


def evaluate(inputs: Inputs, rule_set: RuleSet = DEFAULT) -> Result:
    """Run the check; pure, and never raises on inputs that were parsed."""
    filled, said = fill(inputs, rule_set)
    found = judge(filled, rule_set)
    lacking = missing(filled, found, rule_set)
    return Result(
        verdict=found.verdict,
        fairness=found.fairness,
        missing=lacking,
        defaults_used=said + _assumed(inputs, found, rule_set) + left_out(lacking),
        signals=found.signals,
        conditions=propose(filled.offer, found, rule_set),
        ways_back=_ways(filled, found, rule_set),
        what_if=what_if(filled, found, rule_set),
        holds_across_band=holds_across_band(filled, found, rule_set),
        core=found.core,
        rule_set=rule_set.version,
    )


def _assumed(inputs: Inputs, found: Judgement, rules: RuleSet) -> tuple[Assumption, ...]:
    taken = tuple(taken_as(inputs.offer, rules))
    return taken if found.level("A6") is None else (thumb(rules), *taken)


def _ways(filled: Inputs, found: Judgement, rules: RuleSet) -> tuple[WayBack, ...]:
    blocked = Verdict.BLOCK in (found.verdict, found.fairness)
    return ways_back(filled, found, rules) if blocked else ()


def holds_across_band(filled: Inputs, found: Judgement, rules: RuleSet) -> bool:
    """Tell whether the verdict is the same at both ends of the margin band, and with diversion
    halved and doubled: a verdict that does not hold rests on a guess."""
    stressed = (
        *((at_band_end(filled, rules, upper=upper), rules) for upper in (False, True)),
        *((filled, with_diversion(rules, upper=upper)) for upper in (False, True)),
    )
    return all(judge(inputs, numbers).verdict is found.verdict for inputs, numbers in stressed)


def at_band_end(filled: Inputs, rules: RuleSet, *, upper: bool) -> Inputs:
    """Return the inputs with every margin at one end of its band."""
    return filled.each_core(lambda core: _at_end(core, rules, upper=upper))


def _at_end(core: Core, rules: RuleSet, *, upper: bool) -> Core:
    if core.margin is None:
        return core
    return replace(core, margin=rules.band_ends(core.margin)[upper])


def with_diversion(rules: RuleSet, *, upper: bool) -> RuleSet:
    """Return the rule set with diversion doubled (never over everybody) or halved."""
    factor = rules.stress if upper else 1 / rules.stress
    changed = {f"diversion_{count}": min(1, rules.diversion(count) * factor) for count in range(4)}
    return replace(rules, **changed)  # type: ignore[arg-type]  # the four shares
