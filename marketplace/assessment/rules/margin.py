"""A6, margin at risk: how much of what the operator lives from would go elsewhere."""

from dataclasses import dataclass
from fractions import Fraction

from marketplace.assessment.rules.inputs import Core, Linkage
from marketplace.assessment.rules.numbers import percent, shown
from marketplace.assessment.rules.overlap import (
    core_name,
    has_figures,
    same_leaf,
    same_moment,
    same_segment,
)
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.assessment.rules.signals import Signal
from marketplace.kernel.words import N_, Sentence


@dataclass(frozen=True)
class MarginAtRisk:
    """A6 worked out: money per month in guest currency; shares of the monthly core margin."""

    overlaps: int
    diversion: Fraction
    margin_per_guest: Fraction
    monthly_margin: Fraction
    at_risk: Fraction
    gross: Fraction
    income: Fraction

    @property
    def net(self) -> Fraction:
        """Net loss as a share of the monthly margin; under zero it is a gain."""
        return self.gross - self.income


def undercuts(core: Core, offer: Linkage, rules: RuleSet) -> bool | None:
    """Tell whether it is the same leaf for less than 90 % of the core price."""
    leaf = same_leaf(core, offer)
    if not leaf:
        return leaf
    if offer.guest_price is None or not core.price:
        return None
    return offer.guest_price < rules.price_weak * core.price


def overlaps(core: Core, offer: Linkage, rules: RuleSet) -> int | None:
    """Count what is the same: leaf, moment, and the same leaf for less; ``None`` if unknown."""
    found = (same_leaf(core, offer), same_moment(core, offer), undercuts(core, offer, rules))
    return None if None in found else sum(one is True for one in found)


def relief(util: Fraction, rules: RuleSet) -> Fraction:
    """Return the factor for a core product that is nearly full: relief, not loss."""
    if util >= rules.relief_high_from:
        return rules.relief_high
    return rules.relief_mid if util >= rules.relief_mid_from else Fraction(1)


def diversion(core: Core, offer: Linkage, rules: RuleSet) -> Fraction | None:
    """Return the share of users who would have bought the core product (A2 is inside)."""
    count, segment = overlaps(core, offer, rules), same_segment(core, offer)
    if count is None or segment is None or core.util is None:
        return None
    share = rules.diversion(count) * relief(core.util, rules)
    share *= Fraction(1) if segment else rules.diversion_other_segment
    return share * (rules.included_factor if core.included else 1)


def margin_at_risk(core: Core, offer: Linkage, rules: RuleSet) -> MarginAtRisk | None:
    """Work A6 out, or return ``None`` where a figure it needs is not known."""
    share = diversion(core, offer, rules)
    count = overlaps(core, offer, rules)
    if share is None or count is None or offer.users is None or offer.op_income is None:
        return None
    monthly = _monthly_margin(core)
    if not monthly or core.price is None or core.margin is None:
        return None
    each = core.price * core.margin
    lost = offer.users * share * each
    gained = offer.users * offer.op_income / monthly
    return MarginAtRisk(count, share, each, monthly, lost, lost / monthly, gained)


def _monthly_margin(core: Core) -> Fraction | None:
    if not has_figures(core) or core.capacity is None or core.margin is None:
        return None
    return core.capacity * (core.util or 0) * (core.price or 0) * core.margin


def loss_signal(core: Core, offer: Linkage, rules: RuleSet) -> Signal | None:
    """A6: net loss as a share of the core product's monthly margin."""
    found = margin_at_risk(core, offer, rules)
    if found is None:
        return None
    figures = (
        ("core_product", core_name(core)),
        ("users", shown(offer.users or Fraction(0))),
        ("diversion_percent", percent(found.diversion)),
        ("margin_per_guest", shown(found.margin_per_guest)),
        ("monthly_margin", shown(found.monthly_margin)),
        ("at_risk", shown(found.at_risk)),
        ("gross_percent", percent(found.gross)),
        ("operator_income_percent", percent(found.income)),
        ("net_percent", percent(found.net)),
    )
    return Signal("A6", _loss_level(found.net, rules), _loss_text(found), figures)


def _loss_level(net: Fraction, rules: RuleSet) -> int:
    limits = (rules.loss_note, rules.loss_cond, rules.loss_block)
    return sum(net > limit for limit in limits)


def _loss_text(found: MarginAtRisk) -> Sentence:
    if found.net < 0:
        text = N_("A gain of about %(share)s %% of the core product's monthly margin.")
        return Sentence.of(text, share=percent(-found.net))
    text = N_("About %(share)s %% of the core product's monthly margin is at risk.")
    return Sentence.of(text, share=percent(found.net))
