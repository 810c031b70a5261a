"""A choice by pictures: each choice is a button that advances by itself; none is chosen before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from marketplace.forms.fields.drawing import draw


@dataclass(frozen=True, slots=True)
class PictureChoice:
    """One choice: what is sent, its picture, its visible word, and how it looks (yes, no).

    ``said`` are the tokens of a text that is more than one prompt: "all 20".
    """

    value: str
    picture: str
    text: str
    kind: str = ""
    hint: str = ""
    said: tuple[str, ...] = ()


class IconRadioField(Field):
    """One of a few pictures. ``choices`` are set on the bound field before it is drawn or read.

    Up to two choices stand side by side, more stand in rows; keys 1 to 9 press them.
    """

    template = "ui/icon_radio.html"
    widget = staticmethod(draw)
    choices: Sequence[PictureChoice] = ()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the value of the button that was pressed."""
        self.data = valuelist[0] if valuelist else None

    def pre_validate(self, form: Any) -> None:
        """Refuse what was never offered, and an empty answer."""
        _ = form
        if self.data not in {choice.value for choice in self.choices}:
            raise ValidationError("not offered")

    def params(self) -> dict[str, Any]:
        """Return name, choices and whether they stand side by side."""
        return {
            "name": self.name, "choices": self.choices, "beside": len(self.choices) <= 2,
        }  # fmt: skip
