"""A finding's remedy is one button of the same form: it changes fields and keeps all the rest."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from werkzeug.datastructures import MultiDict

BUTTON = "use"


@dataclass(frozen=True, slots=True)
class Remedy:
    """A button: its words, and what it changes (an encoded query)."""

    label: str
    use: str

    @classmethod
    def of(cls, label: str, **changes: object) -> "Remedy":
        """Build a remedy that puts these values into these fields."""
        return cls(label, urlencode(changes))


@dataclass(frozen=True, slots=True)
class Answer:
    """What the need check says beside a field: ``weight`` is must, question or should."""

    text: str
    weight: str
    remedies: tuple[Remedy, ...] = ()


def with_remedy(posted: MultiDict[str, str], allowed: Collection[str]) -> MultiDict[str, str]:
    """Return what was typed with the pressed remedy put in; other fields are left alone."""
    changed = posted.copy()
    for name, value in parse_qsl(posted.get(BUTTON, ""), keep_blank_values=True):
        if name in allowed:
            changed[name] = value
    return changed
