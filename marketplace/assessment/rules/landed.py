"""B1, landed cost: what a unit costs until it is usable in the operator's store (annex Q2)."""

from dataclasses import replace
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

from marketplace.assessment.rules.inputs import Landed, Linkage, Side
from marketplace.assessment.rules.numbers import as_decimal, shown
from marketplace.assessment.rules.ruleset import BLOCKER, RuleSet
from marketplace.assessment.rules.signals import Figure, Signal
from marketplace.kernel.words import N_, Sentence

_PLACES = Decimal(1).scaleb(-30)  # so that whole powers (month 1: exactly 0.90) stay exact


def landed_cost(side: Side) -> Fraction | None:
    """Return (price + transport + handling − risk saving) ÷ (1 − reject share)."""
    if side.price is None:
        return None
    paid = side.price + (side.transport or 0) + (side.handling or 0) - (side.risk_saving or 0)
    return paid / (1 - (side.reject or 0))


def costs(landed: Landed | None) -> tuple[Fraction, Fraction] | None:
    """Return local and incumbent landed cost, where both are known and can be compared."""
    if landed is None or landed.local is None or landed.incumbent is None:
        return None
    local, incumbent = landed_cost(landed.local), landed_cost(landed.incumbent)
    if local is None or incumbent is None or incumbent <= 0:
        return None
    return local, incumbent


@lru_cache(maxsize=256)
def learned(months: int, learning: Fraction) -> Fraction:
    """Return the price factor after some months: (months + 1) ^ log2(learning)."""
    with localcontext(Context(prec=50)):
        power = as_decimal(learning).ln() / Decimal(2).ln()
        return Fraction(((Decimal(months + 1).ln() * power).exp()).quantize(_PLACES))


def parity_month(landed: Landed, rules: RuleSet) -> int | None:
    """Return the first month in which local ≤ incumbent; a guess, as prices learn at 10 %.

    Only the supplier's price falls; carriage, handling and rejects stay as they are.
    """
    pair = costs(landed)
    if pair is None or landed.local is None or landed.local.price is None:
        return None
    for month in range(rules.parity_months + 1):
        price = landed.local.price * learned(month, rules.learning)
        cost = landed_cost(replace(landed.local, price=price))
        if cost is not None and cost <= pair[1]:
            return month
    return None


def landed_signal(offer: Linkage, rules: RuleSet) -> Signal | None:
    """B1: local ÷ incumbent, and whether parity comes within a year."""
    pair = costs(offer.landed)
    if pair is None or offer.landed is None:
        return None
    ratio = pair[0] / pair[1]
    month = parity_month(offer.landed, rules)
    level = _level(ratio, month, rules)
    return Signal("B1", level, _text(pair, ratio, month), _figures(pair, ratio, month))


def _level(ratio: Fraction, month: int | None, rules: RuleSet) -> int:
    if ratio <= rules.ratio_ok:
        return 0
    if ratio <= rules.ratio_note:
        return 1
    return 2 if ratio <= rules.ratio_block and month is not None else BLOCKER


def _figures(
    pair: tuple[Fraction, Fraction], ratio: Fraction, month: int | None
) -> tuple[Figure, ...]:
    found: tuple[Figure, ...] = (
        ("local", shown(pair[0])),
        ("incumbent", shown(pair[1])),
        ("ratio", shown(ratio, 4)),
    )
    return found if month is None else (*found, ("parity_month", month))


def _text(pair: tuple[Fraction, Fraction], ratio: Fraction, month: int | None) -> Sentence:
    local, incumbent, times = shown(pair[0], 0), shown(pair[1], 0), shown(ratio)
    if ratio <= 1:
        text = N_("%(local)s against %(incumbent)s: %(times)s times the incumbent.")
        return Sentence.of(text, local=local, incumbent=incumbent, times=times)
    if month is None:
        text = N_(
            "%(local)s against %(incumbent)s: %(times)s times the incumbent, "
            "and no parity in sight within a year."
        )
        return Sentence.of(text, local=local, incumbent=incumbent, times=times)
    text = N_(
        "%(local)s against %(incumbent)s: %(times)s times the incumbent; "
        "our guess is parity after %(months)s months."
    )
    return Sentence.of(text, local=local, incumbent=incumbent, times=times, months=month)
