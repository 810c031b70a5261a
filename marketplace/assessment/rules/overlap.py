"""Branch A, the signals about sameness: would guests buy this instead? (paper §4.1.2)

A fact that is not known makes its answer ``None``; a signal is given only where every possible
answer leads to the same level.
"""

from collections.abc import Iterable
from fractions import Fraction

from marketplace.assessment.rules.inputs import Core, Linkage, guest_route
from marketplace.assessment.rules.numbers import exact, shown
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.assessment.rules.signals import Figure, Signal
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel.words import N_, Sentence

Known = bool | None
ANY_SEGMENT = "all"
ANY_SLOT = "any"


def group_of(category: str) -> str:
    """Return the top-level category of a leaf."""
    return category.split(".", 1)[0]


def _same(one: str | None, other: str | None, wildcard: str | None = None) -> Known:
    if one is None or other is None:
        return None
    return one == other or (wildcard is not None and wildcard in (one, other))


def both(one: Known, other: Known) -> Known:
    """Tell whether both hold; a no decides even beside an unknown."""
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def same_leaf(core: Core, offer: Linkage) -> Known:
    """Tell whether both are the same category leaf."""
    return _same(core.category, offer.category)


def same_group(core: Core, offer: Linkage) -> Known:
    """Tell whether both stand under the same top-level category."""
    if core.category is None or offer.category is None:
        return None
    return group_of(core.category) == group_of(offer.category)


def same_segment(core: Core, offer: Linkage) -> Known:
    """Tell whether both are for the same guests; ``all`` equals every segment."""
    return _same(core.segment, offer.segment, ANY_SEGMENT)


def same_moment(core: Core, offer: Linkage) -> Known:
    """Tell whether slot and zone are both the same; ``any`` equals every slot."""
    return both(_same(core.slot, offer.slot, ANY_SLOT), _same(core.zone, offer.zone))


def _certain(levels: Iterable[int]) -> int | None:
    found = set(levels)
    return found.pop() if len(found) == 1 else None


def _possible(answer: Known) -> tuple[bool, ...]:
    return (True, False) if answer is None else (answer,)


def core_name(core: Core) -> str:
    """Return what to call a core product in a figure."""
    return core.name or core.category or "?"


def _pair(core: Core, ours: str | None, theirs: str | None) -> tuple[Figure, ...]:
    return (("core_product", core_name(core)), ("offer", ours or "?"), ("core", theirs or "?"))


def same_service(core: Core, offer: Linkage, rules: RuleSet) -> Signal | None:
    """A1: the same leaf, or at least the same group, for the same guests."""
    leaf, group = same_leaf(core, offer), same_group(core, offer)
    route = guest_route(offer)
    if leaf is None or group is None or route is None:
        return None
    embedded = route is Route.EMBEDDED
    segments = _possible(same_segment(core, offer)) if group else (False,)
    level = _certain(
        _service_level(rules, leaf=leaf, group=group, segment=one, embedded=embedded)
        for one in segments
    )
    if level is None:
        return None
    text = _service_text(leaf=leaf, group=group, segment=segments == (True,))
    return Signal("A1", level, text, _pair(core, offer.category, core.category))


def _service_level(
    rules: RuleSet, *, leaf: bool, group: bool, segment: bool, embedded: bool
) -> int:
    if leaf:
        return rules.level_a1_leaf if segment else rules.level_a1_leaf_other
    if not group:
        return 0
    if embedded:
        return rules.level_a1_group_embedded
    return rules.level_a1_group if segment else rules.level_a1_group_other


def _service_text(*, leaf: bool, group: bool, segment: bool) -> Sentence:
    if leaf and segment:
        return Sentence(N_("The same service for the same guests."))
    if leaf:
        return Sentence(N_("The same service, for other guests."))
    if group:
        return Sentence(N_("A service of the same kind."))
    return Sentence(N_("A different service."))


def same_time_and_place(core: Core, offer: Linkage, rules: RuleSet) -> Signal | None:
    """A3: the same slot and zone, unless it is part of the operator's own product."""
    route = guest_route(offer)
    same = same_moment(core, offer)
    figures = _pair(core, _moment(offer), _moment(core))
    if route is Route.EMBEDDED:
        text = Sentence(N_("Part of the operator's own product, so time and place do not matter."))
        return Signal("A3", 0, text, figures)
    if route is None or same is None:
        return None
    if same:
        text = Sentence(N_("At the same time of day and in the same place."))
        return Signal("A3", rules.level_a3_same, text, figures)
    return Signal("A3", 0, Sentence(N_("At another time of day or in another place.")), figures)


def _moment(one: Core | Linkage) -> str:
    return f"{one.slot or '?'}, {one.zone or '?'}"


def price_matters(core: Core, offer: Linkage) -> Known:
    """Tell whether A4 applies at all: only the same leaf for the same guests."""
    return both(same_leaf(core, offer), same_segment(core, offer))


def has_figures(core: Core) -> bool:
    """Tell whether price and utilisation are known and above zero, as A4 and A6 need them."""
    return bool(core.price) and bool(core.util)


def price_ratio(core: Core, offer: Linkage, rules: RuleSet) -> Signal | None:
    """A4: guest price ÷ core price, for the same service and the same guests."""
    if not price_matters(core, offer) or offer.guest_price is None or not has_figures(core):
        return None
    ratio = offer.guest_price / (core.price or Fraction(1))
    figures = (
        ("core_product", core_name(core)),
        ("guest_price", shown(offer.guest_price)),
        ("core_price", shown(core.price or Fraction(0))),
        ("ratio", shown(ratio)),
    )
    return Signal("A4", _price_level(ratio, rules), _price_text(ratio, rules), figures)


def _price_level(ratio: Fraction, rules: RuleSet) -> int:
    if ratio < rules.price_strong:
        return rules.level_a4_strong
    return rules.level_a4_weak if ratio < rules.price_weak else 0


def _price_text(ratio: Fraction, rules: RuleSet) -> Sentence:
    limit = rules.price_strong if ratio < rules.price_strong else rules.price_weak
    template = (
        N_("The guest pays %(ratio)s of the core price, which is under %(limit)s.")
        if ratio < limit
        else N_("The guest pays %(ratio)s of the core price, at least %(limit)s.")
    )
    # A ratio just under the limit must not be rounded up to it: the sentence would contradict.
    places = 2 if exact(shown(ratio)) != limit or ratio == limit else 4
    return Sentence.of(template, ratio=shown(ratio, places), limit=shown(limit))


def straight_to_guests(core: Core, offer: Linkage, rules: RuleSet) -> Signal | None:
    """A5: whether guests pay the supplier past the operator's desk."""
    route = guest_route(offer)
    if route is None:
        return None
    near = both(same_group(core, offer), same_segment(core, offer))
    level = _certain(_straight_level(rules, route, near=one) for one in _possible(near))
    if level is None:
        return None
    figures: tuple[Figure, ...] = (("core_product", core_name(core)), ("route", route.value))
    return Signal("A5", level, Sentence(_STRAIGHT_TEXTS[route]), figures)


def _straight_level(rules: RuleSet, route: Route, *, near: bool) -> int:
    levels = {
        (Route.INDEPENDENT, True): rules.level_a5_near_independent,
        (Route.REFERRED, True): rules.level_a5_near_referred,
        (Route.INDEPENDENT, False): rules.level_a5_far_independent,
    }
    return levels.get((route, near), 0)


_STRAIGHT_TEXTS = {
    Route.INDEPENDENT: N_("Sold straight to guests; the operator's desk has no part in it."),
    Route.REFERRED: N_("Guests pay the supplier; the operator's desk knows."),
    Route.EMBEDDED: N_("Part of the operator's own product."),
    Route.INPUT: N_("The operator uses it up itself."),
}
