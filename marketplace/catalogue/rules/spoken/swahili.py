"""Numbers in Swahili: elfu ishirini na tisa; counted things first, and one to five and eight agree.

"Elfu ishirini na tisa" is 29,000 in every market; 20,009 is said with a breath before "na".
"""

from marketplace.catalogue.rules.spoken.kit import Clips, Kit, joined, keyed, numbered

AGREE = ("1", "2", "3", "4", "5", "8")
_CLASSES = {
    "wa": "mmoja wawili watatu wanne watano wanane",
    "mi": "mmoja miwili mitatu minne mitano minane",
    "ma": "moja mawili matatu manne matano manane",
    "vi": "kimoja viwili vitatu vinne vitano vinane",
    "u": "mmoja mbili tatu nne tano nane",
}
_FORMS = {
    "bunch": "ma", "heap": "ma", "hand": "vi", "stem": "mi", "tenga40": "ma", "debe": "ma",
    "sack100": "ma", "headload": "mi", "month": "mi", "guest": "wa", "show": "ma", "box": "ma",
    "basket": "ma", "sleep": "u",
}  # fmt: skip
_WORDS = {
    **numbered("sifuri moja mbili tatu nne tano sita saba nane tisa kumi"),
    **numbered("ishirini thelathini arobaini hamsini sitini sabini themanini tisini", 20, 10),
    "hundred": "mia", "thousand": "elfu", "lakh": "laki", "million": "milioni", "and": "na",
    "point": "nukta", "sleep.1": "usiku", "sleep.2": "usiku", "after": "baada ya",
    "of": "kati ya", "clock": "saa", "half": "na nusu",
    **{
        key: word
        for name, words in _CLASSES.items()
        for key, word in keyed("", dict(zip((f"{n}.{name}" for n in AGREE), words.split(),
                                            strict=True))).items()
    },
}  # fmt: skip


def _digit(number: int, form: str) -> str:
    return f"{number}.{form}" if form and str(number) in AGREE else str(number)


def _below_hundred(number: int, form: str = "") -> Clips:
    if number <= 10:
        return (_digit(number, form),)
    tens, rest = number - number % 10, number % 10
    return (str(tens), "and", _digit(rest, form)) if rest else (str(tens),)


def _below_thousand(number: int, form: str = "") -> Clips:
    hundreds, rest = divmod(number, 100)
    parts: list[Clips] = [("hundred", str(hundreds))] if hundreds else []
    parts += [_below_hundred(rest, form)] if rest else []
    return joined(parts, ("and",))


def _count(number: int, form: str) -> Clips:
    if number < 1000:
        return _below_thousand(number, form) or ("0",)
    parts: list[Clips] = []
    for size, name in ((10**6, "million"), (10**5, "lakh"), (1000, "thousand")):
        many, number = divmod(number, size)
        parts += [(name, *_below_thousand(many))] if many else []
    said = joined(parts, ("and",))
    if not number:
        return said
    breath = ("pause", "and") if number < 100 else ("and",)
    return (*said, *breath, *_below_thousand(number, form))


SWAHILI = Kit(
    "sw", _WORDS, _count, _FORMS, noun_first=True, money_first=True, clock_first=True, hours_off=6
)
