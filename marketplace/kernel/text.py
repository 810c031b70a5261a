"""Typed text made safe: NFC, no control characters or direction tricks; digits of any script."""

import unicodedata

# U+202A..U+202E and U+2066..U+2069 reorder what is read; lone surrogates cannot be stored.
_BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def unsafe_characters(text: str) -> list[str]:
    """Return the names of characters that may not stand in typed text, newline excepted."""
    return sorted({f"U+{ord(c):04X}" for c in text if _unsafe(c)})


def _unsafe(character: str) -> bool:
    if character in "\n\r\t":
        return False
    return character in _BIDI_OVERRIDES or unicodedata.category(character) in {"Cc", "Cs"}


def tidy(text: str) -> str:
    """Return the text in NFC with newlines unified and outer white space gone."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", plain).strip()


class Typed(str):
    """What somebody typed, with the language of the page it was typed on; none where unknown."""

    __slots__ = ("language",)
    language: str | None

    def __new__(cls, text: str, language: str | None = None) -> "Typed":
        """Take the words as they are."""
        made = super().__new__(cls, text)
        made.language = language
        return made


def latin_digits(text: str) -> str:
    """Return text with the digits of every script written 0 to 9: ٤٧ and ४७ are 47."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def whole(text: str | None, *, digits: int = 18) -> int | None:
    """Return the whole number a page sent back, of at most so many ASCII digits; none otherwise."""
    plain = text or ""
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= digits else None
