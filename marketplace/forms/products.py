"""Forms of what an operator lives from: pictures, bands and seasons; nothing exact is asked."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import BooleanField, RadioField, SelectField

from marketplace.forms.arrival import PRODUCTS, Living
from marketplace.forms.base import AmountField, HouseForm, TextField, WholeField
from marketplace.forms.words import choices
from marketplace.kernel.words import N_

ROLES = {
    "core": N_("What we live from"),
    "support": N_("Supports it"),
    "add_on": N_("An extra beside it"),
}
BANDS = {
    "": N_("Not said"),
    "under_20": N_("Under 20 %"),
    "20-30": N_("20 to 30 %"),
    "30-40": N_("30 to 40 %"),
    "40-50": N_("40 to 50 %"),
    "over_50": N_("Over 50 %"),
}
SEGMENTS = {
    "all": N_("All guests"),
    "lodge_midrange": N_("Guests of the middle price"),
    "luxury": N_("Guests who pay most"),
    "budget": N_("Guests with little money"),
    "groups": N_("Groups"),
    "adventure": N_("Sport and adventure"),
}
SLOTS = {
    "any": N_("Any time"),
    "morning": N_("Morning"),
    "midday": N_("Midday"),
    "afternoon": N_("Afternoon"),
    "evening": N_("Evening"),
    "night": N_("Night"),
    "all_day": N_("All day"),
}
SEASONS = {
    "peak": N_("Peak season"),
    "festive": N_("Feast days"),
    "shoulder": N_("Between the seasons"),
    "green": N_("Rainy season"),
    "high": N_("High season"),
    "low": N_("Low season"),
}
EVENTS = {
    "added": N_("written down"),
    "changed": N_("changed"),
    "looked_at": N_("looked at, still right"),
    "retired": N_("given up"),
}
# What a product may be; the first six are those of the invitation.
KINDS: Mapping[str, Living] = {
    **PRODUCTS,
    "food.bushdinner": Living(N_("Dinners outside"), "evening", "lodge_midrange", "evening"),
    "show.dance": Living(N_("Dance and music"), "dance", "lodge_midrange", "evening"),
    "transport.transfer": Living(N_("Rides for guests"), "minibus", "all", "any", role="support"),
    "craft.basket": Living(N_("A shop"), "basket", "all", "any", role="add_on"),
}


class ProductForm(HouseForm):
    """What an operator lives from, in a few figures; what is not known stays empty."""

    name = TextField(N_("Name"), most=120)
    role = RadioField(N_("What it is to you"), choices=choices(ROLES), default="core")
    price = AmountField(N_("Price for one guest"), needed=False)
    margin_band = RadioField(N_("What is left of the price"), choices=choices(BANDS), default="")
    capacity_month = WholeField(N_("Guests you can serve in a month"), needed=False)
    utilisation_percent = WholeField(N_("How full you are, in percent"), needed=False, most=100)
    segment = SelectField(N_("For whom"))
    slot = SelectField(N_("When in the day"))
    zone = SelectField(N_("Where"))
    in_package = BooleanField(N_("Sold inside a package"))
    must_stay_ours = BooleanField(N_("Must stay ours: nobody else should offer it to our guests"))


class SeasonForm(HouseForm):
    """How full it is in one season."""

    percent = WholeField(N_("How full, in percent"), needed=False, most=100)


def product_form(data: Any, *, zones: Mapping[str, str], **filled: Any) -> ProductForm:
    """Return the form with its lists; a word of today that no list has stays a choice."""
    form = ProductForm(data, **filled)
    form.segment.choices = choices(_with(SEGMENTS, filled.get("segment")))
    form.slot.choices = choices(_with(SLOTS, filled.get("slot")))
    form.zone.choices = choices(_with(zones, filled.get("zone")))
    return form


def _with(known: Mapping[str, str], value: str | None) -> dict[str, str]:
    return {**known} if not value or value in known else {**known, value: value.replace("_", " ")}


def season_forms(
    data: Any, codes: Iterable[str], full: Mapping[str, int]
) -> dict[str, SeasonForm]:  # fmt: skip
    """Return one question for each season, filled with what is known."""
    return {code: SeasonForm(data, prefix=f"s-{code}-", percent=full.get(code)) for code in codes}
