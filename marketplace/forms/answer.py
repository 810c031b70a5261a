"""Forms of the answer: how many, how much money, send."""

from collections.abc import Sequence
from typing import Any

from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from marketplace.forms.base import DayField, HouseForm
from marketplace.forms.fields import IconRadioField, PictureChoice, StepperField
from marketplace.forms.supplier import AmountForm, said
from marketplace.kernel.money import MAX_MINOR, Money, currency
from marketplace.offers.rules.halves import half
from marketplace.offers.rules.lists import Bringing

KEY_LENGTH = 64
AROUND = (80, 90, 110, 120)  # percent of the asked sum
ROUND_TO_PERCENT = 5


class WholeForm(HouseForm):
    """All of it or half, drawn as two pictures."""

    quantity = IconRadioField()


class PartForm(HouseForm):
    """Any number up to what is still looked for."""

    quantity = StepperField()


def whole_form(most: int, *, lot: int | None = None) -> WholeForm:
    """Return the two pictures; half is left out below 2, and is whole lots."""
    form = WholeForm()
    some = half(most, lot)
    parts = {"all": most} if some is None else {"all": most, "half": some}
    form.quantity.choices = [_so_many(key, count) for key, count in parts.items()]
    return form


def _so_many(key: str, count: int) -> PictureChoice:
    return PictureChoice(str(count), key, f"{said(key)} {count}", said=(key, f"num:{count}"))


def part_form(
    data: Any, *, most: int, steps: Sequence[int] = (), lot: int | None = None
) -> PartForm:
    """Return the stepper with its bounds, filled from an address or a form; in lots, by lots."""
    form = PartForm(data)
    form.quantity.most, form.quantity.steps = most, steps or (1,)
    if lot:
        form.quantity.least, form.quantity.steps = lot, (lot,)
    return form


def wrong_part(form: PartForm) -> str:
    """Say what is wrong with a number: too many, or none that was understood."""
    many = form.quantity.data
    over = many is not None and many > form.quantity.most
    return said("refused.quantity_over_need" if over else "refused.quantity_zero")


def amount_form(data: Any, code: str) -> AmountForm:
    """Return the notes and coins of a currency, filled from a form."""
    form = AmountForm()
    form.amount.currency = code
    form.process(data or None)
    return form


def other_sums(asked: Money) -> tuple[int, ...]:
    """Return up to four sums around the asked one, round enough to be counted in notes."""
    known = currency(asked.currency)
    faces = sorted({*known.notes, *known.coins})
    fine = asked.minor * ROUND_TO_PERCENT // 100
    steps = [face * known.minor_per_major for face in faces]
    step = max([s for s in steps if s <= fine] or steps[:1])
    sums = {(asked.minor * part // 100 + step // 2) // step * step for part in AROUND}
    return tuple(sorted(s for s in sums if s > 0 and s != asked.minor))


class WholeNumber(Field):
    """A number that came out of our own page; anything else is refused."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take plain digits."""
        text = valuelist[0] if valuelist else ""
        plain = text.isascii() and text.isdigit() and len(text) <= len(str(MAX_MINOR))
        self.data = int(text) if plain else None

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no number."""
        _ = form
        if self.data is None:
            raise ValidationError("number")


class SendForm(HouseForm):
    """What "right?" repeated, with the key that makes a second tap the same send."""

    key = HiddenField()
    quantity = WholeNumber()
    price = WholeNumber()
    bringing = HiddenField()
    far = HiddenField()
    low = HiddenField()
    start = DayField(needed=False)

    def validate_key(self, field: Field) -> None:
        """Refuse a missing or endless key."""
        if not 0 < len(field.data or "") <= KEY_LENGTH:
            raise ValidationError("key")

    def validate_bringing(self, field: Field) -> None:
        """Refuse a way that is not in the list."""
        if field.data not in set(Bringing):
            raise ValidationError("bringing")

    def said(self) -> dict[str, Any]:
        """Return what is sent, as the parts of a command."""
        return {
            "quantity": self.quantity.data, "price_minor": self.price.data,
            "bringing": Bringing(str(self.bringing.data)), "client_key": self.key.data,
            "confirmed_far": self.far.data == "1", "confirmed_low": self.low.data == "1",
            "starts_on": self.start.data or None,
        }  # fmt: skip
