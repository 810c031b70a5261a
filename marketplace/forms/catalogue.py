"""The administrator's forms of the catalogue: a place by hand, a market day."""

from decimal import Decimal, InvalidOperation
from enum import StrEnum

from wtforms import SelectField
from wtforms.validators import ValidationError

from marketplace.catalogue.rules.opening import NewPlace
from marketplace.catalogue.rules.places import MAX_NAME, MICRO, PlaceRefusal, Rhythm
from marketplace.forms.base import HouseForm, TextField
from marketplace.forms.words import choices
from marketplace.i18n import gettext
from marketplace.kernel.words import N_

_R = PlaceRefusal
SENTENCES: dict[StrEnum, tuple[str | None, str]] = {
    _R.DAY_WRONG: ("day", N_("Please choose a day.")),
    _R.IS_HERE: ("name", N_("A place of this name is here already.")),
    _R.MARKET_IS_HERE: ("day", N_("This market is here already.")),
    _R.NAME_WRONG: ("name", N_("Please write a name of up to 80 letters.")),
    _R.POSITION_WRONG: ("position", N_("Latitude is at most 90, longitude at most 180.")),
    _R.TOO_FAR: ("position", N_("This is more than 300 km away: open another destination for it.")),
}
KINDS = {"village": N_("Village"), "town": N_("Town"), "city": N_("City")}
WEEKDAYS = {
    "w0": N_("Every Monday"), "w1": N_("Every Tuesday"), "w2": N_("Every Wednesday"),
    "w3": N_("Every Thursday"), "w4": N_("Every Friday"), "w5": N_("Every Saturday"),
    "w6": N_("Every Sunday"),
}  # fmt: skip
NOT_A_POSITION = N_("Please write it like -3.37, 35.85.")


class PlaceForm(HouseForm):
    """A village that the gazetteer does not know."""

    name = TextField(N_("Name"), most=MAX_NAME)
    kind = SelectField(N_("Kind"), choices=choices(KINDS), default="village")
    position = TextField(N_("Latitude and longitude"), most=40)

    def validate_position(self, field: TextField) -> None:
        """Refuse what is not two numbers."""
        if _position(field.data or "") is None:
            raise ValidationError(gettext(NOT_A_POSITION))

    def place(self) -> NewPlace:
        """Return the place as the action takes it; the form is valid."""
        lat, lon = _position(self.position.data or "") or (0, 0)
        return NewPlace(self.name.data or "", self.kind.data, lat, lon)


def _position(text: str) -> tuple[int, int] | None:
    try:
        lat, lon = (Decimal(part.strip()) for part in text.split(","))
    except (ValueError, InvalidOperation):
        return None
    if not (lat.is_finite() and lon.is_finite() and max(abs(lat), abs(lon)) < 1000):
        return None
    return int(lat * MICRO), int(lon * MICRO)


class MarketForm(HouseForm):
    """A market: a weekday, or a day of the month."""

    day = SelectField(N_("When people meet"), validate_choice=False)

    def offer(self) -> None:
        """Let every weekday and every day of a month be chosen."""
        monthly = {f"m{day}": _monthly(day) for day in range(1, 32)}
        self.day.choices = choices({"": "", **WEEKDAYS, **monthly})

    def rhythm(self) -> Rhythm:
        """Return the market as the action takes it; nonsense is no day at all."""
        said = self.day.data or ""
        number = said[1:]
        if not (number.isascii() and number.isdigit() and len(number) < 3):
            return Rhythm()
        if said[0] == "w":
            return Rhythm(weekday=int(number))
        return Rhythm(day_of_month=int(number)) if said[0] == "m" else Rhythm()


def _monthly(day: int) -> str:
    return gettext("On day %(day)s of the month") % {"day": day}
