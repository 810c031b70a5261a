"""A whole number by steps: − and + show the next number, one submit sends it."""

from collections.abc import Sequence
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from marketplace.forms.fields.drawing import draw

MOST_DIGITS = 6


class StepperField(Field):
    """A number from ``least`` to ``most``. ``steps`` are the sizes of the unit, smallest first.

    − and + are links to the same page with the next number, so that they work by D-pad, need no
    script, and the Go key presses the one real submit. ``shown`` is the number on the page.
    """

    template = "ui/stepper.html"
    widget = staticmethod(draw)
    steps: Sequence[int] = (1,)
    least = 1
    most = 99

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the number; of several the last one, which is the pressed button's."""
        text = valuelist[-1] if valuelist else ""
        plain = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
        self.data = int(text) if plain else None

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not a number within the bounds."""
        _ = form
        if self.data is None or not self.least <= self.data <= self.most:
            raise ValidationError("out of bounds")

    @property
    def shown(self) -> int:
        """The number on the page: what was stepped to, else all of it."""
        if self.data is None:
            return self.most
        return max(self.least, min(self.most, int(self.data)))

    @property
    def touched(self) -> bool:
        """Tell whether a number was stepped to: before, there is nothing to send."""
        return self.data is not None

    def sizes(self) -> tuple[int, ...]:
        """Return one or two step sizes: the smallest, and the largest up to a quarter of all."""
        fitting = [step for step in self.steps if step * 4 <= self.most]
        return tuple(sorted({self.steps[0], *fitting[-1:]}))

    def params(self) -> dict[str, Any]:
        """Return name, number and the steps that stay within the bounds, with their sign."""
        signed = [-size for size in reversed(self.sizes())] + list(self.sizes())
        fits = [step for step in signed if self.least <= self.shown + step <= self.most]
        return {"name": self.name, "value": self.shown, "steps": fits}
