"""Each language's own plurals, all of its forms: after numbers, with sleeps and with units."""

import pytest

from marketplace.i18n import LANGUAGES, ngettext, speaking
from marketplace.i18n import format as shown
from marketplace.i18n.catalogue import messages, spoken
from marketplace.i18n.exchange import catalogue
from marketplace.web.hand import unit_after

OTHERS = [code for code in LANGUAGES if code != "en"]
COUNTS = range(200)


def sleeps(count: int) -> str:
    """The message every day is said with."""
    return ngettext("%(n)s sleep", "%(n)s sleeps", count)


@pytest.mark.parametrize("code", OTHERS)
def test_every_plural_form_is_used_and_is_the_languages_own(code: str) -> None:
    """From one on, the catalogue's rule parts the numbers as CLDR does."""
    held = catalogue(code)
    message = held.get("%(n)s sleep")
    assert message is not None
    with speaking(code):
        rule = spoken().locale.plural_form
        form_of = vars(messages(code))["plural"]  # gettext sets it as it reads the head
        by_catalogue = {form_of(count) for count in COUNTS}
        pairs = {(rule(count), form_of(count)) for count in COUNTS[1:]}
        assert {sleeps(count) for count in COUNTS} == set(message.string)
    assert by_catalogue == set(range(held.num_plurals))
    assert len(pairs) == len(dict(pairs)) == len({form for _, form in pairs})


@pytest.mark.parametrize(
    ("count", "word"),
    [(0, "طبق"), (1, "طبق"), (2, "طبق"), (3, "أطباق"), (10, "أطباق"), (11, "طبق"), (60, "طبق"),
     (100, "طبق"), (103, "أطباق")],
)  # fmt: skip
def test_a_unit_in_arabic_has_its_plural_after_three_to_ten(count: int, word: str) -> None:
    with speaking("ar"):
        assert unit_after("tray30", count) == word


@pytest.mark.parametrize(
    ("code", "count", "word"),
    [("en", 0, "trays"), ("en", 1, "tray"), ("en", 2, "trays"), ("fr", 0, "plateau"),
     ("fr", 1.5, "plateau"), ("fr", 2, "plateaux"), ("pt", 0, "favo"), ("es", 0, "cartones"),
     ("zu", 1, "ithreyi"), ("zu", 2, "amathreyi"), ("sw", 2, "trei"), ("ne", 5, "अण्डा क्रेट")],
)  # fmt: skip
def test_a_unit_stands_as_its_language_counts(code: str, count: float, word: str) -> None:
    with speaking(code):
        assert unit_after("tray30", count) == word


def test_no_number_is_several_where_a_language_says_one() -> None:
    told = {}
    for code in LANGUAGES:
        with speaking(code):
            told[code] = [count for count in range(4) if not shown.several(count)]
    assert told == {
        "en": [1], "sw": [1], "fr": [0, 1], "pt": [0, 1], "es": [1], "zu": [0, 1],
        "ar": [0, 1, 2], "ne": [1],
    }  # fmt: skip
