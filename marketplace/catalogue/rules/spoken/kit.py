"""What saying numbers takes in a language: a kit of clips, and the order they are said in.

A clip is one recording, named by its key; ``n.`` marks the keys of the number kit. Numbers are
whole, from nothing to ``MOST``. Nothing here translates: the words of a kit are a language's own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Clips = tuple[str, ...]
MOST = 999_999_999
PAUSE = "n.pause"  # a breath: what follows is counted apart from what was said


def numbered(words: str, first: int = 0, step: int = 1) -> dict[str, str]:
    """Return words as the clips of first, first + step, ...; several words of one by ``_``."""
    return {str(first + at * step): word.replace("_", " ") for at, word in enumerate(words.split())}


def keyed(prefix: str, words: Mapping[str, str]) -> dict[str, str]:
    """Return words with a prefix before each key."""
    return {f"{prefix}{key}": word for key, word in words.items()}


class Half(StrEnum):
    """Where a language puts the half hour: after the hour, before it, or in place of "o'clock"."""

    AFTER = "after"
    BEFORE = "before"
    INSTEAD = "instead"


@dataclass(frozen=True)
class Kit:
    """A language's number kit: its words by key (without ``n.``), and its order.

    ``count(number, form)`` returns keys; a form is what the counted noun asks for: a gender, a
    noun class. ``forms`` gives a unit's form, and a currency's; "sleep" is the night's, "clock"
    the hour's. A phrase that is one clip in a language stands in ``words`` whole and is taken
    before any rule: ``two.sack100`` (a dual), ``hour.1``, ``half.1``, ``nights.after``.
    """

    code: str
    words: Mapping[str, str]
    count: Callable[[int, str], Clips]
    forms: Mapping[str, str] = field(default_factory=dict)
    noun_first: bool = False  # "mikungu miwili": what is counted, then how many
    one_after: bool = False  # only "one" stands after its noun
    few_only: bool = False  # the plural stands after 3 to 10 alone, the singular after all others
    money_first: bool = False  # "shilingi elfu mbili"
    of_millions: bool = False  # "un million de francs"
    after_last: bool = False  # "two nights after" where others say "in two nights"
    whole_first: bool = False  # "of ten, two"
    clock_first: bool = False  # "saa mbili"
    half: Half = Half.AFTER
    hours_off: int = 0  # the Swahili clock counts from dawn: six hours behind

    def number(self, number: int, form: str = "") -> Clips:
        """Return the clips of a number; raise ``ValueError`` where the kit does not reach."""
        if not 0 <= number <= MOST:
            raise ValueError("a number nobody says")
        return self._clips(self.count(number, form))

    def amount(self, number: int, unit: str) -> Clips:
        """Return a number with its unit: "two trays", "trei mbili"."""
        return self._counted(number, unit, f"unit.{unit}")

    def measured(self, milli: int, unit: str) -> Clips:
        """Return a weight as it was measured, in thousandths: "eighteen point five kilo"."""
        whole, part = divmod(milli, 1000)
        if not part:
            return self.amount(whole, unit)
        digits = tuple(f"n.{digit}" for digit in f"{part:03}".rstrip("0"))
        said = (*self.number(whole), "n.point", *digits)
        return self._beside(said, f"unit.{unit}.2", first=self.noun_first)

    def money(self, major: int, cents: int, currency: str) -> Clips:
        """Return an amount of money, with its small coins where there are any."""
        said = self.number(major, self._form(currency))
        if self.of_millions and major and major % 10**6 == 0:
            said = (*said, "n.de")
        whole = self._beside(said, f"cur.{currency}", first=self.money_first)
        return (*whole, PAUSE, *self.number(cents)) if cents else whole

    def sleeps(self, number: int) -> Clips:
        """Return so many nights."""
        return self._counted(number, "sleep", "n.sleep")

    def after(self, number: int) -> Clips:
        """Return when it is: after so many nights."""
        if "nights.after" in self.words:
            return ("n.nights.after", *self.number(number, self._form("sleep")))
        nights = self.sleeps(number)
        return (*nights, "n.after") if self.after_last else ("n.after", *nights)

    def share(self, count: int, whole: int) -> Clips:
        """Return so many of so many."""
        some, every = self.number(count), self.number(whole)
        return (*every, "n.of", *some) if self.whole_first else (*some, "n.of", *every)

    def clock(self, minutes: int) -> Clips:
        """Return an hour of the day, on the twelve hours of this language's own clock."""
        hour, minute = divmod(minutes % (24 * 60), 60)
        hour = (hour - self.hours_off - 1) % 12 + 1
        return self._half(hour) if minute == 30 else self._hour(hour)

    def _hour(self, hour: int) -> Clips:
        if f"hour.{hour}" in self.words:
            return (f"n.hour.{hour}",)
        said = self.number(hour, self._form("clock"))
        return self._beside(said, "n.clock", first=self.clock_first)

    def _half(self, hour: int) -> Clips:
        if f"half.{hour}" in self.words:
            return (f"n.half.{hour}",)
        if self.half is Half.INSTEAD:
            return ("n.half", *self.number(hour))
        told = self._hour(hour)
        return ("n.half", *told) if self.half is Half.BEFORE else (*told, "n.half")

    def _counted(self, number: int, unit: str, noun: str) -> Clips:
        if number == 2 and f"two.{unit}" in self.words:
            return (f"n.two.{unit}",)
        several = 3 <= number % 100 <= 10 if self.few_only else number != 1
        first = self.noun_first or (self.one_after and number == 1)
        said = self.number(number, self._form(unit))
        return self._beside(said, f"{noun}.{2 if several else 1}", first=first)

    def _form(self, counted: str) -> str:
        """Return what a counted noun asks of its number: the form of all, where it has no own."""
        return self.forms.get(counted, self.forms.get("", ""))

    def _beside(self, said: Clips, clip: str, *, first: bool) -> Clips:
        return (clip, *said) if first else (*said, clip)

    def _clips(self, keys: Clips) -> Clips:
        return tuple(f"n.{key}" for key in keys)


def joined(parts: list[Clips], link: Clips = ()) -> Clips:
    """Return parts with a link between each two."""
    said: list[str] = []
    for part in parts:
        said += [*link, *part] if said else part
    return tuple(said)
