"""When two written names are the same name: case, accents, blanks and order aside."""

import unicodedata


def name_key(name: str) -> str:
    """Return what two spellings of one name share ("MARIAMU  Juma" and "Juma, Mariamu")."""
    split = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(c if c.isalnum() else " " for c in split if not unicodedata.combining(c))
    return " ".join(sorted(letters.split()))
