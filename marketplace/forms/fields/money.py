"""Money by tapping notes and coins: the server adds up, the pile grows."""

from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from marketplace.forms.fields.drawing import draw
from marketplace.kernel.money import MAX_MINOR, Money, currency

MOST_DIGITS = 15


class MoneyField(Field):
    """An amount in minor units of ``currency``; what lies there already travels hidden.

    A repeated tap of the same page counts once, because the sum before it is sent with it.
    ``tapped`` tells that a note was added, not that the amount is meant.
    """

    template = "ui/money_keys.html"
    widget = staticmethod(draw)
    currency = "TZS"
    tapped = False

    def process_formdata(self, valuelist: list[str]) -> None:
        """Add the tapped note or coin to what lay there; snap to what cash can pay."""
        amounts = [_amount(text) for text in valuelist]
        if not amounts or None in amounts:
            self.data = None
            return
        self.tapped = len(amounts) > 1
        total = sum(amount for amount in amounts if amount is not None)
        self.data = Money(total, self.currency).snapped().minor

    def pre_validate(self, form: Any) -> None:
        """Refuse nothing at all, and more than anybody has."""
        _ = form
        if not isinstance(self.data, int) or not 0 < self.data <= MAX_MINOR:
            raise ValidationError("no amount")

    def params(self) -> dict[str, Any]:
        """Return name, the sum so far, and every note and coin with its minor value."""
        known = currency(self.currency)
        faces = sorted({*known.notes, *known.coins}, reverse=True)
        return {
            "name": self.name, "total": self.data or 0, "currency": self.currency,
            "keys": [(face, face * known.minor_per_major) for face in faces],
        }  # fmt: skip


def _amount(text: str) -> int | None:
    fits = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if fits else None
