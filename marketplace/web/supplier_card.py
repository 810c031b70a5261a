"""A supplier's card for the printer, and the pictures that are shown once."""

from typing import Any

from flask import Response, url_for

from marketplace.catalogue import queries as catalogue
from marketplace.db import db
from marketplace.people.queries.suppliers import SupplierCard
from marketplace.people.rules.picture_codes import KEYPAD
from marketplace.web.pages import page
from marketplace.web.qr import picture


def pictures(drawings: tuple[str, ...], keys: str) -> list[tuple[str, str]]:
    """Return her four pictures in order, each with its key."""
    return [(key, drawings[KEYPAD.index(key)]) for key in keys]


def card_page(
    card: SupplierCard, *, mine: list[tuple[str, str]], renewed: bool = False
) -> Response:
    """Show a card, and once only the pictures she must remember."""
    digits = card.card_number or ""
    pairs = [digits[at : at + 2] for at in range(0, len(digits), 2)]
    return page(
        "people/card.html", card=card, pairs=pairs, mine=mine, qr=_qr(card), renewed=renewed
    )


def _qr(card: SupplierCard) -> Any:
    """Draw the way to her twelve pictures: it names her symbol, and opens nothing by itself."""
    place = catalogue.place(db.session(), card.place_id)
    at = catalogue.destination(db.session(), place.destination_id) if place else None
    if card.drawing is None or at is None:
        return None
    who = f"{card.drawing}-{card.number}"
    address = url_for("seat.code", who=who, d=at.code, _external=True)
    return picture(address, label=who, scale=3)
