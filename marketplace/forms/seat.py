"""Who are you: the number beside a drawing, a card's digits, four pictures."""

from marketplace.forms.base import HouseForm
from marketplace.forms.fields import DigitsField, PictureCodeField
from marketplace.i18n import gettext
from marketplace.people.rules.picture_codes import CODE_LENGTH


class NumberForm(HouseForm):
    """The two digits of a symbol."""

    number = DigitsField(length=2)


class CardForm(HouseForm):
    """The six digits of a printed card."""

    number = DigitsField(length=6)


class CodeForm(HouseForm):
    """One tapped picture, or four typed keys; ``typed`` tells which."""

    key = PictureCodeField()
    keys = DigitsField(length=CODE_LENGTH)

    @property
    def typed(self) -> bool:
        """Tell whether the keys were typed into the field."""
        return bool(self.keys.data)


def labelled(form: HouseForm, name: str, message: str) -> HouseForm:
    """Give a field its visible name in the bound language."""
    form[name].label.text = gettext(message)
    return form
