"""Branch C, the first half: does the price pay the supplier properly?"""

from fractions import Fraction

from marketplace.assessment.rules.inputs import Linkage
from marketplace.assessment.rules.numbers import shown
from marketplace.assessment.rules.ruleset import BLOCKER, RuleSet
from marketplace.assessment.rules.signals import Figure, Signal
from marketplace.assessment.rules.viability import usable
from marketplace.kernel.words import N_, Sentence


def fair_price(cost: Fraction, rules: RuleSet) -> Fraction:
    """Return the floor: 1.10 × her cost, labour included."""
    return rules.floor_factor * cost


def own_cost(offer: Linkage, rules: RuleSet) -> Signal | None:
    """C1: price against cash cost, full cost and the fair price.

    Where C2 already says "below the market" and her cost is covered, C2 speaks alone. Without
    her own figures it counts as known when the price is at or above the market's p10.
    """
    if offer.price is None:
        return None
    level = _cost_level(offer, offer.price, rules)
    if level is None:
        return _market_instead(offer, offer.price, rules)
    if level == 1 and _below_market(offer, rules):
        text = N_("Her cost is covered; the market's price speaks for itself.")
        return Signal("C1", 0, Sentence(text), _cost_figures(offer, rules))
    return Signal("C1", level, Sentence(_COST_TEXTS[level]), _cost_figures(offer, rules))


_COST_TEXTS = {
    0: N_("The price reaches her fair price."),
    1: N_("The price covers her cost but not her fair price."),
    2: N_("The price is below her cost: a facilitator calls her first."),
    3: N_("The price does not even bring back the cash she spends."),
}


def _cost_level(offer: Linkage, price: Fraction, rules: RuleSet) -> int | None:
    if offer.cash_cost is not None and price < offer.cash_cost:
        return 2 if offer.one_off_reason else BLOCKER
    if offer.cost is None:
        return None
    if price < offer.cost:
        return 2
    return 1 if price < fair_price(offer.cost, rules) else 0


def _below_market(offer: Linkage, rules: RuleSet) -> bool:
    found = market_price(offer, rules)
    return found is not None and found.level == 2


def _market_instead(offer: Linkage, price: Fraction, rules: RuleSet) -> Signal | None:
    reference = offer.price_reference
    if reference is None or reference.p10 is None or not usable(reference, rules):
        return None
    if price < reference.p10:
        return None
    text = N_("Her cost is not known; the price is at or above the market's low end.")
    figures: tuple[Figure, ...] = (("price", shown(price)), ("p10", shown(reference.p10)))
    return Signal("C1", 0, Sentence(text), figures)


def _cost_figures(offer: Linkage, rules: RuleSet) -> tuple[Figure, ...]:
    told = (
        ("price", offer.price),
        ("cash_cost", offer.cash_cost),
        ("cost", offer.cost),
        ("fair_price", None if offer.cost is None else fair_price(offer.cost, rules)),
    )
    return tuple((name, shown(value)) for name, value in told if value is not None)


def market_price(offer: Linkage, rules: RuleSet) -> Signal | None:
    """C2: price against the local reference for the place, month and trade level."""
    reference = offer.price_reference
    counts = usable(reference, rules)
    if reference is None or counts is None:
        return None
    if not counts:
        return Signal("C2", 0, Sentence(N_("No local reference.")))
    if offer.price is None or reference.p10 is None or reference.p90 is None:
        return None
    figures: tuple[Figure, ...] = (
        ("price", shown(offer.price)),
        ("p10", shown(reference.p10)),
        ("p90", shown(reference.p90)),
    )
    if offer.price < reference.p10:
        return Signal("C2", 2, Sentence(N_("Below what the local market pays.")), figures)
    if offer.price > reference.p90:
        return Signal("C2", 1, Sentence(N_("Above what the local market pays.")), figures)
    return Signal("C2", 0, Sentence(N_("Within what the local market pays.")), figures)


def price_spread(offer: Linkage, rules: RuleSet) -> Signal | None:
    """C3: price against opened offers and paid prices in the leaf."""
    spread = offer.price_spread
    if spread is None or spread.suppliers is None:
        return None
    if spread.suppliers < rules.spread_suppliers:
        return Signal("C3", 0, Sentence(N_("Too few suppliers to compare with.")))
    if offer.price is None or spread.median is None:
        return None
    low = offer.price < rules.spread_share * spread.median
    text = N_("Well under what others got.") if low else N_("In line with what others got.")
    figures: tuple[Figure, ...] = (
        ("price", shown(offer.price)),
        ("median", shown(spread.median)),
    )
    return Signal("C3", int(low), Sentence(text), figures)
