"""What the check had to assume, and what it had to leave out: always said, never hidden."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from marketplace.assessment.rules.inputs import (
    Children,
    Core,
    CostSource,
    Inputs,
    Landed,
    Linkage,
    Side,
)
from marketplace.assessment.rules.numbers import Shown, percent, shown
from marketplace.assessment.rules.overlap import has_figures
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.assessment.rules.viability import is_perishable
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel.words import N_, Sentence


class Kind(StrEnum):
    """What sort of assumption it is; only ``FIGURE`` makes a verdict provisional."""

    FIGURE = "figure"
    TAKEN_AS = "taken_as"
    RULE_OF_THUMB = "rule_of_thumb"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Assumption:
    """One default used or one thing left out; ``key`` is the input's path or a signal's code."""

    key: str
    value: Shown | str | None
    text: Sentence
    kind: Kind


Filled = tuple[Core, tuple[Assumption, ...]]


def fill(inputs: Inputs, rules: RuleSet) -> tuple[Inputs, tuple[Assumption, ...]]:
    """Put the rule set's defaults where a core product's figure is missing, and list them."""
    if inputs.offer.route is Route.INPUT:
        return inputs, (_skipped(),)
    filled = [
        _fill_core(core, path, rules)
        for core, path in zip(inputs.cores, core_paths(inputs), strict=True)
    ]
    cores = tuple(core for core, _ in filled)
    return replace(inputs, cores=cores), tuple(one for _, said in filled for one in said)


def core_paths(inputs: Inputs) -> tuple[str, ...]:
    """Return how each core product is named in a key path."""
    if len(inputs.cores) == 1:
        return ("core",)
    return tuple(f"core[{at}]" for at in range(len(inputs.cores)))


def _skipped() -> Assumption:
    text = N_("Overlap is not judged: the operator uses it up itself.")
    return Assumption("route", Route.INPUT.value, Sentence(text), Kind.LEFT_OUT)


def _fill_core(core: Core, path: str, rules: RuleSet) -> Filled:
    said = tuple(_core_assumptions(core, path, rules))
    margin = core.margin if core.margin_band is None else rules.band_middle(core.margin_band)
    rooms = None if core.rooms is None else core.rooms * rules.room_days
    filled = replace(
        core,
        margin=rules.margin_default if margin is None else margin,
        util=rules.util_default if core.util is None else core.util,
        capacity=rooms if core.capacity is None else core.capacity,
        included=bool(core.included),
    )
    return filled, said


def _core_assumptions(core: Core, path: str, rules: RuleSet) -> Iterator[Assumption]:
    if core.margin is None and core.margin_band is None:
        text = N_("Margin not known: %(share)s %% is used.")
        share = percent(rules.margin_default)
        yield _figure(f"{path}.margin", shown(rules.margin_default), Sentence.of(text, share=share))
    if core.util is None:
        text = N_("Utilisation not known: %(share)s %% is used.")
        share = percent(rules.util_default)
        yield _figure(f"{path}.util", shown(rules.util_default), Sentence.of(text, share=share))
    if core.capacity is None and core.rooms is not None:
        text = N_("Capacity not known: rooms × %(days)s is used.")
        value = shown(core.rooms * rules.room_days)
        yield _figure(f"{path}.capacity", value, Sentence.of(text, days=rules.room_days))
    if core.included is None:
        text = N_("Taken as not already paid in a package.")
        yield Assumption(f"{path}.included", "false", Sentence(text), Kind.TAKEN_AS)
    if not has_figures(replace(core, util=rules.util_default if core.util is None else core.util)):
        text = N_("Price or utilisation is nil or not known: price ratio and margin are left out.")
        yield Assumption(path, None, Sentence(text), Kind.FIGURE)


def _figure(key: str, value: Shown, text: Sentence) -> Assumption:
    return Assumption(key, value, text, Kind.FIGURE)


def taken_as(offer: Linkage, rules: RuleSet) -> Iterator[Assumption]:
    """List what was not said about the offer and is taken as the usual case, where it matters."""
    yield from _judged(offer, rules)
    yield from _records(offer, rules)
    if offer.landed is not None:
        yield from _landed(offer.landed)
    if offer.cost_source is CostSource.TYPICAL and offer.cost is not None:
        text = N_("Her own cost is not known: the destination's typical one is used.")
        yield Assumption("offer.cost", shown(offer.cost), Sentence(text), Kind.FIGURE)


def _taken(key: str, value: str, text: str) -> Assumption:
    return Assumption(f"offer.{key}", value, Sentence(text), Kind.TAKEN_AS)


def _judged(offer: Linkage, rules: RuleSet) -> Iterator[Assumption]:
    if offer.children is None and offer.safety is not None:
        yield _taken("children", Children.NONE.value, N_("Taken as: no children take part."))
    many = offer.existing_similar is not None and offer.existing_similar >= rules.distinct_from
    if many and offer.staged is None and offer.route is not Route.INPUT:
        yield _taken("staged", "false", N_("Taken as not staged for visitors."))
    if offer.single_source and offer.daily_need is None and is_perishable(offer, rules) is False:
        yield _taken("daily_need", "false", N_("Taken as not needed every day."))


def _records(offer: Linkage, rules: RuleSet) -> Iterator[Assumption]:
    if offer.capacity_share is not None and offer.capacity_proven is None:
        yield _taken("capacity_proven", "true", N_("Capacity taken as proven by deliveries."))
    if offer.payment_days is None or offer.cash_at_door or offer.prepaid:
        return
    if is_perishable(offer, rules) is None:
        yield _taken("perishable", "false", N_("Taken as not perishable."))
    if offer.micro_supplier is None:
        yield _taken("micro_supplier", "true", N_("Taken as a micro-supplier."))


def _landed(landed: Landed) -> Iterator[Assumption]:
    if landed.local is None or landed.incumbent is None:
        return
    for name, side in (("local", landed.local), ("incumbent", landed.incumbent)):
        for part in _unsaid(side):
            text = N_("Not said, so counted as nil.")
            yield Assumption(f"offer.landed.{name}.{part}", 0, Sentence(text), Kind.TAKEN_AS)


def _unsaid(side: Side) -> tuple[str, ...]:
    parts = (
        ("transport", side.transport),
        ("handling", side.handling),
        ("reject", side.reject),
    )
    return tuple(name for name, value in parts if value is None)


def thumb(rules: RuleSet) -> Assumption:
    """Name diversion for what it is, wherever it was used."""
    text = N_("How many guests would have bought the core product is a rule of thumb.")
    shares = "/".join(str(percent(rules.diversion(count))) for count in range(4))
    return Assumption("diversion", f"{shares} %", Sentence(text), Kind.RULE_OF_THUMB)
