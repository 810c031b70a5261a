"""The adaptation list: what a need that nobody fills could change (paper §4, product.md)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from marketplace.kernel.words import N_, Sentence
from marketplace.sourcing.rules.lists import NotMe

FEW_OFFERS = 2


@dataclass(frozen=True, slots=True)
class Asking:
    """How the asking went: numbers of suppliers, and the terms they were asked on."""

    asked: int
    offered: int
    seen: int
    why_not: Mapping[NotMe, int]
    cash_at_door: bool
    payment_days: int


def adaptations(asking: Asking) -> tuple[Sentence, ...]:
    """Return what may help, what suppliers said themselves first; nothing from two offers on."""
    if asking.offered >= FEW_OFFERS:
        return ()
    return (*_said(asking), *_unsaid(asking))


_BY_REASON = {
    NotMe.TOO_MUCH: N_("%(n)s said it is too much: ask for it in smaller lots."),
    NotMe.PRICE_LOW: N_("%(n)s said the price is too low: look at the market's price again."),
    NotMe.PAID_LATE: N_("%(n)s said this buyer pays late: pay in cash at the door."),
    NotMe.TOO_FAR: N_("%(n)s said it is too far: let it be collected, or share a ride."),
    NotMe.NONE_NOW: N_("%(n)s have none now: a later day, or other goods of the same kind."),
}


def _said(asking: Asking) -> Iterator[Sentence]:
    for reason, text in _BY_REASON.items():
        count = asking.why_not.get(reason, 0)
        if count:
            yield Sentence.of(text, n=count)


def _unsaid(asking: Asking) -> Iterator[Sentence]:
    if asking.asked and asking.seen * 2 < asking.asked:
        unseen = asking.asked - asking.seen
        yield Sentence.of(
            N_("%(n)s never saw it: call them, or meet them on market day."), n=unseen
        )
    if not asking.why_not.get(NotMe.TOO_MUCH):
        yield Sentence(
            N_("Smaller lots: half of it can come from one garden, the rest from another.")
        )
    if not asking.cash_at_door and not asking.why_not.get(NotMe.PAID_LATE):
        text = N_("Cash at the door instead of payment after %(days)s days.")
        yield Sentence.of(text, days=asking.payment_days)
    yield Sentence(N_("A later day or a longer hour at the door."))
    yield Sentence(N_("Pictures of good and bad, where the buyer's wishes are special."))
