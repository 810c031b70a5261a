"""The ranking of opened offers, with its reasons (product.md, "Opening").

price points = 40 × lowest price ÷ this price, where a price under her own fair price counts as
the fair price; 25 × on-time share; 20 × accepted share (both one half under 3 deliveries); 15
where there is no agreement with her yet. Nothing else: not speed, not who entered it. Exact
fractions; equal points stand in the order of the shortest record, then of the offer's code.

What is shown of the price is a band of what she *asked* against the lowest that was asked, never
points: from points and prices anybody could work her fair price out, and press her to it (ADR 11).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from marketplace.assessment.rules.ruleset import RuleSet

MILLE = 1000


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts for how much; they belong to the rule set and are stated on the page."""

    price: int = 40
    on_time: int = 25
    accepted: int = 20
    newcomer: int = 15
    speaks_from: int = 3  # deliveries, under which a share counts as ``unknown_share``
    unknown_share: Fraction = Fraction(1, 2)

    @property
    def most(self) -> int:
        """The points of an offer that is best in everything."""
        return self.price + self.on_time + self.accepted + self.newcomer


DEFAULT = Weights()


def weights_of(rules: RuleSet) -> Weights:
    """Return the weights that a version of the rule set gives."""
    return Weights(
        price=rules.weight_price, on_time=rules.weight_on_time, accepted=rules.weight_accepted,
        newcomer=rules.weight_newcomer, speaks_from=rules.record_speaks_from,
        unknown_share=rules.record_unknown,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the ranking may know of an offer; shares in permille, money per unit in minor units."""

    code: str
    price_minor: int
    floor_minor: int | None = None
    deliveries: int = 0
    on_time_permille: int | None = None
    accepted_permille: int | None = None
    has_agreement: bool = False

    @property
    def counted_minor(self) -> int:
        """Return the price that counts: never less than her own fair price."""
        return max(self.price_minor, self.floor_minor or 0)


class Part(StrEnum):
    """The four parts, in the order they are shown."""

    PRICE = "price"
    ON_TIME = "on_time"
    ACCEPTED = "accepted"
    NEWCOMER = "newcomer"


class Why(StrEnum):
    """The reason beside a part; of a price, its band among what was asked."""

    LOWEST = "lowest"
    NEAR_LOWEST = "near_lowest"  # up to a tenth above the lowest asked
    ABOVE_LOWEST = "above_lowest"  # up to three tenths above
    FAR_ABOVE = "far_above"
    MEASURED = "measured"
    TOO_FEW = "too_few"
    NO_AGREEMENT = "no_agreement"
    HAS_AGREEMENT = "has_agreement"


@dataclass(frozen=True, slots=True)
class Points:
    """One part's points out of the most it can give, with the reason.

    The points of the price rank, but are for nobody's eyes.
    """

    part: Part
    points: Fraction
    most: int
    why: Why
    permille: int | None = None  # the measured share, where there is one

    @property
    def shown(self) -> Fraction | None:
        """Return the points as they may be read; none for the price."""
        return None if self.part is Part.PRICE else self.points


@dataclass(frozen=True, slots=True)
class Ranked:
    """An offer with its place (1 is first) and everything that put it there."""

    code: str
    place: int
    parts: tuple[Points, ...]
    under_fair: bool = False  # under her own fair price: for facilitators only, who ask her (D4)

    @property
    def points(self) -> Fraction:
        """All points together."""
        return sum((part.points for part in self.parts), Fraction(0))


def rank(candidates: Iterable[Candidate], weights: Weights = DEFAULT) -> tuple[Ranked, ...]:
    """Return every candidate with place and reasons, the best first; order of asking is nothing."""
    known = tuple(candidates)
    if not known:
        return ()
    lowest = min(one.counted_minor for one in known)
    asked = min(one.price_minor for one in known)
    scored = [(one, _parts(one, lowest, asked, weights)) for one in known]
    scored.sort(key=lambda pair: (-_sum(pair[1]), pair[0].deliveries, pair[0].code))
    return tuple(
        Ranked(one.code, place, parts, under_fair=one.counted_minor > one.price_minor)
        for place, (one, parts) in enumerate(scored, start=1)
    )


def _sum(parts: tuple[Points, ...]) -> Fraction:
    return sum((part.points for part in parts), Fraction(0))


def _parts(one: Candidate, lowest: int, asked: int, weights: Weights) -> tuple[Points, ...]:
    return (
        _price(one, lowest, asked, weights),
        _share(Part.ON_TIME, one, one.on_time_permille, weights.on_time, weights),
        _share(Part.ACCEPTED, one, one.accepted_permille, weights.accepted, weights),
        _newcomer(one, weights),
    )


def _price(one: Candidate, lowest: int, asked: int, weights: Weights) -> Points:
    points = weights.price * Fraction(lowest, one.counted_minor)
    return Points(Part.PRICE, points, weights.price, band(one.price_minor, asked))


def band(price_minor: int, lowest_asked_minor: int) -> Why:
    """Return where a price stands among what was asked; her fair price has no part in it."""
    if price_minor <= lowest_asked_minor:
        return Why.LOWEST
    if price_minor * 10 <= lowest_asked_minor * 11:
        return Why.NEAR_LOWEST
    return Why.ABOVE_LOWEST if price_minor * 10 <= lowest_asked_minor * 13 else Why.FAR_ABOVE


def _share(part: Part, one: Candidate, permille: int | None, most: int, weights: Weights) -> Points:
    if permille is None or one.deliveries < weights.speaks_from:
        return Points(part, most * weights.unknown_share, most, Why.TOO_FEW)
    return Points(part, most * Fraction(permille, MILLE), most, Why.MEASURED, permille)


def _newcomer(one: Candidate, weights: Weights) -> Points:
    points = Fraction(0) if one.has_agreement else Fraction(weights.newcomer)
    why = Why.HAS_AGREEMENT if one.has_agreement else Why.NO_AGREEMENT
    return Points(Part.NEWCOMER, points, weights.newcomer, why)
