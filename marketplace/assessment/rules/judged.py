"""A7 to A9: judged once per linkage, whatever the core product; A7 whatever the route."""

from marketplace.assessment.rules.inputs import Children, Linkage, Safety
from marketplace.assessment.rules.ruleset import BLOCKER, RuleSet
from marketplace.assessment.rules.signals import Figure, Signal
from marketplace.kernel.words import N_, Sentence


def safety(offer: Linkage, rules: RuleSet) -> Signal | None:
    """A7: papers, hazards, law, children. Its blockers can never be overridden."""
    if offer.children is Children.HARM:
        text = N_("Children would work in danger, at night or in school hours, or be the show.")
        return Signal("A7", BLOCKER, Sentence(text), _safety_figures(offer))
    if offer.safety is None:
        return None
    level = {Safety.OK: 0, Safety.GAP: rules.level_a7_gap}.get(offer.safety, BLOCKER)
    return Signal("A7", level, _safety_text(offer, offer.safety), _safety_figures(offer))


_SAFETY_TEXTS = {
    Safety.OK: N_("Papers complete, no hazard known."),
    Safety.GAP: N_("A gap that can be closed."),
    Safety.HIGH: N_("A serious hazard."),
    Safety.ILLEGAL: N_("Against the law."),
}
_SAFETY_TEXTS_WHY = {
    Safety.OK: N_("Papers complete: %(why)s."),
    Safety.GAP: N_("A gap that can be closed: %(why)s."),
    Safety.HIGH: N_("A serious hazard: %(why)s."),
    Safety.ILLEGAL: N_("Against the law: %(why)s."),
}


def _safety_text(offer: Linkage, found: Safety) -> Sentence:
    if offer.safety_text:
        return Sentence.of(_SAFETY_TEXTS_WHY[found], why=offer.safety_text.rstrip("."))
    return Sentence(_SAFETY_TEXTS[found])


def _safety_figures(offer: Linkage) -> tuple[Figure, ...]:
    told = (("safety", offer.safety), ("children", offer.children), ("why", offer.safety_text))
    return tuple((name, str(value)) for name, value in told if value is not None)


def distinctive(offer: Linkage, rules: RuleSet) -> Signal | None:
    """A8: not yet another cultural village (paper §4.1.2)."""
    if offer.existing_similar is None:
        return None
    many = offer.existing_similar >= rules.distinct_from
    level = 0 if not many else BLOCKER if offer.staged else rules.level_a8_many
    figures: tuple[Figure, ...] = (
        ("existing_similar", offer.existing_similar),
        ("staged", str(bool(offer.staged)).lower()),
    )
    return Signal("A8", level, _distinct_text(offer.existing_similar, level), figures)


def _distinct_text(count: int, level: int) -> Sentence:
    if level == BLOCKER:
        text = N_("Staged for visitors, and %(count)s similar offers stand within 15 km.")
        return Sentence.of(text, count=count)
    return Sentence.of(N_("%(count)s similar offers within 15 km."), count=count)


def secrecy(offer: Linkage, rules: RuleSet) -> Signal | None:
    """A9: a private supplier, route or recipe would show, or exclusivity is asked."""
    figures: tuple[Figure, ...] = (
        ("reveals_secret", str(bool(offer.secrecy)).lower()),
        ("asks_exclusivity", str(bool(offer.exclusivity)).lower()),
    )
    if offer.secrecy:
        text = Sentence(N_("The need shows a private supplier, route or recipe."))
        return Signal("A9", rules.level_a9_secret, text, figures)
    if offer.exclusivity:
        text = Sentence(N_("The operator asks for exclusivity."))
        return Signal("A9", rules.level_a9_secret, text, figures)
    if offer.secrecy is None:
        return None
    return Signal(
        "A9", 0, Sentence(N_("Nothing secret shows and nothing exclusive is asked.")), figures
    )
