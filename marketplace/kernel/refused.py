"""How a rule says no."""

from collections.abc import Iterable
from enum import StrEnum


class Refused(Exception):
    """An action was refused; ``reasons`` are enum members a form turns into kind sentences."""

    def __init__(self, *reasons: StrEnum, field: str | None = None) -> None:
        super().__init__(", ".join(sorted(reasons)))
        self.reasons: frozenset[StrEnum] = frozenset(reasons)
        self.field = field

    @classmethod
    def unless_empty(cls, reasons: Iterable[StrEnum]) -> None:
        """Raise if there is any reason; do nothing otherwise."""
        found = tuple(reasons)
        if found:
            raise cls(*found)


class NotFound(LookupError):
    """The thing does not exist *for this person*: the answer is 404 either way."""


class Forbidden(Exception):
    """The person's role never allows this, whatever the object: the answer is 403."""


class StaleEdit(Exception):
    """Somebody changed the thing meanwhile (promise P6): both versions are shown."""
