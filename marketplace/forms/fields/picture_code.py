"""Four pictures in order: tapped one by one, or typed on the keys beside them."""

from typing import Any

from wtforms import Field

from marketplace.forms.fields.drawing import draw
from marketplace.people.rules.picture_codes import CODE_LENGTH, KEYPAD


class PictureCodeField(Field):
    """Twelve pictures laid out as a phone's keypad. ``tapped`` says how many came before.

    The field takes a single key (a tapped picture) or all four (typed). Which keys were tapped
    before stands nowhere on the page in a form that can be read (``web.taps``).
    """

    template = "ui/picture_code.html"
    widget = staticmethod(draw)
    drawings: tuple[str, ...] = ()
    tapped = 0

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the pressed picture's key, or the typed ones."""
        self.data = valuelist[-1].strip() if valuelist else ""

    def params(self) -> dict[str, Any]:
        """Return the twelve keys with their drawings, and how many were tapped of how many."""
        return {
            "name": self.name, "keys": list(zip(KEYPAD, self.drawings, strict=True)),
            "tapped": self.tapped, "length": CODE_LENGTH,
        }  # fmt: skip
