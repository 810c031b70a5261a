"""Doing something that may be refused: the answer then stands beside the field, nothing is kept."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Protocol, TypeVar

from marketplace.db import db
from marketplace.kernel.refused import Refused

T = TypeVar("T")
Explain = Callable[[Refused], None]
Sentences = Mapping[StrEnum, tuple[str | None, str]]


class Form(Protocol):
    """A form that says beside its fields what is wrong."""

    def validate(self) -> bool:
        """Tell whether it is whole."""

    def explain(self, refused: Refused, sentences: Sentences) -> None:
        """Put each reason of a refusal beside its field."""


def beside(form: Form, sentences: Sentences) -> Explain:
    """Return what explains a refusal beside a form's fields."""
    return lambda refused: form.explain(refused, sentences)


def made_of(form: Form, sentences: Sentences, act: Callable[[], T]) -> T | None:
    """Return what the act made of a form; nothing where it is not whole, or the act is refused."""
    if not form.validate():
        return None
    return attempt(act, beside(form, sentences))


def done_with(form: Form, sentences: Sentences, act: Callable[[], object]) -> bool:
    """Tell whether something was done with a form that returns nothing worth keeping."""
    return made_of(form, sentences, lambda: (act(),)) is not None


def _pass_over(_refused: Refused) -> None:
    """Somebody was quicker, or it is over: the page that follows shows how it stands."""


def attempt(act: Callable[[], T], explain: Explain = _pass_over) -> T | None:
    """Return what the act made; where it is refused, undo it, explain, and return nothing."""
    try:
        return act()
    except Refused as refused:
        db.session.rollback()
        explain(refused)
        return None


def done(act: Callable[[], object], explain: Explain = _pass_over) -> bool:
    """Tell whether something that returns nothing worth keeping was done."""
    return attempt(lambda: (act(),), explain) is not None
