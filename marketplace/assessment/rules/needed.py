"""What must be known before a facilitator may sign."""

from collections.abc import Iterator

from marketplace.assessment.rules.assumptions import Assumption, Kind
from marketplace.assessment.rules.inputs import Core, Inputs
from marketplace.assessment.rules.judge import CORE_RULES, Judgement, core_signals
from marketplace.assessment.rules.overlap import price_matters
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.assessment.rules.signals import NAMES
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel.words import N_, Sentence

ALWAYS = ("A7", "B3", "C1", "C5")


def missing(inputs: Inputs, found: Judgement, rules: RuleSet) -> tuple[str, ...]:
    """Return the codes of the signals that must be known to sign and are not.

    A7, B3, C1, C5 always; B1 where an incumbent is known; A1 to A6 where the route is not
    input, against every core product (A4 only where it applies).
    """
    known = {signal.code for signal in found.signals}
    codes = {code for code in ALWAYS if code not in known}
    if _has_incumbent(inputs) and "B1" not in known:
        codes.add("B1")
    if inputs.offer.route is not Route.INPUT:
        codes |= _missing_overlap(inputs, rules)
    return tuple(sorted(codes))


def _has_incumbent(inputs: Inputs) -> bool:
    return inputs.offer.landed is not None and inputs.offer.landed.incumbent is not None


def _missing_overlap(inputs: Inputs, rules: RuleSet) -> set[str]:
    if not inputs.cores:
        return set(CORE_RULES)
    return {code for core in inputs.cores for code in _missing_for(core, inputs, rules)}


def _missing_for(core: Core, inputs: Inputs, rules: RuleSet) -> Iterator[str]:
    known = {signal.code for signal in core_signals(core, inputs.offer, rules)}
    for code in CORE_RULES:
        applies = code != "A4" or price_matters(core, inputs.offer) is not False
        if applies and code not in known:
            yield code


def left_out(codes: tuple[str, ...]) -> tuple[Assumption, ...]:
    """Say of each that it is not known and must be before anybody signs."""
    text = N_("%(name)s is not known; it must be before anybody signs.")
    return tuple(
        Assumption(code, None, Sentence.of(text).with_words(name=NAMES[code]), Kind.LEFT_OUT)
        for code in codes
    )
