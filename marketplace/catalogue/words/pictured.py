"""Every word that stands beside a picture, with the picture: what a translator must see."""

from dataclasses import dataclass

from marketplace.catalogue.rules.packed import catalogue_pictures
from marketplace.catalogue.rules.prompts import PICTURED, prompt_text
from marketplace.catalogue.words import LEAF_SHORT, UNIT_SHORT
from marketplace.i18n import gettext


@dataclass(frozen=True, slots=True)
class PicturedWord:
    """A picture's code, the English beside it, and the word in the bound language."""

    picture: str
    english: str
    word: str


def pictured_words() -> tuple[PicturedWord, ...]:
    """Return prompts, leaves and units with their pictures, each pair once."""
    pairs = [(picture, prompt_text(key)) for key, picture in PICTURED.items()]
    names = {**LEAF_SHORT, **UNIT_SHORT}
    pairs += [(picture, names[code]) for code, picture in catalogue_pictures() if code in names]
    return tuple(PicturedWord(p, text, gettext(text)) for p, text in dict.fromkeys(pairs))
