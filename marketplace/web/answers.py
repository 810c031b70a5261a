"""Which of the offered buttons was pressed: a word that was not offered decides nothing."""

from flask import request


def tapped(field: str, *offered: str) -> str | None:
    """Return the pressed button's value, or nothing where the page did not offer it."""
    said = request.form.get(field, "")
    return said if said in offered else None
