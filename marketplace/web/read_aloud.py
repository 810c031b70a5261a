"""What a facilitator reads aloud to a supplier, in every language she may want to hear it in."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.catalogue.words import LEAF_NAMES
from marketplace.i18n import LANGUAGES, Language, bound_language, bound_zone, gettext, speaking
from marketplace.i18n import format as shown
from marketplace.kernel.money import Money
from marketplace.kernel.words import N_
from marketplace.offers.queries import ReadBackCard
from marketplace.offers.rules.lists import Bringing
from marketplace.web.hand import unit_after

TEXT = N_("%(leaf)s: you bring %(amount)s on %(day)s.")
COLLECTED = N_("%(leaf)s: the buyer collects %(amount)s on %(day)s.")
MONEY = N_("You get %(price)s for one %(unit)s, %(total)s for all of it.")
ASK = N_("Is that what you want? Yes or no?")


def in_cash(minor: int, code: str) -> str:
    """Say an amount as cash could pay it: nobody reads cents aloud."""
    return shown.money(Money(minor, code).snapped().minor, code)


@dataclass(frozen=True, slots=True)
class Aloud:
    """The words in one language."""

    language: Language
    sentences: tuple[str, ...]


def read_aloud(card: ReadBackCard) -> tuple[Aloud, ...]:
    """Return the words in the reader's language first; nothing where the offer is sealed."""
    if card.quantity is None or card.price_minor is None:
        return ()
    mine, zone = bound_language(), str(bound_zone())
    tongues = sorted(LANGUAGES.values(), key=lambda tongue: tongue.code != mine.code)
    return tuple(_in(tongue, zone, card) for tongue in tongues)


def _in(tongue: Language, zone: str, card: ReadBackCard) -> Aloud:
    with speaking(tongue.code, zone):
        return Aloud(tongue, _sentences(card, card.quantity or 0, card.price_minor or 0))


def _sentences(card: ReadBackCard, quantity: int, price_minor: int) -> tuple[str, ...]:
    brings = TEXT if card.bringing is Bringing.BRING else COLLECTED
    amount = f"{shown.number(quantity)} {unit_after(card.unit_code, quantity)}"
    goods = {
        "amount": amount, "leaf": gettext(LEAF_NAMES[card.leaf_code]),
        "day": shown.long_day(card.deliver_on),
    }  # fmt: skip
    money = {
        "price": shown.money(price_minor, card.currency),
        "unit": unit_after(card.unit_code, 1),
        "total": shown.money(price_minor * quantity, card.currency),
    }  # fmt: skip
    return gettext(brings) % goods, gettext(MONEY) % money, gettext(ASK)


def in_every_language(messages: Sequence[str]) -> tuple[Aloud, ...]:
    """Return constant sentences, such as the notice, in the reader's language first."""
    mine, zone = bound_language(), str(bound_zone())
    tongues = sorted(LANGUAGES.values(), key=lambda tongue: tongue.code != mine.code)
    return tuple(_said(tongue, zone, messages) for tongue in tongues)


def _said(tongue: Language, zone: str, messages: Sequence[str]) -> Aloud:
    with speaking(tongue.code, zone):
        return Aloud(tongue, tuple(gettext(message) for message in messages))
