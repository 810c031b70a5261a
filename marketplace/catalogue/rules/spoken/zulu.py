"""Numbers in Zulu: each part is joined to the one before by a syllable of its own.

Twenty-nine is "amashumi amabili nesishiyagalolunye"; a breath parts the thousands from the rest.
What is counted stands first and the number agrees with its class: "amasaka amabili", "izixha
ezimbili". Of rarer classes the syllable that agrees is a clip of its own from six on.
"""

from marketplace.catalogue.rules.spoken.kit import Clips, Kit, keyed, numbered

_TENS = "amabili amathathu amane amahlanu ayisithupha ayisikhombisa ayisishiyagalombili ayisishiyagalolunye"  # noqa: E501  # one line of one table
_MANY = numbered(_TENS, 2)
_TEN = {str(int(n) * 10): f"amashumi {many}" for n, many in _MANY.items()}
_HUNDRED = {str(int(n) * 100): f"amakhulu {many}" for n, many in _MANY.items()}
_ONE = {
    "li": "elilodwa", "si": "esisodwa", "yi": "eyodwa", "lu": "olulodwa", "wu": "owodwa",
    "wa": "oyedwa", "bu": "obubodwa", "ku": "okukodwa",
}  # fmt: skip
_TWO_TO_FIVE = {
    "ama": "amabili amathathu amane amahlanu",
    "many": "ezimbili ezintathu ezine ezinhlanu",
    "imi": "emibili emithathu emine emihlanu",
    "aba": "ababili abathathu abane abahlanu",
    "ubu": "obubili obuthathu obune obuhlanu",
    "uku": "okubili okuthathu okune okuhlanu",
}
_SYLLABLE = {"imi": "e", "aba": "aba", "ubu": "obu", "uku": "oku"}
_HOURS = (
    "lokuqala lesibili lesithathu lesine lesihlanu lesithupha lesikhombisa lesishiyagalombili "
    "lesishiyagalolunye leshumi leshumi_nanye leshumi_nambili"
)
_CLASSES = {  # of each unit: one, and several ("many" is the class of "izi-", as thousands are)
    **dict.fromkeys(("kg", "litre", "pair", "tray30", "crate", "tenga40", "debe", "bucket10",
                     "sack100", "jar500", "set", "metre", "m2", "hour", "kg_linen", "dozen",
                     "box"), "li.ama"),
    **dict.fromkeys(("bunch", "hand", "stem", "guest"), "si.many"),
    **dict.fromkeys(("heap", "month"), "yi.many"),
    **dict.fromkeys(("piece", "day", "trip", "bike_day"), "lu.many"),
    **dict.fromkeys(("headload", "pickup_load", "show"), "wu.imi"),
    **dict.fromkeys(("half_day", "basket"), "wa.aba"),
    "ride": "ku.uku", "sleep": "bu.ubu",
}  # fmt: skip
_BY = {
    **numbered("yisithupha yisikhombisa yisishiyagalombili yisishiyagalolunye yishumi", 6),
    **{key: f"nga{word[1:]}" for key, word in {**_TEN, **_HUNDRED}.items()}, "100": "yikhulu",
}  # fmt: skip
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
    **keyed("by.", _BY),
    **keyed("many.", {key: f"ezi{word}" for key, word in _BY.items()}),
    **keyed("ama.", {key: f"a{word}" for key, word in _BY.items()}),
    **keyed("one.", _ONE), **keyed("of.", _SYLLABLE),
    **{f"{name}.{key}": word for name, words in _TWO_TO_FIVE.items()
       for key, word in numbered(words, 2).items()},
    "thousand": "inkulungwane", "thousands": "izinkulungwane",
    "million": "isigidi", "millions": "izigidi",
    "point": "ikhoma", "sleep.1": "ubusuku", "sleep.2": "ubusuku",
    "nights.after": "emva kobusuku", "of": "kwe", "half": "nohhafu",
    **{f"hour.{key}": f"ihora {word}" for key, word in numbered(_HOURS, 1).items()},
}  # fmt: skip


def _parts(number: int) -> list[int]:
    """Return hundreds, tens and units, without those that are nothing."""
    return [
        part for part in (number - number % 100, number % 100 - number % 10, number % 10) if part
    ]


def _below_thousand(number: int, several: str = "") -> Clips:
    """Return a number whose first part agrees, and each other with the joining syllable."""
    head, *rest = _parts(number)
    return (*_agreeing(head, several), *(f"and.{part}" for part in rest))


def _agreeing(number: int, several: str) -> Clips:
    if not several:
        return (str(number),)
    whole = f"{several}.{number}"
    return (whole,) if whole in _WORDS else (f"of.{several}", f"by.{number}")


def _count(number: int, form: str) -> Clips:
    one, _, several = form.partition(".")
    if form and number == 1:
        return (f"one.{one}",)
    if number < 1000:
        return _below_thousand(number, several) if number else ("0",)
    said: list[str] = []
    for size, name in ((10**6, "million"), (1000, "thousand")):
        many, number = divmod(number, size)
        breath = ["pause"] if said and many else []
        said += breath + ([name] if many == 1 else [])
        said += [f"{name}s", *_below_thousand(many, "many")] if many > 1 else []
    return (*said, "pause", *_below_thousand(number, "and")) if number else tuple(said)


ZULU = Kit("zu", _WORDS, _count, _CLASSES, noun_first=True, money_first=True)
