"""The suppliers' words are few enough to be learned by ear: 300 a language."""

import pytest

from marketplace.catalogue.rules.prompts import PICTURED, PROMPTS
from marketplace.catalogue.rules.vocabulary import (
    MOST_WORDS,
    distinct_words,
    vocabulary,
    words_of,
)
from marketplace.i18n import LANGUAGES, gettext, speaking

# Closed lists whose members are offered on one screen.
CHOICES = (
    "about", "bring", "cannot", "harm", "not_me", "payee", "payout", "refuse", "rejected", "reply",
    "stones", "through", "topic", "trouble", "when", "whom", "wish",
)  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("prefix", CHOICES)
def test_choices_on_one_screen_differ_in_word_and_picture(code: str, prefix: str) -> None:
    keys = [key for key in PROMPTS if key.startswith(f"{prefix}.")]
    assert len(keys) > 1
    with speaking(code):
        words = {gettext(PROMPTS[key]) for key in keys}
    assert len(words) == len({PICTURED[key] for key in keys}) == len(keys)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_language_has_more_than_three_hundred_words(code: str) -> None:
    with speaking(code):
        found = vocabulary(gettext)
    assert 150 < len(found) <= MOST_WORDS, sorted(found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nothing now. Look again tomorrow.", ("nothing", "now", "look", "again", "tomorrow")),
        ("L'argent, s'il vous plaît", ("l", "argent", "s", "il", "vous", "plaît")),
        ("Meio-dia", ("meio", "dia")),
        ("e\u0301galite\u0301", ("\u00e9galit\u00e9",)),
        ("يُرجى الانتظار.", ("يُرجى", "الانتظار")),
        ("कसले हेर्\u200dयो?", ("कसले", "हेर्\u200dयो")),
        ("20 × 3 %", ()),
    ],
)
def test_what_a_word_is(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


def test_a_word_counts_once_however_it_is_written() -> None:
    assert distinct_words(["Send", "I know, send", "SEND."]) == {"send", "i", "know"}
