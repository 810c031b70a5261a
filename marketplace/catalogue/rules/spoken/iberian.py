"""Numbers in Portuguese and Spanish: gender, cem and cento, uno and un, "e" and "y"."""

from marketplace.catalogue.rules.spoken.kit import Clips, Kit, keyed, numbered

_PT_FEMININE = (
    "piece", "crate", "tenga40", "debe", "headload", "pickup_load", "hour", "dozen", "box", "sleep",
    "hand", "trip", "ride", "NPR",
)  # fmt: skip
_ES_FEMININE = (
    "piece", "hand", "crate", "tenga40", "debe", "headload", "pickup_load", "hour", "dozen", "box",
    "show", "sleep", "NPR",
)  # fmt: skip
_PT_HUNDREDS = "duzent trezent quatrocent quinhent seiscent setecent oitocent novecent"
_ES_HUNDREDS = "doscient trescient cuatrocient quinient seiscient setecient ochocient novecient"


def _hundreds(stems: str) -> dict[str, str]:
    own = numbered(stems, 200, 100)
    women = {f"{key}.f": f"{stem}as" for key, stem in own.items()}
    return {key: f"{stem}os" for key, stem in own.items()} | women


_PT = {
    **numbered(
        "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze "
        "dezasseis dezassete dezoito dezanove"
    ),
    **numbered("vinte trinta quarenta cinquenta sessenta setenta oitenta noventa", 20, 10),
    **_hundreds(_PT_HUNDREDS), **keyed("", {"1.f": "uma", "2.f": "duas"}),
    "100": "cem", "100.and": "cento", "and": "e", "thousand": "mil", "million": "milhão",
    "millions": "milhões", "point": "vírgula", "sleep.1": "noite", "sleep.2": "noites",
    "after": "daqui a", "of": "de", "de": "de", "clock": "horas", "hour.1": "uma hora",
    "hour.2": "duas horas", "half": "e meia",
}  # fmt: skip
_ES = {
    **numbered(
        "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
        "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés "
        "veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
    ),
    **numbered("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10),
    **_hundreds(_ES_HUNDREDS),
    **keyed("", {"1.f": "una", "21.f": "veintiuna", "1.m": "un", "21.m": "veintiún"}),
    "100": "cien", "100.and": "ciento", "and": "y", "thousand": "mil", "million": "millón",
    "millions": "millones", "point": "coma", "sleep.1": "noche", "sleep.2": "noches",
    "after": "en", "of": "de", "de": "de", "clock": "las", "hour.1": "la una",
    "half": "y media",
}  # fmt: skip


class _Counting:
    """Counting in one of the two: its words, the largest number that is one word, its "e"."""

    def __init__(self, words: dict[str, str], single: int, *, links_all: bool) -> None:
        self.words, self.single, self.links_all = words, single, links_all

    def count(self, number: int, form: str) -> Clips:
        millions, rest = divmod(number, 10**6)
        thousands, rest = divmod(rest, 1000)
        said: list[str] = []
        if millions:
            scale = "millions" if millions > 1 else "million"
            said += [*self._below_thousand(millions, "m"), scale]
        if thousands:
            said += self._below_thousand(thousands, form or "m") if thousands > 1 else ()
            said.append("thousand")
        if rest or not said:
            link = ("and",) if said and self.links_all and self._short(rest) else ()
            said += [*link, *(self._below_thousand(rest, form) or ("0",))]
        return tuple(said)

    def _short(self, rest: int) -> bool:
        return rest < 100 or rest % 100 == 0

    def _below_thousand(self, number: int, form: str) -> Clips:
        hundreds, rest = number - number % 100, number % 100
        link = ("and",) if self.links_all and hundreds and rest else ()
        said: Clips = ()
        if hundreds:
            said = ("100.and",) if hundreds == 100 and rest else (self._formed(hundreds, form),)
        return (*said, *link, *self._below_hundred(rest, form)) if rest else said

    def _below_hundred(self, number: int, form: str) -> Clips:
        if number < self.single or number % 10 == 0:
            return (self._formed(number, form),)
        return (str(number - number % 10), "and", self._formed(number % 10, form))

    def _formed(self, number: int, form: str) -> str:
        own = f"{number}.{form}"
        return own if form and own in self.words else str(number)


PORTUGUESE = Kit(
    "pt", _PT, _Counting(_PT, 20, links_all=True).count, dict.fromkeys(_PT_FEMININE, "f"),
    of_millions=True,
)  # fmt: skip
SPANISH = Kit(
    "es", _ES, _Counting(_ES, 30, links_all=False).count,
    {"": "m", **dict.fromkeys(_ES_FEMININE, "f")}, of_millions=True, clock_first=True,
)  # fmt: skip
