"""Phone numbers in E.164, read as people of a country write them."""

import phonenumbers


def e164(text: str, country: str) -> str | None:
    """Return a number in E.164 as written in ``country`` (ISO 3166 alpha-2); none if it is none."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def in_pairs(number: str) -> str:
    """Return a number as its own country dials it, two digits at a time: so it can be read."""
    digits = "".join(sign for sign in national(number) if sign.isdigit())
    return " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))


def national(number: str) -> str:
    """Return an E.164 number as people of its own country write it."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
