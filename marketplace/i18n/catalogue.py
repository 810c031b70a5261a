"""Message catalogues, loaded once a process and bound once a request.

An installation may lay its own words over ours (a native speaker's corrections, brought in on the
administrator's page "Languages"); they are read again when their file changes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from marketplace.kernel.words import Sentence

_BESIDE = Path(__file__).parent.parent.parent / "translations"
_INSIDE = Path(__file__).parent.parent / "_translations"
UTC = ZoneInfo("UTC")


@dataclass(frozen=True)
class Language:
    """A language by its own name in its own script, and the way it is written.

    ``week_begins`` is the day (Monday 0) its names count from: Jumatatu, "the third", is counted
    from Saturday, segunda-feira from Sunday, uLwesibili from Monday.
    """

    code: str
    name: str
    direction: str = "ltr"
    week_begins: int = 0

    def place_in_week(self, weekday: int) -> int:
        """Return which day of the week, 1 to 7, a weekday (Monday 0) is to its speakers."""
        return (weekday - self.week_begins) % 7 + 1

    @property
    def locale(self) -> Locale:
        """The CLDR locale behind dates and numbers."""
        return Locale.parse(self.code)


LANGUAGES: dict[str, Language] = {
    "en": Language("en", "English"),
    "sw": Language("sw", "Kiswahili", week_begins=5),
    "fr": Language("fr", "Français"),
    "pt": Language("pt", "Português", week_begins=6),
    "es": Language("es", "Español"),
    "zu": Language("zu", "isiZulu"),
    "ar": Language("ar", "العربية", "rtl", week_begins=6),
    "ne": Language("ne", "नेपाली", week_begins=6),
}


@dataclass(frozen=True)
class Bound:
    """What one request speaks: a language, its catalogue, and the destination's zone."""

    language: Language
    messages: NullTranslations
    zone: ZoneInfo
    locale: Locale


def folder() -> Path:
    """Return where the catalogues lie: inside an installed package, else beside it."""
    return _INSIDE if _INSIDE.exists() else _BESIDE


_own: Path | None = None


def use_own_words(place: Path) -> None:
    """Lay what is in this folder (``sw.po``, ``fr.po`` …) over the shipped catalogues."""
    global _own  # noqa: PLW0603  # one installation a process, set once when the app is made
    _own = place


def own_words(code: str) -> Path | None:
    """Return the file of this installation's own words in a language, there or not yet."""
    return _own / f"{code}.po" if _own else None


def _stamp(code: str) -> int:
    own = own_words(code)
    try:
        return own.stat().st_mtime_ns if own else 0
    except OSError:
        return 0


def messages(code: str) -> NullTranslations:
    """Return a language's catalogue; English is the message ids themselves.

    A catalogue not compiled yet (a fresh clone) is compiled in memory.
    """
    return _read(code, _own, _stamp(code))


@lru_cache(maxsize=64)
def _read(code: str, own: Path | None, stamp: int) -> NullTranslations:
    shipped = source(code)
    if code == "en" or not shipped.exists():
        return NullTranslations()
    compiled = shipped.with_suffix(".mo")
    fresh = compiled.exists() and compiled.stat().st_mtime >= shipped.stat().st_mtime
    words = Translations(BytesIO(compiled.read_bytes()) if fresh else _compiled(shipped))
    if own and stamp:
        words.merge(Translations(_compiled(own / f"{code}.po")))
    return words


def source(code: str) -> Path:
    """Return the shipped catalogue of a language."""
    return folder() / code / "LC_MESSAGES" / "messages.po"


def _compiled(source: Path) -> BytesIO:
    buffer = BytesIO()
    with source.open("rb") as handle:
        write_mo(buffer, read_po(handle))
    buffer.seek(0)
    return buffer


def _bound(code: str, zone: str) -> Bound:
    return _bind(code, zone, _own, _stamp(code))


@lru_cache(maxsize=256)
def _bind(code: str, zone: str, own: Path | None, stamp: int) -> Bound:
    language = LANGUAGES.get(code, LANGUAGES["en"])
    words = _read(language.code, own, stamp)
    return Bound(language, words, ZoneInfo(zone), language.locale)


_now_spoken: ContextVar[Bound | None] = ContextVar("spoken", default=None)


def spoken() -> Bound:
    """Return what is bound; English in UTC where nobody bound anything."""
    return _now_spoken.get() or _bound("en", "UTC")


def bind(code: str, zone: str = "UTC") -> None:
    """Speak this language, in this zone, until told otherwise."""
    _now_spoken.set(_bound(code, zone))


@contextmanager
def speaking(code: str, zone: str = "UTC") -> Iterator[None]:
    """Speak another language for a while: a message to somebody else, a printed sheet."""
    mark = _now_spoken.set(_bound(code, zone))
    try:
        yield
    finally:
        _now_spoken.reset(mark)


def bound_language() -> Language:
    """Return the language in force."""
    return spoken().language


def bound_zone() -> ZoneInfo:
    """Return the zone in force."""
    return spoken().zone


def gettext(message: str) -> str:
    """Translate a message into the bound language; an empty one stays empty."""
    return str(spoken().messages.gettext(message)) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Translate by the plural rule of the bound language."""
    return str(spoken().messages.ngettext(one, many, count))


def pgettext(context: str, message: str) -> str:
    """Translate a message in a context (the same English word can be two in Swahili)."""
    return str(spoken().messages.pgettext(context, message))


def say(sentence: Sentence) -> str:
    """Say a rule's sentence in the bound language."""
    return sentence.render(gettext)
