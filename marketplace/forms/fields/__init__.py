"""Fields that are asked by pictures: each owns its template and a plain ``params()`` dict."""

from marketplace.forms.fields.digits import DigitsField
from marketplace.forms.fields.drawing import draw
from marketplace.forms.fields.icon_radio import IconRadioField, PictureChoice
from marketplace.forms.fields.money import MoneyField
from marketplace.forms.fields.picture_code import PictureCodeField
from marketplace.forms.fields.stepper import StepperField

__all__ = [
    "DigitsField", "IconRadioField", "MoneyField", "PictureChoice", "PictureCodeField",
    "StepperField", "draw",
]  # fmt: skip
