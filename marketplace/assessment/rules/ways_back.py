"""Every block shows at least one way back: another route, time, guest, price, or role."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

from marketplace.assessment.rules import moves
from marketplace.assessment.rules.cures import Changed, cure, pay_fairly
from marketplace.assessment.rules.inputs import Inputs, Linkage, Safety
from marketplace.assessment.rules.judge import Judgement, judge
from marketplace.assessment.rules.numbers import percent, shown
from marketplace.assessment.rules.overlap import group_of
from marketplace.assessment.rules.ruleset import BLOCKER, RuleSet
from marketplace.assessment.rules.signals import Verdict
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel.words import N_, Sentence

MOST = 4  # more would be a catalogue, not advice
OTHER_LEAF = "other.something_else"


@dataclass(frozen=True, slots=True)
class WayBack:
    """One way: what it is, the steps it needs, and the verdicts it was recomputed to have.

    ``offer`` is the linkage as it would then be.
    """

    code: str
    title: Sentence
    steps: tuple[Sentence, ...]
    verdict: Verdict
    fairness: Verdict
    offer: Linkage = field(default=Linkage(), compare=False, repr=False)


@dataclass(frozen=True)
class _Idea:
    code: str
    title: Sentence
    changed: Changed


def ways_back(inputs: Inputs, found: Judgement, rules: RuleSet) -> tuple[WayBack, ...]:
    """Return ways out of a block of either side, recomputed; at least one for each."""
    operator = found.verdict is Verdict.BLOCK
    supplier = found.fairness is Verdict.BLOCK
    ways = [w for w in _open(_ideas(inputs, found, rules), rules, found) if operator][:MOST]
    fair = [w for w in _open(_fair_ideas(inputs, rules), rules, found) if supplier][:1]
    made = ways + fair
    if (operator and not ways) or (supplier and not fair):
        made.append(something_else(inputs, rules))
    return tuple(made)


def _open(ideas: Iterator[_Idea], rules: RuleSet, before: Judgement) -> Iterator[WayBack]:
    """Keep the ideas that lift a block and close nothing that was open."""
    for idea in ideas:
        now = judge(idea.changed.inputs, rules)
        if _lifts(now, before):
            steps = idea.changed.steps
            offer = idea.changed.inputs.offer
            yield WayBack(idea.code, idea.title, steps, now.verdict, now.fairness, offer)


def _lifts(now: Judgement, before: Judgement) -> bool:
    pairs = ((now.verdict, before.verdict), (now.fairness, before.fairness))
    closed = any(a is Verdict.BLOCK and b is not Verdict.BLOCK for a, b in pairs)
    lifted = any(a is not Verdict.BLOCK and b is Verdict.BLOCK for a, b in pairs)
    return lifted and not closed


def _ideas(inputs: Inputs, found: Judgement, rules: RuleSet) -> Iterator[_Idea]:
    cured = cure(inputs, rules)
    if found.level("A6") == BLOCKER:
        yield _work_within(cured)
        yield _different_service(inputs)
        yield from _rearranged(cured, rules)
        return
    yield _Idea("put_right", Sentence(N_("Put it right and ask again")), cured)
    if found.level("A7") == BLOCKER and inputs.offer.route is not Route.INPUT:
        yield _work_within(cured)
    if found.level("A7") == BLOCKER:
        yield _other_product(inputs)


# Other things to be: from a rival at the gate to a hand in the operator's own product.
_ROLES = {
    "guide.canoe": N_("Become paddlers of the operator's own trip"),
    "guide": N_("Become hosts or guides of the operator's own tour"),
    "food": N_("Cook a local course within the operator's meal"),
    "craft": N_("Make for the operator's own shop"),
    "show": N_("Perform within the operator's own evening"),
    "stay": N_("Host the operator's guests when the rooms are full"),
    "transport": N_("Drive for the operator at a day rate"),
}


def _work_within(cured: Changed) -> _Idea:
    category = cured.inputs.offer.category or ""
    role = _ROLES.get(category) or _ROLES.get(group_of(category))
    title = Sentence(role or N_("Work within the operator's own product"))
    text = Sentence(N_("At the operator's price and under its name, for a day rate or a fee."))
    return _Idea("work_within", title, cured.then(moves.within_product(cured.inputs), text))


_OTHER_SERVICES = {
    "guide.canoe": N_("A fishing-camp visit on land"),
    "guide.history": N_("A bird, herb or history walk with people who know"),
    "stay": N_("A meal or a walk for the same guests"),
}


def _different_service(inputs: Inputs) -> _Idea:
    """A service of another kind at another place, with papers of its own."""
    category = inputs.offer.category or ""
    other = _OTHER_SERVICES.get(category) or _OTHER_SERVICES.get(group_of(category))
    text = Sentence(N_("A different service, sold by voucher at the desk, its papers in order."))
    changed = Changed(moves.at_place(inputs)).offer(
        text, category=OTHER_LEAF, route=Route.REFERRED, safety=Safety.OK, safety_text=None
    )
    title = Sentence(other or N_("Offer the same guests something else"))
    return _Idea("different_service", title, cure_rest(changed))


def cure_rest(changed: Changed) -> Changed:
    """Leave out what was judged of the old thing: the new one is judged anew."""
    offer = changed.inputs.offer
    anew = replace(
        offer, children=None, existing_similar=None, staged=None, landed=None, capacity_share=None,
        capacity_proven=None, months_to_spec=None, single_source=None,
    )  # fmt: skip
    return Changed(moves.with_offer(changed.inputs, anew), changed.steps)


def _other_product(inputs: Inputs) -> _Idea:
    fuel = inputs.offer.category == "fuel.firewood"
    title = N_("Switch to briquettes") if fuel else N_("Offer another product")
    text = Sentence(N_("One whose papers are in order; it is judged anew."))
    changed = Changed(inputs).offer(
        text, category=OTHER_LEAF, safety=Safety.OK, safety_text=None, price=None, cost=None,
        cash_cost=None,
    )  # fmt: skip
    return _Idea("other_product", Sentence(title), cure_rest(changed))


_Step = Callable[[Changed], Changed]
_TITLES = {
    "guests": N_("For other guests"),
    "slot": N_("At another time of day"),
    "price": N_("At a price near the operator's"),
    "place": N_("In another place"),
    "desk": N_("Through the operator's desk"),
}


def _rearranged(cured: Changed, rules: RuleSet) -> Iterator[_Idea]:
    """Combine other time, guests, price, place and desk; the fewest changes that lift it."""
    known = dict(_steps(cured.inputs, rules))
    lifted: list[frozenset[str]] = []
    for size in range(1, len(known) + 1):
        for names in combinations(known, size):
            if len(lifted) == 2 or any(set(names) >= fewer for fewer in lifted):
                continue
            changed = _apply(cured, [known[name] for name in names])
            if judge(changed.inputs, rules).verdict is not Verdict.BLOCK:
                lifted.append(frozenset(names))
                yield _Idea("+".join(names), Sentence(_TITLES[names[0]]), changed)


def _apply(cured: Changed, steps: list[_Step]) -> Changed:
    for step in steps:
        cured = step(cured)
    return cured


def _steps(inputs: Inputs, rules: RuleSet) -> Iterator[tuple[str, _Step]]:
    yield "guests", _guests
    slot = moves.free_slot(inputs)
    if slot is not None:
        yield "slot", lambda now: now.then(moves.at_slot(now.inputs, slot), _slot_text(slot))
    prices = moves.fair_guest_prices(inputs, rules)
    if prices:
        text = N_("The guest pays %(price)s, at least %(share)s %% of the core price.")
        share = percent(rules.price_weak)
        priced = Sentence.of(text, price=shown(prices[-1]), share=share)
        yield "price", lambda now: now.then(moves.at_guest_price(now.inputs, prices[-1]), priced)
    yield "place", _place
    if inputs.offer.route is Route.INDEPENDENT:
        yield "desk", lambda now: now.then(moves.through_desk(now.inputs, rules), _DESK)


def _slot_text(slot: str) -> Sentence:
    return Sentence.of(N_("At another time of day: %(slot)s."), slot=slot)


_DESK = Sentence(N_("The operator's desk sells it by voucher, for a disclosed fee."))


def _guests(now: Changed) -> Changed:
    text = Sentence(N_("For other guests: school groups, students, volunteers."))
    return now.then(moves.for_other_guests(now.inputs), text)


def _place(now: Changed) -> Changed:
    return now.then(moves.at_place(now.inputs), Sentence(N_("In another village or place.")))


def _fair_ideas(inputs: Inputs, rules: RuleSet) -> Iterator[_Idea]:
    title = Sentence(N_("Pay her what makes it worth her while"))
    for changed in pay_fairly(inputs, rules):
        yield _Idea("pay_fairly", title, changed)


def something_else(inputs: Inputs, rules: RuleSet) -> WayBack:
    """The way that is always open: another thing for the same operator, judged anew."""
    title = Sentence(N_("Offer this operator something it uses up itself"))
    step = Sentence(N_("A product for its own kitchen, house or garden; it is judged anew."))
    other = Linkage(route=Route.INPUT)
    now = judge(moves.with_offer(inputs, other), rules)
    return WayBack("something_else", title, (step,), now.verdict, now.fairness, other)
