"""Numbers in French: vingt et un, soixante-dix, quatre-vingt-un, deux cents, mille."""

from marketplace.catalogue.rules.spoken.kit import Clips, Kit, numbered

_FEMININE = (
    "piece", "pair", "bunch", "hand", "crate", "tenga40", "headload", "hour", "half_day", "dozen",
    "trip", "sleep", "NPR",
)  # fmt: skip
_WORDS = {
    **numbered(
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
        "seize dix-sept dix-huit dix-neuf"
    ),
    **numbered("vingt trente quarante cinquante soixante", 20, 10),
    "1.f": "une", "80": "quatre-vingts", "80.and": "quatre-vingt", "et": "et",
    "hundred": "cent", "hundreds": "cents", "thousand": "mille", "million": "million",
    "millions": "millions", "point": "virgule", "sleep.1": "nuit", "sleep.2": "nuits",
    "after": "dans", "of": "sur", "clock": "heures", "hour.1": "une heure", "half": "trente",
    "de": "de",
}  # fmt: skip


def _below_hundred(number: int, form: str, *, ends: bool) -> Clips:
    if number <= 20:
        return (_one(number, form),)
    if number >= 80:
        rest = number - 80
        return ("80.and", _one(rest, form)) if rest else ("80" if ends else "80.and",)
    tens = 60 if number >= 60 else number - number % 10
    rest = number - tens
    link: Clips = ("et",) if rest in {1, 11} else ()
    return (str(tens), *link, _one(rest, form)) if rest else (str(tens),)


def _one(number: int, form: str) -> str:
    return "1.f" if number == 1 and form == "f" else str(number)


def _below_thousand(number: int, form: str, *, ends: bool = True) -> Clips:
    hundreds, rest = divmod(number, 100)
    before: Clips = (str(hundreds),) if hundreds > 1 else ()
    name = "hundreds" if hundreds > 1 and not rest and ends else "hundred"
    said: Clips = (*before, name) if hundreds else ()
    return (*said, *_below_hundred(rest, form, ends=ends)) if rest else said


def _count(number: int, form: str) -> Clips:
    millions, rest = divmod(number, 10**6)
    thousands, rest = divmod(rest, 1000)
    said: list[str] = []
    if millions:
        said += [*_below_thousand(millions, ""), "millions" if millions > 1 else "million"]
    if thousands:
        said += _below_thousand(thousands, "", ends=False) if thousands > 1 else ()
        said.append("thousand")
    if rest or not said:
        said += _below_thousand(rest, form) or ("0",)
    return tuple(said)


FRENCH = Kit("fr", _WORDS, _count, dict.fromkeys(_FEMININE, "f"), of_millions=True)
