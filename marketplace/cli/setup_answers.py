"""What ``marketplace setup`` is told, made into a destination: every problem in clear words."""

import argparse
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from babel.core import get_global
from babel.languages import get_official_languages
from babel.numbers import get_territory_currencies, list_currencies

from marketplace.catalogue.rules import packed
from marketplace.catalogue.rules.gazetteer import Town, find_towns
from marketplace.catalogue.rules.opening import NewPlace, OpenDestination, places_around
from marketplace.i18n import LANGUAGES
from marketplace.kernel.money import from_major
from marketplace.people.rules.entry import canonical_email

Ask = Callable[[str, str], str]
MICRO = 1_000_000
# In major units: the greatest quick buy, and fair pay for a day (product.md gives the first for
# Tanzania; the others are of the same worth). Elsewhere the two are asked.
USUAL = {"TZS": ("150000", "6000"), "KES": ("7500", "600")}


class BadAnswer(Exception):
    """An answer that cannot be; the message names the option and the remedy."""


def answered(options: argparse.Namespace, ask: Ask) -> OpenDestination:
    """Return the destination the options and the answers describe; raise ``BadAnswer``."""
    home = _home(options, ask)
    languages = _languages(options, ask, home.country)
    currency = _currency(options, ask, home.country)
    guest_currency, guest_rate = _guest(options, currency)
    ceiling, day_rate = _amounts(options, ask, currency)
    places = places_around(packed.towns(), home, within_km=options.around)
    return OpenDestination(
        name=options.name or home.name, country=home.country, currency=currency,
        guest_currency=guest_currency, guest_rate_micro=guest_rate, timezone=home.timezone,
        quick_buy_ceiling_minor=ceiling, day_rate_minor=day_rate, languages=languages,
        places=(*places, *(_extra(text) for text in options.place)),
    )  # fmt: skip


def _home(options: argparse.Namespace, ask: Ask) -> Town:
    country = (options.country or "").upper() or None
    if country is not None and country not in get_global("territory_currencies"):
        raise BadAnswer(f"--country {country}: not a two-letter country code such as TZ.")
    text = options.destination or ask("Destination (a town's name or GeoNames number)", "")
    if text.isdigit():
        return _by_number(int(text))
    return _by_name(text, country)


def _by_number(number: int) -> Town:
    for town in packed.towns():
        if town.geonames_id == number:
            return town
    raise BadAnswer(f"--destination {number}: the packaged gazetteer has no such number.")


def _by_name(text: str, country: str | None) -> Town:
    found = find_towns(packed.towns(), text, country=country)
    if not found:
        raise BadAnswer(
            f"--destination {text!r}: the packaged gazetteer knows no such town; "
            "give a larger one near by, and add villages with --place NAME:LAT:LON."
        )
    same = [town for town in found if town.name.casefold() == text.strip().casefold()]
    if len(found) == 1 or len(same) == 1:
        return (same or list(found))[0]
    listed = "; ".join(f"{t.geonames_id} {t.name}, {t.country}" for t in found)
    raise BadAnswer(f"--destination {text!r}: several towns; give one's number: {listed}.")


def _languages(options: argparse.Namespace, ask: Ask, country: str) -> tuple[str, ...]:
    spoken = [code for code in get_official_languages(country) if code in LANGUAGES]
    usual = ",".join([*spoken, *({"en"} - set(spoken))])
    text = options.languages or ask("Languages, the first choice first", usual)
    codes = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [code for code in codes if code not in LANGUAGES]
    if unknown or not codes:
        raise BadAnswer(f"--languages {text!r}: choose of {', '.join(sorted(LANGUAGES))}.")
    return codes


def _currency(options: argparse.Namespace, ask: Ask, country: str) -> str:
    usual = next(iter(get_territory_currencies(country)), "")
    return _known_currency("--currency", options.currency or ask("Currency", usual))


def _known_currency(option: str, text: str) -> str:
    code = text.strip().upper()
    if code not in list_currencies():
        raise BadAnswer(f"{option} {text!r}: not a currency code such as TZS or KES.")
    return code


def _guest(options: argparse.Namespace, currency: str) -> tuple[str, int]:
    """Return what guests pay in and its rate; told nothing, they pay in the local money."""
    if options.guest_currency is None:
        return currency, MICRO
    code = _known_currency("--guest-currency", options.guest_currency)
    if code == currency:
        return currency, MICRO
    if options.guest_rate is None:
        raise BadAnswer(f"--guest-rate is missing: how many {currency} is one {code}?")
    return code, int(_amount("--guest-rate", options.guest_rate) * MICRO)


def _amounts(options: argparse.Namespace, ask: Ask, currency: str) -> tuple[int, int]:
    usual = USUAL.get(currency, ("", ""))
    ceiling = options.ceiling or ask(f"Greatest value of a quick buy, in {currency}", usual[0])
    day_rate = options.day_rate or ask(f"Fair pay for a day's work, in {currency}", usual[1])
    return (
        from_major(_amount("--ceiling", ceiling), currency).minor,
        from_major(_amount("--day-rate", day_rate), currency).minor,
    )


def _amount(option: str, text: str) -> Decimal:
    try:
        amount = Decimal(text.strip().replace(",", "").replace(" ", ""))
    except InvalidOperation:
        raise BadAnswer(f"{option} {text!r}: not a number.") from None
    if not amount.is_finite() or not 0 < amount < 10**12:
        raise BadAnswer(f"{option} {text!r}: must be more than nothing.")
    return amount


def _extra(text: str) -> NewPlace:
    name, *position = (part.strip() for part in text.split(":"))
    try:
        lat, lon = (Decimal(part) for part in position)
    except (ValueError, InvalidOperation):
        raise BadAnswer(
            f"--place {text!r}: write NAME:LAT:LON, such as Losirwa:-3.4:35.9."
        ) from None
    if not name or not abs(lat) <= 90 or not abs(lon) <= 180:
        raise BadAnswer(f"--place {text!r}: latitude is at most 90, longitude at most 180.")
    return NewPlace(name, "village", int(lat * MICRO), int(lon * MICRO))


def administrator(options: argparse.Namespace, ask: Ask) -> tuple[str, str]:
    """Return the first administrator's e-mail address and name; raise ``BadAnswer``."""
    typed = options.admin_email or ask("First administrator's e-mail", "")
    email = canonical_email(typed)
    if email is None:
        raise BadAnswer(f"--admin-email {typed!r}: not an e-mail address.")
    name = options.admin_name or ask("First administrator's name", email.partition("@")[0])
    return email, name


def summary(command: OpenDestination) -> Iterator[str]:
    """Yield what was set up, one line each."""
    names = ", ".join(place.name for place in command.places)
    yield f"{command.name}, {command.country}: {command.currency}, {command.timezone}."
    yield f"Languages: {', '.join(command.languages)}. Places: {names}."
