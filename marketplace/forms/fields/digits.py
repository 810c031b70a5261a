"""A few digits typed on a phone's keys: a symbol's number, a card's six."""

from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from marketplace.forms.fields.drawing import draw
from marketplace.kernel.text import latin_digits


class DigitsField(Field):
    """Exactly ``length`` digits; blanks between pairs are forgiven. Kept as text."""

    template = "ui/digits.html"
    widget = staticmethod(draw)

    def __init__(self, label: str = "", *, length: int, **kw: Any) -> None:
        """``length`` is how many digits there must be."""
        super().__init__(label, **kw)
        self.length = length

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the digits that were typed, in whatever script."""
        self.data = latin_digits("".join(valuelist[0].split())) if valuelist else ""

    def pre_validate(self, form: Any) -> None:
        """Refuse anything else than so many digits."""
        _ = form
        text = self.data or ""
        if len(text) != self.length or not (text.isascii() and text.isdigit()):
            raise ValidationError("digits")

    def params(self) -> dict[str, Any]:
        """Return name, label, what was typed and how long it may be."""
        return {
            "name": self.name, "label": self.label.text, "value": self.data or "",
            "most": self.length * 2,
        }  # fmt: skip
