"""Signals and the verdict they make: an explainable rule set, never a score."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from marketplace.assessment.rules.numbers import Shown
from marketplace.kernel.words import N_, Sentence

Figure = tuple[str, Shown | str]


class Level(IntEnum):
    """How much a signal weighs."""

    FINE = 0
    NOTE = 1
    CONDITION = 2
    BLOCKER = 3


class Verdict(StrEnum):
    """What the signals of a side come to."""

    CLEAR = "clear"
    CONDITIONS = "conditions"
    BLOCK = "block"

    @property
    def rank(self) -> int:
        """0 for clear, 1 for conditions, 2 for block."""
        return list(Verdict).index(self)


class Source(StrEnum):
    """Where a signal's facts come from."""

    CORE = N_("core products")
    OFFER = N_("the need and the offer")
    JUDGED = N_("a person's judgement")
    RECORDS = N_("the records")
    MARKET = N_("the local market")
    COSTS = N_("the supplier's costs")


NAMES: dict[str, str] = {
    "A1": N_("Same service"),
    "A3": N_("Same time and place"),
    "A4": N_("Price to the guest"),
    "A5": N_("Straight to guests"),
    "A6": N_("Margin at risk"),
    "A7": N_("Safety, law and good name"),
    "A8": N_("Distinctive"),
    "A9": N_("Secrecy and exclusivity"),
    "B1": N_("Landed cost"),
    "B2": N_("What the operator can bear"),
    "B3": N_("What the supplier can keep up"),
    "B4": N_("A single source"),
    "B5": N_("Business, not charity"),
    "B6": N_("Time to reach the spec"),
    "C1": N_("Her own cost"),
    "C2": N_("Local market price"),
    "C3": N_("Price beside other offers"),
    "C4": N_("Depending on one buyer"),
    "C5": N_("Days to payment"),
    "C6": N_("Share of the guest's price"),
    "C7": N_("Exclusivity she gives"),
}

VERDICT_TEXTS: dict[Verdict, str] = {
    Verdict.CLEAR: N_("This linkage helps both sides."),
    Verdict.CONDITIONS: N_("This linkage works under the conditions below."),
    Verdict.BLOCK: N_(
        "Not as a linkage with this operator; nobody is forbidden to sell elsewhere."
    ),
}

LEVEL_NAMES: dict[int, str] = {
    0: N_("fine"),
    1: N_("note"),
    2: N_("condition"),
    3: N_("blocker"),
}

SOURCES: dict[str, Source] = {
    "A1": Source.CORE, "A3": Source.CORE, "A4": Source.CORE, "A5": Source.CORE, "A6": Source.CORE,
    "A7": Source.JUDGED, "A8": Source.JUDGED, "A9": Source.OFFER,
    "B1": Source.OFFER, "B2": Source.OFFER, "B3": Source.RECORDS, "B4": Source.OFFER,
    "B5": Source.OFFER, "B6": Source.JUDGED,
    "C1": Source.COSTS, "C2": Source.MARKET, "C3": Source.MARKET, "C4": Source.RECORDS,
    "C5": Source.RECORDS, "C6": Source.OFFER, "C7": Source.OFFER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signal:
    """One finding: its level 0..3, why in words, the figures used, and where they come from."""

    code: str
    level: int
    text: Sentence
    inputs: tuple[Figure, ...] = ()

    @property
    def name(self) -> str:
        """The signal's name, a message id."""
        return NAMES[self.code]

    @property
    def source(self) -> Source:
        """Where the facts come from."""
        return SOURCES[self.code]

    @property
    def for_supplier(self) -> bool:
        """Tell whether this is branch C, which judges fairness and nothing else."""
        return self.code.startswith("C")


def verdict_of(levels: Iterable[int]) -> Verdict:
    """Block on any 3; conditions on any 2 or on two or more 1; else clear."""
    found = tuple(levels)
    if Level.BLOCKER in found:
        return Verdict.BLOCK
    if Level.CONDITION in found or found.count(Level.NOTE) >= 2:
        return Verdict.CONDITIONS
    return Verdict.CLEAR


def operator_verdict(signals: Iterable[Signal]) -> Verdict:
    """Return the verdict of branches A and B."""
    return verdict_of(s.level for s in signals if not s.for_supplier)


def fairness_verdict(signals: Iterable[Signal]) -> Verdict:
    """Return the verdict of branch C."""
    return verdict_of(s.level for s in signals if s.for_supplier)
