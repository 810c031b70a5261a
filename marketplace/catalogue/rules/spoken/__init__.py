"""Spoken numbers, amounts, days and hours as sequences of clips, by each language's grammar."""

from marketplace.catalogue.rules.spoken.arabic import ARABIC
from marketplace.catalogue.rules.spoken.english import ENGLISH
from marketplace.catalogue.rules.spoken.french import FRENCH
from marketplace.catalogue.rules.spoken.iberian import PORTUGUESE, SPANISH
from marketplace.catalogue.rules.spoken.kit import MOST, PAUSE, Clips, Kit
from marketplace.catalogue.rules.spoken.nepali import NEPALI
from marketplace.catalogue.rules.spoken.swahili import SWAHILI
from marketplace.catalogue.rules.spoken.zulu import ZULU

KITS: dict[str, Kit] = {
    kit.code: kit for kit in (ENGLISH, FRENCH, PORTUGUESE, SPANISH, SWAHILI, ZULU, ARABIC, NEPALI)
}

__all__ = ["KITS", "MOST", "PAUSE", "Clips", "Kit"]
