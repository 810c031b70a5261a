"""What saying numbers takes in a language: a kit of clips, and the order they are said in.

A clip is one recording, named by its key; ``n.`` marks the keys of the number kit. Numbers are
whole, from nothing to ``MOST``. Nothing here translates: the words of a kit are a language's own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Clips = tuple[str, ...]
MOST = 999_999_999
PAUSE = "n.pause"  # a breath: what follows is counted apart from what was said


def numbered(words: str, first: int = 0, step: int = 1) -> dict[str, str]:
    """Return words as the clips of first, first + step, ...; several words of one by ``_``."""
    return {str(first + at * step): word.replace("_", " ") for at, word in enumerate(words.split())}


def keyed(prefix: str, words: Mapping[str, str]) -> dict[str, str]:
    """Return words with a prefix before each key."""
    return {f"{prefix}{key}": word for key, word in words.items()}


@dataclass(frozen=True)
class Kit:
    """A language's number kit: its words by key (without ``n.``), and its order.

    ``count(number, form)`` returns keys; a form is what the counted noun asks for: a gender, a
    noun class. ``forms`` gives a unit's form, and a currency's; "sleep" is the night's.
    """

    code: str
    words: Mapping[str, str]
    count: Callable[[int, str], Clips]
    forms: Mapping[str, str] = field(default_factory=dict)
    noun_first: bool = False  # "mikungu miwili": what is counted, then how many
    money_first: bool = False  # "shilingi elfu mbili"
    after_last: bool = False  # "two nights after" where others say "in two nights"
    whole_first: bool = False  # "of ten, two"
    clock_first: bool = False  # "saa mbili"
    hours_off: int = 0  # the Swahili clock counts from dawn: six hours behind

    def number(self, number: int, form: str = "") -> Clips:
        """Return the clips of a number; raise ``ValueError`` where the kit does not reach."""
        if not 0 <= number <= MOST:
            raise ValueError("a number nobody says")
        return self._clips(self.count(number, form))

    def amount(self, number: int, unit: str) -> Clips:
        """Return a number with its unit: "two trays", "trei mbili"."""
        said = self.number(number, self.forms.get(unit, ""))
        return self._beside(said, f"unit.{unit}.{1 if number == 1 else 2}", first=self.noun_first)

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
        said = self.number(major, self.forms.get(currency, ""))
        whole = self._beside(said, f"cur.{currency}", first=self.money_first)
        return (*whole, PAUSE, *self.number(cents)) if cents else whole

    def sleeps(self, number: int) -> Clips:
        """Return so many nights."""
        said = self.number(number, self.forms.get("sleep", ""))
        return self._beside(said, f"n.sleep.{1 if number == 1 else 2}", first=self.noun_first)

    def after(self, number: int) -> Clips:
        """Return when it is: after so many nights."""
        nights = self.sleeps(number)
        return (*nights, "n.after") if self.after_last else ("n.after", *nights)

    def share(self, count: int, whole: int) -> Clips:
        """Return so many of so many."""
        some, every = self.number(count), self.number(whole)
        return (*every, "n.of", *some) if self.whole_first else (*some, "n.of", *every)

    def clock(self, minutes: int) -> Clips:
        """Return an hour of the day, on the twelve hours of this language's own clock."""
        hour, minute = divmod(minutes % (24 * 60), 60)
        said = self.number((hour - self.hours_off - 1) % 12 + 1)
        told = self._beside(said, "n.clock", first=self.clock_first)
        return (*told, "n.half") if minute == 30 else told

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
