"""What a buyer asks beside what a supplier shows: met, missing or not seen yet, and how far.

Nothing here is a score and nothing blocks: a gap names who can help to close it (paper §3.2).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from marketplace.people.rules.readiness import Step
from marketplace.support.rules.lists import Topic

RECORD_WANTED = 900  # permille in time, and permille accepted


class GapKind(StrEnum):
    """What is compared."""

    ACCEPTED = "accepted"
    ON_TIME = "on_time"
    PAPER = "paper"
    POINT = "point"
    QUANTITY = "quantity"
    STEP = "step"


class Standing(StrEnum):
    """How it stands; UNSEEN asks somebody to look, it accuses nobody."""

    MET = "met"
    MISSING = "missing"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked: points of quality, papers by law, how much at once, which rung."""

    points: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    quantity: int | None = None
    step: Step = Step.CAN_MAKE


@dataclass(frozen=True, slots=True)
class Shown:
    """What she shows: what was wrong lately, papers in force, proven and stated amounts, record."""

    deliveries: int = 0
    complaints: frozenset[str] = frozenset()  # of RejectReason and DoorSays, of the last deliveries
    papers: frozenset[str] = frozenset()
    proven: int | None = None
    said: int = 0
    step: Step = Step.CAN_MAKE
    on_time: int | None = None
    accepted: int | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """One line of the comparison; ``have`` and ``want`` say how far, where it can be counted."""

    kind: GapKind
    code: str
    standing: Standing
    topic: Topic
    have: int | None = None
    want: int | None = None


# A point of quality: which complaints speak against it, from which rung on it may be expected.
_POINTS: Mapping[str, tuple[frozenset[str], Step, Topic]] = {
    "clean": (frozenset({"dirty", "clean"}), Step.CAN_MAKE, Topic.HYGIENE),
    "cold": (frozenset({"warm"}), Step.COLD, Topic.COLD),
    "covered": (frozenset({"dirty", "clean"}), Step.CAN_MAKE, Topic.HYGIENE),
    "fresh": (frozenset({"not_fresh", "fresh"}), Step.CAN_MAKE, Topic.HANDLING),
    "in_crates": (frozenset({"broken", "packed"}), Step.CAN_MAKE, Topic.HANDLING),
    "no_stones": (frozenset({"dirty"}), Step.GRADED, Topic.HANDLING),
    "on_time": (frozenset({"late"}), Step.CAN_MAKE, Topic.TRANSPORT),
    "ripe": (frozenset({"unripe", "ripe"}), Step.CAN_MAKE, Topic.GROWING),
    "same_size": (frozenset({"too_small", "size"}), Step.GRADED, Topic.HANDLING),
    "stain_free": (frozenset({"dirty", "clean"}), Step.CAN_MAKE, Topic.HYGIENE),
    "uncracked": (frozenset({"broken", "packed"}), Step.CAN_MAKE, Topic.HANDLING),
    "whole": (frozenset({"broken"}), Step.CAN_MAKE, Topic.HANDLING),
}
_ANY = (frozenset({"wrong_thing"}), Step.CAN_MAKE, Topic.HANDLING)
_TO_STEP = {
    Step.CAN_MAKE: Topic.GROWING, Step.REGULAR: Topic.GROWING, Step.GRADED: Topic.HANDLING,
    Step.COLD: Topic.COLD, Step.CERTIFIED: Topic.CERTIFICATE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compared:
    """Every line, what is missing first."""

    lines: tuple[Gap, ...] = field(default=())

    def of(self, standing: Standing) -> tuple[Gap, ...]:
        """Return the lines that stand so."""
        return tuple(one for one in self.lines if one.standing is standing)

    @property
    def missing(self) -> tuple[Gap, ...]:
        """What is missing."""
        return self.of(Standing.MISSING)

    @property
    def topics(self) -> frozenset[Topic]:
        """What help would close what is missing."""
        return frozenset(one.topic for one in self.missing)


_ORDER = (Standing.MISSING, Standing.UNSEEN, Standing.MET)


def compare(demand: Demand, shown: Shown) -> Compared:
    """Lay what is asked beside what she shows."""
    lines = [*_points(demand, shown), *_papers(demand, shown), *_amounts(demand, shown)]
    lines += _record(shown)
    return Compared(tuple(sorted(lines, key=lambda one: _ORDER.index(one.standing))))


def _points(demand: Demand, shown: Shown) -> Iterator[Gap]:
    for code in demand.points:
        against, rung, topic = _POINTS.get(code, _ANY)
        standing = _of_point(against, rung, shown)
        yield Gap(GapKind.POINT, code, standing, topic)


def _of_point(against: Collection[str], rung: Step, shown: Shown) -> Standing:
    """A complaint says it is missing; a delivery without one, or a rung that was seen, meets it."""
    if shown.complaints & frozenset(against):
        return Standing.MISSING
    if shown.step >= rung and (shown.deliveries or shown.step > Step.CAN_MAKE):
        return Standing.MET
    return Standing.UNSEEN


def _papers(demand: Demand, shown: Shown) -> Iterator[Gap]:
    for code in demand.papers:
        held = code in shown.papers
        standing = Standing.MET if held else Standing.MISSING
        yield Gap(GapKind.PAPER, code, standing, Topic.CERTIFICATE, int(held), 1)


def _amounts(demand: Demand, shown: Shown) -> Iterator[Gap]:
    if demand.quantity is not None:
        yield Gap(
            GapKind.QUANTITY, "week", _of_quantity(demand.quantity, shown), Topic.GROWING,
            shown.proven if shown.proven is not None else shown.said, demand.quantity,
        )  # fmt: skip
    if demand.step > Step.CAN_MAKE:
        standing = Standing.MET if shown.step >= demand.step else Standing.MISSING
        topic = _TO_STEP[demand.step]
        yield Gap(GapKind.STEP, "step", standing, topic, shown.step, demand.step)


def _of_quantity(asked: int, shown: Shown) -> Standing:
    if (shown.proven or 0) >= asked:
        return Standing.MET
    return Standing.UNSEEN if shown.said >= asked else Standing.MISSING


def _record(shown: Shown) -> Iterator[Gap]:
    """Say how she delivered, from the moment her record may speak."""
    for kind, have, topic in (
        (GapKind.ON_TIME, shown.on_time, Topic.TRANSPORT),
        (GapKind.ACCEPTED, shown.accepted, Topic.HANDLING),
    ):
        if have is not None:
            standing = Standing.MET if have >= RECORD_WANTED else Standing.MISSING
            yield Gap(kind, kind.value, standing, topic, have, RECORD_WANTED)
