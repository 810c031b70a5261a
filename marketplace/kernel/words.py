"""Sentences as data, so that plain rules can speak without knowing a translator."""

from collections.abc import Callable
from dataclasses import dataclass

Value = str | int | float
Translate = Callable[[str], str]


def N_(message: str) -> str:  # noqa: N802  # the name every translator's tool knows
    """Mark an English message for extraction; the translation happens where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Sentence:
    """An English template with named ``%(name)s`` parts, translated by whoever shows it.

    A part whose value is itself a message id (a leaf's name, say) goes into ``words`` so that
    it is translated before it is put in.
    """

    template: str
    params: tuple[tuple[str, Value], ...] = ()
    words: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, template: str, /, **params: Value) -> "Sentence":
        """Build a sentence from its template and its named parts."""
        return cls(template, tuple(params.items()))

    def with_words(self, **words: str) -> "Sentence":
        """Add parts that are message ids themselves."""
        return Sentence(self.template, self.params, self.words + tuple(words.items()))

    def render(self, translate: Translate) -> str:
        """Say the sentence through a translator (any ``gettext``-like function)."""
        parts: dict[str, Value] = dict(self.params)
        parts.update({name: translate(word) for name, word in self.words})
        text = translate(self.template)
        return text % parts if parts else text

    def english(self) -> str:
        """Say the sentence in English, for logs, tests and the command line."""
        return self.render(lambda message: message)
