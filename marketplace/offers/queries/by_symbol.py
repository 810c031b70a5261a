"""Answers begun under a symbol alone: read by their own seat, or after the code by their owner."""

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from marketplace.kernel.actor import Actor
from marketplace.offers.models import SymbolDraft


@dataclass(frozen=True, slots=True)
class SymbolDraftCard:
    """What was said so far; ``asked_price`` is "what they say", not shown before a code."""

    client_key: str
    quantity: int | None
    asked_price: bool
    price_minor: int | None

    @property
    def priced(self) -> bool:
        """Tell whether the money question was answered."""
        return self.asked_price or self.price_minor is not None


_CARD = select(
    SymbolDraft.client_key, SymbolDraft.quantity, SymbolDraft.asked_price, SymbolDraft.price_minor
)


def symbol_draft(session: Session, seat_id: int, need_id: int) -> SymbolDraftCard | None:
    """Return the answer begun in a seat of a symbol; no other seat and no person reads it."""
    this = _CARD.where(SymbolDraft.seat_id == seat_id, SymbolDraft.need_id == need_id)
    return _one(session, this)


def said_otherwise(session: Session, actor: Actor, need_id: int) -> SymbolDraftCard | None:
    """Return what she said under her symbol where she had begun another answer before."""
    hers = _CARD.where(SymbolDraft.person_id == actor.person_id, SymbolDraft.need_id == need_id)
    return _one(session, hers)


def _one(session: Session, statement: Select[*tuple[object, ...]]) -> SymbolDraftCard | None:
    row = session.execute(statement).one_or_none()
    return None if row is None else SymbolDraftCard(**row._asdict())
