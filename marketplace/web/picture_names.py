"""What each picture means, said in the bound language: for the check and the contact sheet."""

from functools import cache

from marketplace.catalogue.rules import packed
from marketplace.catalogue.words import (
    ACT_WORDS,
    GROUP_SHORT,
    KEY_WORDS,
    LEAF_SHORT,
    PAPER_NAMES,
    SPEC_SHORT,
    UNIT_NAMES,
)
from marketplace.i18n import LANGUAGES, bound_language, gettext
from marketplace.kernel.words import N_

SECTIONS: dict[str, str] = {
    "leaf": N_("Goods and services"),
    "group": N_("Groups"),
    "unit": N_("Units"),
    "spec": N_("Points of quality"),
    "act": N_("Actions and states"),
    "reason": N_("Reasons"),
    "time": N_("Days and suns"),
    "money": N_("Notes and coins"),
    "key": N_("Picture codes"),
    "symbol": N_("Symbols of people"),
    "paper": N_("Papers"),
    "other": N_("Second drawings"),
}
DAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
    N_("Sunday"),
)  # fmt: skip
FACES = (N_("Very bad"), N_("Bad"), N_("Good"), N_("Very good"))


def pictures_for(purpose: str) -> tuple[str, ...]:
    """Return the pictures of one purpose, in the order of their codes."""
    known = packed.picture_purposes()
    return tuple(code for code, purposes in known.items() if purpose in purposes)


def picture_name(code: str, tongue: str = "") -> str:
    """Say what a picture means; a note or coin by its number, an unnamed one by its code.

    ``tongue`` is whose speakers it is shown to: they count the week from a day of their own.
    """
    kind, _, face = code.rpartition("-")
    if kind.endswith(("-note", "-coin")):
        return face
    if code.endswith(("-good", "-bad")) and code.startswith("spec-"):
        return _quality(code)
    if code.startswith("day-"):
        return _day(int(code.removeprefix("day-")), tongue)
    meant = _meanings().get(code.removesuffix("-or"))
    return gettext(meant) if meant else code


def _day(place: int, tongue: str) -> str:
    shown_to = LANGUAGES.get(tongue, bound_language())
    return gettext(DAYS[(shown_to.week_begins + place - 1) % len(DAYS)])


def _quality(code: str) -> str:
    spec, _, side = code.removeprefix("spec-").rpartition("-")
    point = gettext(SPEC_SHORT.get(spec.replace("-", "_"), spec))
    return point if side == "good" else gettext(N_("not: %(point)s")) % {"point": point}


@cache
def _meanings() -> dict[str, str]:
    """Return the message of each picture that has one meaning."""
    goods = packed.catalogue()
    leaves = [leaf for group in goods["groups"] for leaf in group["leaves"]]
    named = {f"face-{number + 1}": face for number, face in enumerate(FACES)}
    named |= {one["picture"]: PAPER_NAMES[one["code"]] for one in goods["papers"]}
    named |= {one["picture"]: UNIT_NAMES[one["code"]] for one in goods["units"]}
    named |= {one["picture"]: GROUP_SHORT[one["code"]] for one in goods["groups"]}
    named |= {one["picture"]: LEAF_SHORT[one["code"]] for one in leaves}
    return KEY_WORDS | named | ACT_WORDS
