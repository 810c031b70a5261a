"""Of several core products the worst counts; what each of them would say stands beside it."""

from dataclasses import dataclass

from marketplace.assessment.rules.assumptions import fill
from marketplace.assessment.rules.inputs import Core, Inputs
from marketplace.assessment.rules.judge import core_signals, judgement, offer_signals
from marketplace.assessment.rules.ruleset import DEFAULT, RuleSet
from marketplace.assessment.rules.signals import Signal, Verdict
from marketplace.catalogue.rules.lists import Route


@dataclass(frozen=True)
class AgainstCore:
    """The overlap with one core product, and the verdict if it were the only one."""

    core: Core
    signals: tuple[Signal, ...]
    verdict: Verdict

    def level(self, code: str) -> int | None:
        """Return the level of one overlap signal, or ``None`` where it was left out."""
        return next((s.level for s in self.signals if s.code == code), None)


def each_core(inputs: Inputs, rules: RuleSet = DEFAULT) -> tuple[AgainstCore, ...]:
    """Return the overlap with every core product, the heaviest first; none for an input."""
    if inputs.offer.route in (Route.INPUT, None):
        return ()
    filled, _ = fill(inputs, rules)
    shared = offer_signals(filled.offer, rules)
    found = [_against(core, filled, shared, rules) for core in filled.cores]
    return tuple(sorted(found, key=_heaviest, reverse=True))


def _against(core: Core, filled: Inputs, shared: tuple[Signal, ...], rules: RuleSet) -> AgainstCore:
    own = core_signals(core, filled.offer, rules)
    return AgainstCore(core, own, judgement(core, own + shared).verdict)


def _heaviest(found: AgainstCore) -> tuple[int, list[int]]:
    return found.verdict.rank, sorted((s.level for s in found.signals), reverse=True)
