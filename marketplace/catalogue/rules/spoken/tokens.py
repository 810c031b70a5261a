"""What a page says, as tokens; and each token as the clips of a language.

A token is a prompt's key (``can_you``) or a kind with its parts: ``leaf:tomatoes``,
``amount:20:kg``, ``milli:18500:kg``, ``money:2900000:TZS`` (minor units), ``sleeps:2``, ``day:2``
(in two sleeps), ``of:2:10``, ``hour:480`` (minutes after midnight), ``wd:0`` (Monday),
``num:47``, ``spec:ripe``, ``group:veg``, ``key:fish`` (a symbol's drawing), ``aloud:buyer.1`` (a
sentence of an explainer). Tokens stand in an
address, so they hold amounts, never a person or a place.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from marketplace.catalogue.rules.explained import ALOUD
from marketplace.catalogue.rules.prompts import PROMPTS
from marketplace.catalogue.rules.spoken import KITS, Clips, Kit
from marketplace.kernel.money import currency

MOST_TOKENS = 40
BETWEEN = "~"
_WHOLE = re.compile(r"[0-9]{1,15}\Z")


class NotSaid(ValueError):
    """No language can say this: an unknown word, or a number out of reach."""


def _first_of_each(prompts: Mapping[str, str]) -> dict[str, str]:
    """Return the key under which a prompt is recorded: equal words are one recording."""
    first: dict[str, str] = {}
    for key, text in prompts.items():
        first.setdefault(text, key)
    return {key: first[text] for key, text in prompts.items()}


RECORDED_AS = _first_of_each(PROMPTS)


def split(said: str) -> tuple[str, ...]:
    """Return the tokens in an address; raise ``NotSaid`` where there are too many."""
    tokens = tuple(said.split(BETWEEN))
    if len(tokens) > MOST_TOKENS:
        raise NotSaid(said[:20])
    return tokens


def is_money(tokens: Iterable[str]) -> bool:
    """Tell whether an amount of money is among what is said."""
    return any(token.startswith("money:") for token in tokens)


def clips_of(token: str, language: str) -> Clips:
    """Return a token's clips in a language; raise ``NotSaid`` for what nobody can say."""
    if token in RECORDED_AS:
        return (f"p.{RECORDED_AS[token]}",)
    kind, _, rest = token.partition(":")
    parts = rest.split(":")
    if kind not in _KINDS or language not in KITS:
        raise NotSaid(kind)
    try:
        return _KINDS[kind](KITS[language], *parts)
    except (TypeError, ValueError):
        raise NotSaid(kind) from None


def _whole(text: str) -> int:
    if not _WHOLE.match(text):
        raise ValueError("not a whole number")
    return int(text)


def _named(kind: str) -> Callable[[Kit, str], Clips]:
    """Return what says a thing of the catalogue: one clip, whatever the language's grammar."""
    return lambda _kit, code: (f"{kind}.{code}",)


def _aloud(_kit: Kit, key: str) -> Clips:
    if key not in ALOUD:
        raise NotSaid("aloud")
    return (f"aloud.{key}",)


def _amount(kit: Kit, number: str, unit: str) -> Clips:
    return kit.amount(_whole(number), unit)


def _milli(kit: Kit, number: str, unit: str) -> Clips:
    return kit.measured(_whole(number), unit)


def _money(kit: Kit, minor: str, code: str) -> Clips:
    major, rest = divmod(_whole(minor), currency(code).minor_per_major)
    return kit.money(major, rest, code)


def _sleeps(kit: Kit, number: str) -> Clips:
    return kit.sleeps(_whole(number))


def _day(kit: Kit, number: str) -> Clips:
    nights = _whole(number)
    named = {0: "today", 1: "tomorrow"}.get(nights)
    return (f"p.{RECORDED_AS[named]}",) if named else kit.after(nights)


def _share(kit: Kit, count: str, whole: str) -> Clips:
    return kit.share(_whole(count), _whole(whole))


def _hour(kit: Kit, minutes: str) -> Clips:
    return kit.clock(_whole(minutes))


def _weekday(_kit: Kit, day: str) -> Clips:
    if not 0 <= _whole(day) <= 6:
        raise ValueError("no day of the week")
    return (f"wd.{day}",)


def _number(kit: Kit, number: str) -> Clips:
    return kit.number(_whole(number))


_KINDS: dict[str, Callable[..., Clips]] = {
    **{kind: _named(kind) for kind in ("group", "key", "leaf", "spec")},
    "aloud": _aloud, "amount": _amount, "day": _day, "hour": _hour, "milli": _milli,
    "money": _money, "num": _number, "of": _share, "sleeps": _sleeps, "wd": _weekday,
}  # fmt: skip
