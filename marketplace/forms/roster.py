"""A roster for a market day: up to twenty people on one page, each with a village and goods."""

from collections.abc import Iterator, Mapping

from wtforms import SelectField

from marketplace.forms.base import HouseForm, TextField, WholeField
from marketplace.forms.words import CHOOSE
from marketplace.i18n import gettext
from marketplace.kernel.words import N_
from marketplace.people.rules.registration import MAX_AMOUNT, MAX_NAME

LINES = 20
VILLAGE_MISSING = N_("Please choose her village.")
PHONE_UNREADABLE = N_("This is not a phone number here. Leave it empty if none.")
NOBODY = N_("Please write one name at least.")


class RosterLine(HouseForm):
    """Somebody who is expected: the name decides whether the line counts."""

    name = TextField(N_("Name"), most=MAX_NAME, needed=False)
    place = SelectField(N_("Village"), validate_choice=False)
    goods = SelectField(N_("What she makes"), validate_choice=False)
    amount = WholeField(N_("A week"), needed=False, most=MAX_AMOUNT)
    phone = TextField(N_("Phone, if there is one"), most=30, needed=False)

    @property
    def counts(self) -> bool:
        """Tell whether somebody stands on this line."""
        return bool((self.name.data or "").strip())


def lines_of(
    sent: Mapping[str, str] | None, places: list[tuple[str, str]], goods: list[tuple[str, str]]
) -> Iterator[RosterLine]:
    """Yield the twenty lines, filled with what was sent."""
    for number in range(LINES):
        line = RosterLine(sent, prefix=f"{number}-")  # type: ignore[arg-type]  # a form's data
        line.place.choices = [("", gettext(CHOOSE)), *places]
        line.goods.choices = [("", gettext(CHOOSE)), *goods]
        yield line
