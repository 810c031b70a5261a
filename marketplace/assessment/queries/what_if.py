"""What if: the same linkage with a few things changed, recomputed and never saved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction

from sqlalchemy.orm import Session

from marketplace.assessment.queries.facts import Fact, FactSource, by_key, inputs_of
from marketplace.assessment.queries.purchase import Deal
from marketplace.assessment.queries.record_facts import capacity_facts
from marketplace.assessment.queries.stored import (
    assessment_seen,
    recompute,
    stored_deal,
)
from marketplace.assessment.queries.terms_facts import core_facts
from marketplace.assessment.rules.evaluate import Result, evaluate
from marketplace.assessment.rules.signals import Signal
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is tried: price and guest price in major units; none leaves it as it is."""

    price: Fraction | None = None
    quantity: int | None = None
    slot: str | None = None
    segment: str | None = None
    route: Route | None = None
    guest_price: Fraction | None = None

    @property
    def any(self) -> bool:
        """Tell whether anything is tried at all."""
        return any(getattr(self, field.name) is not None for field in fields(self))


@dataclass(frozen=True, slots=True)
class Moved:
    """One signal before and after; none where it is not judged on that side."""

    code: str
    before: Signal | None
    after: Signal | None


@dataclass(frozen=True, slots=True)
class Tried:
    """The two results beside each other, and only the signals whose level moved."""

    before: Result
    after: Result
    moved: tuple[Moved, ...]


def what_if(session: Session, actor: Actor, public_id: str, changes: Changes) -> Tried:
    """Work a linkage of her places out with some things changed; nothing is written.

    Raises ``BadInput`` naming a value that the check cannot use.
    """
    row = assessment_seen(session, actor, public_id)
    known = recompute(session, row)
    deal = _changed(stored_deal(session, row, known.facts), changes)
    facts = by_key([*known.facts.values(), *_facts(session, deal, known.facts, changes)])
    after = evaluate(inputs_of(facts.values()), known.rules)
    return Tried(known.result, after, _moved(known.result, after))


def _changed(deal: Deal, changes: Changes) -> Deal:
    terms = deal.terms
    if changes.price is not None:
        terms = replace(terms, price_minor=deal.minor(changes.price))
    if changes.quantity is not None:
        terms = replace(terms, quantity=changes.quantity)
    if changes.route is not None:
        terms = replace(terms, route=changes.route)
    return replace(deal, terms=terms)


def _facts(
    session: Session, deal: Deal, known: Mapping[str, Fact], changes: Changes
) -> Iterator[Fact]:
    told = {
        "price": changes.price, "slot": changes.slot, "segment": changes.segment,
        "guest_price": changes.guest_price,
        "quantity": None if changes.quantity is None else Fraction(changes.quantity),
        "route": None if changes.route is None else changes.route.value,
    }  # fmt: skip
    for key, value in told.items():
        if value is not None:
            yield Fact(f"offer.{key}", value, FactSource.JUDGED)
    if changes.price is not None and "offer.landed.local.price" in known:
        yield Fact("offer.landed.local.price", changes.price, FactSource.JUDGED)
    if changes.quantity is not None:
        yield from capacity_facts(session, deal)
    if changes.route is not None and not any(key.startswith("core.") for key in known):
        yield from core_facts(session, deal)


def _moved(before: Result, after: Result) -> tuple[Moved, ...]:
    codes = dict.fromkeys(signal.code for side in (before, after) for signal in side.signals)
    pairs = (Moved(code, before.signal(code), after.signal(code)) for code in sorted(codes))
    return tuple(one for one in pairs if _level(one.before) != _level(one.after))


def _level(signal: Signal | None) -> int | None:
    return None if signal is None else signal.level
