"""The smallest single change to price, slot or route that would improve a verdict."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from marketplace.assessment.rules import moves
from marketplace.assessment.rules.fairness import fair_price
from marketplace.assessment.rules.inputs import Inputs
from marketplace.assessment.rules.judge import Judgement, judge
from marketplace.assessment.rules.numbers import Shown, cents_up, shown
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.assessment.rules.signals import Verdict
from marketplace.assessment.rules.viability import donation_line
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel.words import N_, Sentence

Try = tuple[Inputs, Shown | str]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One change, and both verdicts it would lead to. ``code`` names what is changed."""

    code: str
    value: Shown | str
    text: Sentence
    verdict: Verdict
    fairness: Verdict


ROUTE_TEXTS = {
    Route.REFERRED: N_("If it were sold through the operator's desk."),
    Route.EMBEDDED: N_("If it were part of the operator's own product."),
}


def what_if(inputs: Inputs, found: Judgement, rules: RuleSet) -> tuple[WhatIf, ...]:
    """Return at most one change of each kind, found by recomputing, in a fixed order."""
    if found.verdict is Verdict.CLEAR and found.fairness is Verdict.CLEAR:
        return ()
    kinds = (
        ("guest_price", _guest_prices(inputs, rules)),
        ("price", _lower_prices(inputs, rules)),
        ("price", _higher_prices(inputs, rules)),
        ("slot", _slots(inputs)),
        ("route", _routes(inputs)),
    )
    tried = (_first_better(code, tries, found, rules) for code, tries in kinds)
    return tuple(one for one in tried if one is not None)


def better(now: Judgement, before: Judgement) -> bool:
    """Tell whether one verdict improves and the other does not get worse."""
    operator = now.verdict.rank - before.verdict.rank
    supplier = now.fairness.rank - before.fairness.rank
    return max(operator, supplier) <= 0 and operator + supplier < 0


def _first_better(
    code: str, tries: Iterator[Try], before: Judgement, rules: RuleSet
) -> WhatIf | None:
    for changed, value in tries:
        now = judge(changed, rules)
        if better(now, before):
            return WhatIf(code, value, _text(code, value), now.verdict, now.fairness)
    return None


def _text(code: str, value: Shown | str) -> Sentence:
    if code == "guest_price":
        return Sentence.of(N_("If the guest paid %(price)s."), price=value)
    if code == "price":
        return Sentence.of(N_("If the supplier were paid %(price)s."), price=value)
    if code == "slot":
        return Sentence.of(N_("If it were at another time of day (%(slot)s)."), slot=value)
    return Sentence(ROUTE_TEXTS[Route(str(value))])


def _guest_prices(inputs: Inputs, rules: RuleSet) -> Iterator[Try]:
    if inputs.offer.route is not Route.INPUT:
        for price in moves.fair_guest_prices(inputs, rules):
            yield moves.at_guest_price(inputs, price), shown(price)


def _lower_prices(inputs: Inputs, rules: RuleSet) -> Iterator[Try]:
    ratios = (rules.ratio_block, rules.ratio_note, rules.ratio_ok)
    wanted = [moves.price_for_ratio(inputs, ratio) for ratio in ratios]
    line = donation_line(inputs.offer, rules)
    paid = moves.paid_price(inputs)
    if line is not None and paid is not None and line < paid:
        wanted.append(line)
    for price in sorted({price for price in wanted if price is not None}, reverse=True):
        yield moves.at_price(inputs, price), shown(price)


def _higher_prices(inputs: Inputs, rules: RuleSet) -> Iterator[Try]:
    for price in sorted(set(fairer_prices(inputs, rules))):
        yield moves.at_price(inputs, price), shown(price)


def fairer_prices(inputs: Inputs, rules: RuleSet) -> Iterator[Fraction]:
    """Return the prices above today's at which a signal of branch C eases."""
    offer = inputs.offer
    if offer.price is None:
        return
    reference, spread = offer.price_reference, offer.price_spread
    marks = (
        offer.cash_cost,
        offer.cost,
        None if offer.cost is None else fair_price(offer.cost, rules),
        None if reference is None else reference.p10,
        None if spread is None or spread.median is None else rules.spread_share * spread.median,
    )
    yield from (cents_up(mark) for mark in marks if mark is not None and mark > offer.price)


def _slots(inputs: Inputs) -> Iterator[Try]:
    slot = moves.free_slot(inputs)
    if slot is not None and inputs.offer.route is not Route.INPUT:
        yield moves.at_slot(inputs, slot), slot


def _routes(inputs: Inputs) -> Iterator[Try]:
    for route in moves.next_routes(inputs):
        yield moves.by_route(inputs, route), route.value
