"""How many different words the suppliers' screens use in a language; at most 300.

The words are those of the prompt table. Names of goods, units and money, numbers and days are not
among them: they are chosen by picture and said by a kit of their own.
"""

import unicodedata
from collections.abc import Callable, Iterable

from marketplace.catalogue.rules.prompts import PROMPTS

MOST_WORDS = 300
# Zero-width (non-)joiners shape letters inside one Nepali or Arabic word.
_JOINERS = "\u200c\u200d"


def words_of(text: str) -> tuple[str, ...]:
    """Return a text's words: longest runs of letters, marks and joiners, case folded, in NFC."""
    whole = unicodedata.normalize("NFC", text)
    apart = "".join(one if _is_of_a_word(one) else " " for one in whole)
    return tuple(word.casefold() for word in apart.split())


def _is_of_a_word(one: str) -> bool:
    return unicodedata.category(one)[0] in "LM" or one in _JOINERS


def distinct_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the different words of some texts."""
    return frozenset(word for text in texts for word in words_of(text))


def vocabulary(translate: Callable[[str], str]) -> frozenset[str]:
    """Return the different words of all prompts in the language of this translation."""
    return distinct_words(translate(text) for text in set(PROMPTS.values()))
