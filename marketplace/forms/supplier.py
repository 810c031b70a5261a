"""What suppliers are asked: a reason, how many, how much money, yes or no. Buttons, no text."""

from collections.abc import Iterable
from enum import StrEnum

from marketplace.catalogue.rules.prompts import pictured, prompt_text
from marketplace.forms.base import HouseForm
from marketplace.forms.fields import IconRadioField, MoneyField, PictureChoice, StepperField
from marketplace.i18n import gettext
from marketplace.kernel.refused import Refused


def said(key: str) -> str:
    """Say a prompt in the bound language."""
    return gettext(prompt_text(key))


def choices_of(prefix: str, members: Iterable[StrEnum]) -> tuple[PictureChoice, ...]:
    """Return a closed list as pictures with their words."""
    keys = ((member.value, f"{prefix}.{member.value}") for member in members)
    return tuple(PictureChoice(value, pictured(key), said(key)) for value, key in keys)


def said_of(refused: Refused) -> str:
    """Say the first reason of a refusal in one sentence."""
    return said(f"refused.{min(refused.reasons)}")


class ReasonForm(HouseForm):
    """Why not: one of a closed list."""

    reason = IconRadioField()


class QuantityForm(HouseForm):
    """How many: ``whole`` is drawn for all and half, ``quantity`` for a part; both send it."""

    quantity = StepperField()


class AmountForm(HouseForm):
    """How much money, by tapping notes and coins."""

    amount = MoneyField()


class AnswerForm(HouseForm):
    """Yes, and what else there is to say."""

    answer = IconRadioField()
