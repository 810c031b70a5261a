"""Numbers said by each language's grammar: right, in the kit, and never two alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.catalogue.rules.spoken import KITS, MOST, PAUSE

SAID = {
    "en": {
        0: "zero", 20: "twenty", 29_000: "twenty nine thousand", 205: "two hundred and five",
        1_000_001: "one million and one", 12_500: "twelve thousand five hundred",
    },
    "sw": {
        0: "sifuri", 11: "kumi na moja", 29_000: "elfu ishirini na tisa",
        20_009: "elfu ishirini, na tisa", 12_500: "elfu kumi na mbili na mia tano",
        290_000: "laki mbili na elfu tisini", 1_500_000: "milioni moja na laki tano",
    },
    "fr": {
        21: "vingt et un", 71: "soixante et onze", 80: "quatre-vingts", 81: "quatre-vingt un",
        95: "quatre-vingt quinze", 200: "deux cents", 80_000: "quatre-vingt mille",
        29_000: "vingt neuf mille", 1000: "mille", 200_000: "deux cent mille",
    },
    "pt": {
        29_000: "vinte e nove mil", 1200: "mil e duzentos", 1250: "mil duzentos e cinquenta",
        100: "cem", 101: "cento e um", 2_000_000: "dois milhões",
    },
    "es": {
        29_000: "veintinueve mil", 21_000: "veintiún mil", 31: "treinta y uno", 100: "cien",
        101: "ciento uno", 1_000_000: "un millón",
    },
    "zu": {
        29: "amashumi amabili nesishiyagalolunye", 11: "ishumi nanye",
        125: "ikhulu namashumi amabili nanhlanu",
        29_000: "izinkulungwane ezingamashumi amabili nesishiyagalolunye",
        20_009: "izinkulungwane ezingamashumi amabili, nesishiyagalolunye",
    },
    "ar": {
        25: "خمسة و عشرون", 29_000: "تسعة و عشرون ألف", 2000: "ألفان", 3000: "ثلاثة آلاف",
        11_000: "أحد عشر ألف", 1200: "ألف و مئتان",
    },
    "ne": {
        29: "उनन्तीस", 29_000: "उनन्तीस हजार", 150_000: "एक लाख पचास हजार",
        1250: "एक हजार दुई सय पचास",
    },
}  # fmt: skip
EVERY = sorted(KITS)
NUMBERS = st.integers(0, MOST)
FORMS = sorted({"", *(form for kit in KITS.values() for form in kit.forms.values())})


def spoken(language: str, clips: tuple[str, ...]) -> str:
    """Return clips as they sound; a breath is a comma."""
    words = KITS[language].words
    text = " ".join("," if clip == PAUSE else words[clip.removeprefix("n.")] for clip in clips)
    return text.replace(" ,", ",")


@pytest.mark.parametrize(
    ("language", "number", "text"),
    [
        (language, number, text)
        for language, table in SAID.items()
        for number, text in table.items()
    ],
)
def test_a_number_is_said_as_people_say_it(language: str, number: int, text: str) -> None:
    assert spoken(language, KITS[language].number(number)) == text


@pytest.mark.parametrize("language", EVERY)
def test_no_two_numbers_sound_alike(language: str) -> None:
    kit = KITS[language]
    some = {
        *range(1200), *range(1200, 130_000, 37), *(n * 1000 for n in range(1000)),
        *(n * 1000 + 9 for n in range(1000)), *(n * 10**6 + m for n in (1, 2, 10, 200, 999)
                                              for m in (0, 1, 10, 99, 100, 500, 1000, 20_009)),
    }  # fmt: skip
    assert len({spoken(language, kit.number(n)) for n in some}) == len(some)


@pytest.mark.parametrize("language", EVERY)
@given(number=NUMBERS, form=st.sampled_from(FORMS))
def test_every_number_is_said_with_the_kit_alone(language: str, number: int, form: str) -> None:
    kit = KITS[language]
    asked = form if form in {*kit.forms.values()} else ""
    clips = kit.number(number, asked)
    assert clips
    assert {clip.removeprefix("n.") for clip in clips if clip != PAUSE} <= set(kit.words)


@given(number=NUMBERS)
def test_english_numbers_add_up_to_what_they_say(number: int) -> None:
    total, group = 0, 0
    for clip in KITS["en"].number(number):
        word = clip.removeprefix("n.")
        if word in {"thousand", "million"}:
            total, group = total + group * {"thousand": 1000, "million": 10**6}[word], 0
        elif word == "hundred":
            group *= 100
        elif word != "and":
            group += int(word)
    assert total + group == number


@pytest.mark.parametrize("language", EVERY)
@pytest.mark.parametrize("number", [-1, MOST + 1])
def test_a_number_nobody_says_is_refused(language: str, number: int) -> None:
    with pytest.raises(ValueError, match="nobody"):
        KITS[language].number(number)


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(8 * 60, "saa mbili"), (13 * 60, "saa saba"), (6 * 60, "saa kumi na mbili"), (0, "saa sita"),
     (18 * 60 + 30, "saa kumi na mbili na nusu")],
)  # fmt: skip
def test_the_swahili_clock_counts_from_dawn(minutes: int, text: str) -> None:
    assert spoken("sw", KITS["sw"].clock(minutes)) == text


@pytest.mark.parametrize(
    ("language", "minutes", "text"),
    [
        ("en", 8 * 60, "eight o'clock"), ("en", 13 * 60, "one o'clock"),
        ("en", 0, "twelve o'clock"),
        ("en", 16 * 60 + 30, "half past four"), ("fr", 13 * 60, "une heure"),
        ("fr", 9 * 60 + 30, "neuf heures trente"), ("pt", 14 * 60, "duas horas"),
        ("es", 13 * 60 + 30, "la una y media"), ("es", 8 * 60, "las ocho"),
        ("ar", 8 * 60, "الساعة الثامنة"), ("ar", 10 * 60 + 30, "الساعة العاشرة والنصف"),
        ("ne", 16 * 60 + 30, "साढे चार बजे"), ("ne", 13 * 60 + 30, "डेढ बजे"),
        ("zu", 8 * 60, "ihora lesishiyagalombili"),
    ],
)  # fmt: skip
def test_another_clock_does_not(language: str, minutes: int, text: str) -> None:
    assert spoken(language, KITS[language].clock(minutes)) == text
