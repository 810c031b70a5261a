"""What may leave the house: pseudonyms, bands, a wait, no figure on fewer than five people.

Published data names nobody, gives values as bands and waits 90 days; a destination, a leaf or a
group with fewer than five suppliers behind it is left out or told more coarsely (trust.md).
"""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

FEWEST = 5  # people behind any figure
WAIT = timedelta(days=90)
_STEPS = (1, 2, 5, 10)
_SIGNS = "34679CDFGHJKMNPQRTVWXY"
_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Band:
    """From ``low`` up to, but not including, ``high``; both equal where the value is exact."""

    low: int
    high: int


def band(value: int) -> Band:
    """Return the band of a value that is not negative: 1, 2 or 5 times a power of ten wide open.

    Nothing at all is a band of its own.
    """
    if value <= 0:
        return Band(0, 0)
    power = 10 ** (len(str(value)) - 1)
    high = next(step for step in _STEPS if value < step * power)
    low = _STEPS[_STEPS.index(high) - 1]
    return Band(low * power, high * power)


def exact(value: int) -> Band:
    """Return a value as a band without width."""
    return Band(value, value)


def pseudonym(secret: str, kind: str, ident: str) -> str:
    """Return the name that stands for somebody in what is published.

    The same for one installation's exports, so that a reader can follow somebody over time; it
    cannot be turned back without the installation's secret. ``kind`` is one capital letter.
    """
    made = hmac.new(secret.encode(), f"publish:{kind}:{ident}".encode(), hashlib.sha256).digest()
    number, signs = int.from_bytes(made[:8], "big"), ""
    for _ in range(_LENGTH):
        number, place = divmod(number, len(_SIGNS))
        signs += _SIGNS[place]
    return f"{kind}-{signs}"


def monday(day: date) -> date:
    """Return the Monday of a day's week: nothing is published to the day."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row on its way out: where, when, what, who, and the values beside them.

    ``supplier`` is her public id, not yet a pseudonym; ``leaf`` and ``group`` are codes.
    """

    destination: str
    day: date
    leaf: str
    group: str
    supplier: str
    values: tuple[object, ...] = ()


def publishable(lines: Iterable[Line], *, today: date) -> tuple[Line, ...]:
    """Return what may be published: 90 days old, coarse enough, five suppliers behind all of it.

    A leaf is named where five suppliers of the destination stand behind it; else its group, where
    five stand behind the rest of the group; else no goods at all. What still rests on fewer than
    five is left out.
    """
    old = [line for line in lines if line.day + WAIT <= today]
    named, rest = _parted(old, lambda line: (line.destination, line.leaf))
    grouped, last = _parted(rest, lambda line: (line.destination, line.group))
    nameless, _ = _parted(last, lambda line: (line.destination,))
    found = {id(line): line for line in named}
    found |= {id(line): replace(line, leaf="") for line in grouped}
    found |= {id(line): replace(line, leaf="", group="") for line in nameless}
    return tuple(found[id(line)] for line in old if id(line) in found)


def _parted(
    lines: Sequence[Line], key: Callable[[Line], Hashable]
) -> tuple[list[Line], list[Line]]:
    """Part lines into those with enough people behind their key, and the others."""
    people: dict[Hashable, set[str]] = defaultdict(set)
    for line in lines:
        people[key(line)].add(line.supplier)
    many = [line for line in lines if len(people[key(line)]) >= FEWEST]
    return many, [line for line in lines if len(people[key(line)]) < FEWEST]


def silent(people: Mapping[str, int]) -> frozenset[str]:
    """Return the groups of a split whose figures are not shown.

    Those with fewer than five people (but some), and, where that hides exactly one group, the
    smallest of the others too: the total stands beside them, and the rest would tell.
    """
    few = {name for name, count in people.items() if 0 < count < FEWEST}
    others = [name for name, count in people.items() if count >= FEWEST]
    if len(few) == 1 and others:
        few.add(min(others, key=lambda name: (people[name], name)))
    return frozenset(few)
