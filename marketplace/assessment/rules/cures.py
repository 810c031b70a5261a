"""What has to be put right before any way back is open: hazards, papers, size, price, time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from marketplace.assessment.rules import moves
from marketplace.assessment.rules.inputs import Children, Inputs, Safety
from marketplace.assessment.rules.judge import judge
from marketplace.assessment.rules.numbers import percent, shown
from marketplace.assessment.rules.ruleset import BLOCKER, RuleSet
from marketplace.assessment.rules.signals import Verdict
from marketplace.assessment.rules.what_if import fairer_prices
from marketplace.kernel.words import N_, Sentence


@dataclass(frozen=True)
class Changed:
    """A changed linkage with the steps that led there, in the order people take them."""

    inputs: Inputs
    steps: tuple[Sentence, ...] = ()

    def then(self, inputs: Inputs, step: Sentence) -> "Changed":
        """Add one step."""
        return Changed(inputs, (*self.steps, step))

    def offer(self, step: Sentence, **change: object) -> "Changed":
        """Add one step that changes facts of the offer."""
        offer = replace(self.inputs.offer, **change)  # type: ignore[arg-type]  # fields of Linkage
        return self.then(moves.with_offer(self.inputs, offer), step)


def cure(inputs: Inputs, rules: RuleSet) -> Changed:
    """Put right every blocker of the operator's side except overlap (A6)."""
    changed = Changed(inputs)
    for step in (_safe, _own, _landed, _bearable, _smaller, _trained):
        changed = step(changed, rules)
    return changed


def _blocks(changed: Changed, code: str, rules: RuleSet) -> bool:
    return judge(changed.inputs, rules).level(code) == BLOCKER


def _safe(changed: Changed, _rules: RuleSet) -> Changed:
    offer = changed.inputs.offer
    if offer.children is Children.HARM:
        text = N_("No child works, carries or is shown.")
        changed = changed.offer(Sentence(text), children=Children.NONE)
    if offer.safety is Safety.HIGH:
        text = N_("The hazard is removed and checked first.")
        changed = changed.offer(Sentence(text), safety=Safety.GAP)
    if offer.safety is Safety.ILLEGAL:
        text = N_("The permit is in hand first.")
        changed = changed.offer(Sentence(text), safety=Safety.GAP)
    return changed


def _own(changed: Changed, rules: RuleSet) -> Changed:
    if not _blocks(changed, "A8", rules):
        return changed
    text = N_("Build it on what people here really know: birds, herbs, history; nothing staged.")
    return changed.offer(Sentence(text), staged=False)


def _landed(changed: Changed, rules: RuleSet) -> Changed:
    if not _blocks(changed, "B1", rules):
        return changed
    options = (*_cheaper(changed, rules), *_carried(changed, rules))
    before = judge(changed.inputs, rules).fairness
    for option in options:
        now = judge(option.inputs, rules)
        if now.level("B1") != BLOCKER and now.fairness.rank <= max(before.rank, 1):
            return option
    return changed


def _cheaper(changed: Changed, rules: RuleSet) -> Iterator[Changed]:
    for ratio in (rules.ratio_block, rules.ratio_note):
        price = moves.price_for_ratio(changed.inputs, ratio)
        if price is not None:
            text = Sentence.of(N_("At %(price)s a unit or less."), price=shown(price))
            yield changed.then(moves.at_price(changed.inputs, price), text)


def _carried(changed: Changed, rules: RuleSet) -> Iterator[Changed]:
    cost = moves.carriage_for_ratio(changed.inputs, rules.ratio_note)
    if cost is not None:
        template = N_("Brought with another run or fetched: carriage at most %(cost)s a unit.")
        text = Sentence.of(template, cost=shown(cost))
        yield changed.then(moves.at_carriage(changed.inputs, cost), text)


def _bearable(changed: Changed, rules: RuleSet) -> Changed:
    landed = changed.inputs.offer.landed
    if not _blocks(changed, "B2", rules) or landed is None or not landed.gop_share:
        return changed
    part = rules.viability_block / landed.gop_share
    text = Sentence.of(N_("Only a part of it: about %(share)s %%."), share=percent(part))
    return changed.offer(text, landed=replace(landed, gop_share=rules.viability_block))


def _smaller(changed: Changed, rules: RuleSet) -> Changed:
    if not _blocks(changed, "B3", rules):
        return changed
    proven = changed.inputs.offer.capacity_proven is not False
    share = rules.capacity_ok if proven else rules.trial_share
    template = N_("A smaller lot: at most %(share)s %% of what she can make.")
    return changed.offer(Sentence.of(template, share=percent(share)), capacity_share=share)


def _trained(changed: Changed, rules: RuleSet) -> Changed:
    if not _blocks(changed, "B6", rules):
        return changed
    template = N_("Training first; back when it takes at most %(months)s months.")
    text = Sentence.of(template, months=rules.spec_note_months)
    return changed.offer(text, months_to_spec=Fraction(rules.spec_note_months))


def pay_fairly(inputs: Inputs, rules: RuleSet) -> Iterator[Changed]:
    """Return the ways to put right a block of the supplier's side, the fairest first."""
    changed = Changed(inputs)
    if _blocks(changed, "C5", rules):
        text = Sentence(N_("Cash at the door, or paid in advance."))
        changed = changed.offer(text, cash_at_door=True)
    if judge(changed.inputs, rules).fairness is not Verdict.BLOCK:
        yield changed
        return
    for price in sorted(set(fairer_prices(changed.inputs, rules)), reverse=True):
        text = Sentence.of(N_("Pay at least %(price)s a unit."), price=shown(price))
        yield changed.then(moves.at_price(changed.inputs, price), text)
