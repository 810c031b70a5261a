"""The table of everything a voice must record in a language: the clip's key and its words."""

from collections.abc import Callable

from marketplace.catalogue.rules.explained import ALOUD
from marketplace.catalogue.rules.prompts import PROMPTS
from marketplace.catalogue.rules.spoken import KITS, PAUSE
from marketplace.catalogue.rules.spoken.tokens import RECORDED_AS
from marketplace.catalogue.words.money import MONEY
from marketplace.kernel.words import N_

GROUPS: dict[str, str] = {
    "p": N_("Words of the screens"),
    "leaf": N_("Goods and services"),
    "group": N_("Kinds of goods"),
    "key": N_("Drawings of the symbols"),
    "unit": N_("Units"),
    "n": N_("Numbers, nights and hours"),
    "cur": N_("Money"),
    "wd": N_("Days of the week"),
    "spec": N_("Signs of what is good"),
    "aloud": N_("Explained in two minutes"),
}
_WEEK = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
    N_("Sunday"),
)  # fmt: skip
WEEK = {str(day): name for day, name in enumerate(_WEEK)}
_KILO = {  # what is written "kg" is spelt out by nobody: one, several; one of linen, several
    "ar": ("كيلو", "كيلو", "كيلو بياضات", "كيلو بياضات"),
    "en": ("kilo", "kilo", "kilo of linen", "kilo of linen"),
    "es": ("kilo", "kilos", "kilo de ropa", "kilos de ropa"),
    "fr": ("kilo", "kilos", "kilo de linge", "kilos de linge"),
    "ne": ("किलो", "किलो", "किलो तन्ना-लुगा", "किलो तन्ना-लुगा"),
    "pt": ("quilo", "quilos", "quilo de roupa", "quilos de roupa"),
    "zu": (
        "ikhilogremu", "amakhilogremu", "ikhilogremu lezindwangu", "amakhilogremu ezindwangu",
    ),
}  # fmt: skip
_CLIPS = ("unit.kg.1", "unit.kg.2", "unit.kg_linen.1", "unit.kg_linen.2")
_SAID_AS = {code: dict(zip(_CLIPS, words, strict=True)) for code, words in _KILO.items()}

# Where a long word may break on a small screen, and where a line may not: the eye's, not the ear's.
_ON_THE_SCREEN = str.maketrans({"\u00ad": None, "\u00a0": " "})


def messages(
    leaves: dict[str, str],
    specs: dict[str, str],
    units: dict[str, tuple[str, str]],
    groups: dict[str, str],
    keys: dict[str, str],
) -> dict[str, str]:
    """Return each clip whose words are translated, with its English message."""
    unit_words = {
        f"unit.{code}.{at}": word
        for code, words in units.items()
        for at, word in enumerate(words, start=1)
    }
    return {
        **{f"p.{key}": PROMPTS[key] for key in dict.fromkeys(RECORDED_AS.values())},
        **{f"leaf.{code}": text for code, text in leaves.items()},
        **{f"group.{code}": text for code, text in groups.items()},
        **{f"key.{code}": text for code, text in keys.items()},
        **unit_words,
        **{f"cur.{code}": text for code, text in MONEY.items()},
        **{f"wd.{day}": text for day, text in WEEK.items()},
        **{f"spec.{code}": text for code, text in specs.items()},
        **{f"aloud.{key}": text for key, text in ALOUD.items()},
    }


def clip_texts(
    english: dict[str, str], language: str, translate: Callable[[str], str]
) -> dict[str, str]:
    """Return every clip of a language with the words to be said; a breath has none."""
    said = {clip: translate(text).translate(_ON_THE_SCREEN) for clip, text in english.items()}
    own = {f"n.{key}": word for key, word in KITS[language].words.items()}
    return {**said, **_SAID_AS.get(language, {}), **own, PAUSE: ""}


def group_of(clip: str) -> str:
    """Return which group of the table a clip stands in."""
    return clip.partition(".")[0]
