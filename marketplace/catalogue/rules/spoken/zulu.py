"""Numbers in Zulu: each part is joined to the one before by a syllable of its own.

Twenty-nine is "amashumi amabili nesishiyagalolunye"; a breath parts the thousands from the rest.
"""

from marketplace.catalogue.rules.spoken.kit import Clips, Kit, keyed, numbered

_TENS = "amabili amathathu amane amahlanu ayisithupha ayisikhombisa ayisishiyagalombili ayisishiyagalolunye"  # noqa: E501  # one line of one table
_MANY = numbered(_TENS, 2)
_TEN = {str(int(n) * 10): f"amashumi {many}" for n, many in _MANY.items()}
_HUNDRED = {str(int(n) * 100): f"amakhulu {many}" for n, many in _MANY.items()}
_WORDS = {
    **numbered(
        "iqanda kunye kubili kuthathu kune kuhlanu isithupha isikhombisa isishiyagalombili "
        "isishiyagalolunye ishumi"
    ),
    **_TEN, "100": "ikhulu", **_HUNDRED,
    **keyed("and.", numbered(
        "nanye nambili nantathu nane nanhlanu nesithupha nesikhombisa nesishiyagalombili "
        "nesishiyagalolunye neshumi", 1,
    )),
    **keyed("and.", {key: f"n{word}" for key, word in {**_TEN, **_HUNDRED}.items()}),
    "and.100": "nekhulu",
    **keyed("many.", numbered(
        "ezimbili ezintathu ezine ezinhlanu eziyisithupha eziyisikhombisa eziyisishiyagalombili "
        "eziyisishiyagalolunye eziyishumi", 2,
    )),
    **keyed("many.", {key: f"ezinga{word[1:]}" for key, word in {**_TEN, **_HUNDRED}.items()}),
    "many.100": "eziyikhulu",
    "thousand": "inkulungwane", "thousands": "izinkulungwane",
    "million": "isigidi", "millions": "izigidi",
    "point": "ikhoma", "sleep.1": "ubusuku", "sleep.2": "ubusuku", "after": "emva kwe",
    "of": "kwe", "clock": "ihora", "half": "nengxenye",
}  # fmt: skip


def _parts(number: int) -> list[int]:
    """Return hundreds, tens and units, without those that are nothing."""
    return [
        part for part in (number - number % 100, number % 100 - number % 10, number % 10) if part
    ]


def _below_thousand(number: int, first: str = "") -> Clips:
    """Return a number whose first part carries ``first``, and each other the joining syllable."""
    head, *rest = _parts(number)
    return (f"{first}{head}", *(f"and.{part}" for part in rest))


def _count(number: int, _form: str) -> Clips:
    said: list[str] = []
    for size, name in ((10**6, "million"), (1000, "thousand")):
        many, number = divmod(number, size)
        breath = ["pause"] if said and many else []
        said += breath + ([name] if many == 1 else [])
        said += [f"{name}s", *_below_thousand(many, "many.")] if many > 1 else []
    if number:
        said += ["pause", *_below_thousand(number, "and.")] if said else _below_thousand(number)
    return tuple(said) or ("0",)


ZULU = Kit("zu", _WORDS, _count, noun_first=True, money_first=True, clock_first=True)
