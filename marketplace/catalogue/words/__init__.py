"""The catalogue's names as messages: code to English; translated where they are shown.

Full names are for staff; short ones for suppliers: at most three words, no signs, no abbreviations
(supplier-screens, rule 2). The tables are literals, so that the extraction of messages sees them.
"""

from collections.abc import Callable

from marketplace.catalogue.words.goods import GOODS
from marketplace.catalogue.words.groups import GROUPS
from marketplace.catalogue.words.money import MONEY
from marketplace.catalogue.words.papers import PAPERS
from marketplace.catalogue.words.pictures import ACTS, KEYS
from marketplace.catalogue.words.services import SERVICES
from marketplace.catalogue.words.specs import SPECS
from marketplace.catalogue.words.spoken import clip_texts, messages
from marketplace.catalogue.words.units import UNITS

_LEAVES = {**GOODS, **SERVICES}

LEAF_NAMES = {code: name for code, (name, _) in _LEAVES.items()}
LEAF_SHORT = {code: short for code, (_, short) in _LEAVES.items()}
GROUP_NAMES = {code: name for code, (name, _) in GROUPS.items()}
GROUP_SHORT = {code: short for code, (_, short) in GROUPS.items()}
UNIT_NAMES = {code: name for code, (name, _, _) in UNITS.items()}
UNIT_ONE = {code: one for code, (_, one, _) in UNITS.items()}
UNIT_SHORT = {code: several for code, (_, _, several) in UNITS.items()}
PAPER_NAMES = PAPERS
SPEC_NAMES = {code: name for code, (name, _) in SPECS.items()}
SPEC_SHORT = {code: short for code, (_, short) in SPECS.items()}
ACT_WORDS = ACTS
KEY_WORDS = KEYS
MONEY_WORDS = MONEY


def unit_word(code: str, *, several: bool) -> str:
    """Return the message of a unit after a number: "tray", or "trays" after several."""
    return UNIT_SHORT[code] if several else UNIT_ONE[code]


_SPOKEN = messages(
    LEAF_SHORT,
    SPEC_SHORT,
    {code: (UNIT_ONE[code], UNIT_SHORT[code]) for code in UNITS},
    GROUP_SHORT,
    KEYS,
)


def inventory(language: str, translate: Callable[[str], str]) -> dict[str, str]:
    """Return everything a voice records in a language: the clip's key and the words to say."""
    return clip_texts(_SPOKEN, language, translate)


__all__ = [
    "ACT_WORDS", "GROUP_NAMES", "GROUP_SHORT", "KEY_WORDS", "LEAF_NAMES", "LEAF_SHORT",
    "MONEY_WORDS", "PAPER_NAMES", "SPEC_NAMES", "SPEC_SHORT", "UNIT_NAMES", "UNIT_ONE",
    "UNIT_SHORT", "inventory", "unit_word",
]  # fmt: skip
