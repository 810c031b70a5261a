"""How each rule reads with the numbers of the rule set in force, never the built-in ones."""

from collections.abc import Callable
from fractions import Fraction

from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.assessment.rules.signals import LEVEL_NAMES
from marketplace.i18n import gettext
from marketplace.i18n.format import number
from marketplace.kernel.words import N_

Say = Callable[[RuleSet, str], str]


def _percent(rules: RuleSet, key: str) -> str:
    return number(float(Fraction(rules.number(key)) * 100))


def _plain(rules: RuleSet, key: str) -> str:
    return number(float(rules.number(key)))


def _level(rules: RuleSet, key: str) -> str:
    return gettext(LEVEL_NAMES[int(rules.number(key))])


_RULES: dict[str, tuple[str, dict[str, tuple[Say, str]]]] = {
    "A1": (
        N_("same goods and guests: %(leaf)s; same goods, other guests: %(other)s; "
           "same group: %(group)s"),
        {"leaf": (_level, "level_a1_leaf"), "other": (_level, "level_a1_leaf_other"),
         "group": (_level, "level_a1_group")},
    ),
    "A3": (N_("same time and same place: %(same)s"), {"same": (_level, "level_a3_same")}),
    "A4": (
        N_("under %(strong)s %% of the core price: %(low)s; under %(weak)s %%: %(near)s"),
        {"strong": (_percent, "price_strong"), "low": (_level, "level_a4_strong"),
         "weak": (_percent, "price_weak"), "near": (_level, "level_a4_weak")},
    ),
    "A5": (
        N_("straight to guests beside the same service: %(straight)s; "
           "with the operator's desk: %(desk)s"),
        {"straight": (_level, "level_a5_near_independent"),
         "desk": (_level, "level_a5_near_referred")},
    ),
    "A6": (
        N_("over %(block)s %% of the monthly margin: blocker; over %(cond)s %%: condition; "
           "over %(note)s %%: note"),
        {"block": (_percent, "loss_block"), "cond": (_percent, "loss_cond"),
         "note": (_percent, "loss_note")},
    ),
    "A7": (
        N_("a gap: %(gap)s; hazard, law or harm to children: blocker, never overridden"),
        {"gap": (_level, "level_a7_gap")},
    ),
    "A8": (
        N_("%(count)s or more alike within 15 km: %(many)s; staged as well: blocker"),
        {"count": (_plain, "distinct_from"), "many": (_level, "level_a8_many")},
    ),
    "A9": (
        N_("secrets shown or exclusivity asked: %(secret)s"),
        {"secret": (_level, "level_a9_secret")},
    ),
    "B1": (
        N_("over %(block)s times what is paid now, or no parity within %(months)s months: "
           "blocker; over %(note)s: condition; over %(ok)s: note"),
        {"block": (_plain, "ratio_block"), "months": (_plain, "parity_months"),
         "note": (_plain, "ratio_note"), "ok": (_plain, "ratio_ok")},
    ),
    "B2": (
        N_("over %(block)s %% of gross profit: blocker; over %(note)s %%: condition"),
        {"block": (_percent, "viability_block"), "note": (_percent, "viability_note")},
    ),
    "B3": (
        N_("promised over %(full)s %% of what she proved: blocker; over %(ok)s %%: condition; "
           "unproven, up to %(trial)s %%: note"),
        {"full": (_percent, "capacity_full"), "ok": (_percent, "capacity_ok"),
         "trial": (_percent, "trial_share")},
    ),
    "B4": (
        N_("one source without a back-up for what spoils in %(week)s days: note; "
           "in %(days)s days: condition"),
        {"week": (_plain, "perishable_days"), "days": (_plain, "very_perishable_days")},
    ),
    "B5": (
        N_("only a charity contact: note; over %(factor)s times incumbent and market: condition"),
        {"factor": (_plain, "donation_factor")},
    ),
    "B6": (
        N_("more than %(note)s months to the spec: note; more than %(block)s: blocker"),
        {"note": (_plain, "spec_note_months"), "block": (_plain, "spec_block_months")},
    ),
    "C1": (
        N_("under her cash cost: blocker; under cost: condition; under %(floor)s times cost: note"),
        {"floor": (_plain, "floor_factor")},
    ),
    "C2": (
        N_("under the market's lowest tenth: condition; over the highest: note; fewer than "
           "%(points)s prices, or older than %(months)s months: no reference"),
        {"points": (_plain, "reference_points"), "months": (_plain, "reference_months")},
    ),
    "C3": (
        N_("under %(share)s %% of what others were paid: note"),
        {"share": (_percent, "spread_share")},
    ),
    "C4": (
        N_("%(cond)s %% of her sales: condition; %(note)s %%: note"),
        {"cond": (_percent, "dependency_cond"), "note": (_percent, "dependency_note")},
    ),
    "C5": (
        N_("over %(cond)s days: condition; over %(note)s: note; what spoils, over %(block)s: "
           "blocker; cash at the door: fine"),
        {"cond": (_plain, "pay_cond"), "note": (_plain, "pay_note"),
         "block": (_plain, "pay_block")},
    ),
    "C6": (
        N_("under %(cond)s %% of the guest's price: condition; under %(note)s %%: note; "
           "crafts resold, under %(resale)s %%: note"),
        {"cond": (_percent, "service_cond"), "note": (_percent, "service_note"),
         "resale": (_percent, "resale_note")},
    ),
    "C7": (
        N_("no guaranteed minimum, or over %(months)s months: condition"),
        {"months": (_plain, "exclusivity_months")},
    ),
}  # fmt: skip


def rule_text(code: str, rules: RuleSet) -> str:
    """Say the rule of a signal with this rule set's numbers and levels."""
    template, params = _RULES[code]
    return gettext(template) % {name: say(rules, key) for name, (say, key) in params.items()}
