"""Numbers in English: twenty-nine thousand, two hundred and five."""

from marketplace.catalogue.rules.spoken.kit import Clips, Half, Kit, numbered

_WORDS = {
    **numbered(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen"
    ),
    **numbered("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
    "hundred": "hundred", "thousand": "thousand", "million": "million", "and": "and",
    "point": "point", "sleep.1": "sleep", "sleep.2": "sleeps", "after": "in", "of": "of",
    "clock": "o'clock", "half": "half past",
}  # fmt: skip


def _below_hundred(number: int) -> Clips:
    if number < 20 or number % 10 == 0:
        return (str(number),)
    return (str(number - number % 10), str(number % 10))


def _below_thousand(number: int) -> Clips:
    hundreds, rest = divmod(number, 100)
    said: Clips = (str(hundreds), "hundred") if hundreds else ()
    link: Clips = ("and",) if hundreds and rest else ()
    return (*said, *link, *_below_hundred(rest)) if rest else said


def _count(number: int, _form: str) -> Clips:
    said: list[str] = []
    for size, name in ((10**6, "million"), (1000, "thousand")):
        if number >= size:
            said += [*_below_thousand(number // size), name]
        number %= size
    if number or not said:
        link = ["and"] if said and number < 100 else []
        said += [*link, *(_below_thousand(number) or ("0",))]
    return tuple(said)


ENGLISH = Kit("en", _WORDS, _count, half=Half.INSTEAD)
