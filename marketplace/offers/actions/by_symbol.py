"""An answer begun under a symbol alone, and what becomes of it when the code is shown.

A symbol proves nothing: such a draft belongs to one cookie, is read by nobody else, and touches
nothing of her whom it names. After the code it becomes her own; an answer she had begun before is
never written over: she is asked which one holds.
"""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from marketplace.journal import keys
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.offers.actions.steps import count_step
from marketplace.offers.models import OfferDraft, SymbolDraft
from marketplace.offers.rules.lists import Step
from marketplace.people.rules.access import reaches_supplier, require
from marketplace.sourcing.actions import mark_seen
from marketplace.sourcing.models import Need


@dataclass(frozen=True, slots=True)
class KeepSymbolDraft:
    """What is known so far; what is none stays. A price of her own takes back "what they say"."""

    need_id: int
    quantity: int | None = None
    asked_price: bool = False
    price_minor: int | None = None
    language: str = ""


def keep_symbol_draft(session: Session, seat_id: int, command: KeepSymbolDraft) -> None:
    """Keep it in a seat that only a symbol opened."""
    keys.hold(session, "symbol_draft", seat_id, command.need_id)
    this = (SymbolDraft.seat_id == seat_id) & (SymbolDraft.need_id == command.need_id)
    draft = session.scalar(select(SymbolDraft).where(this)) or _begin(session, seat_id, command)
    _count(session, draft, command)
    if command.quantity is not None:
        draft.quantity = command.quantity
    if command.asked_price or command.price_minor is not None:
        draft.asked_price, draft.price_minor = command.asked_price, command.price_minor
    draft.updated_at = clock.now()


def _begin(session: Session, seat_id: int, command: KeepSymbolDraft) -> SymbolDraft:
    draft = SymbolDraft(
        seat_id=seat_id, need_id=command.need_id, client_key=ids.public_id(), asked_price=False
    )
    session.add(draft)
    count_step(session, Step.NEED, command.language)
    return draft


def _count(session: Session, draft: SymbolDraft, command: KeepSymbolDraft) -> None:
    if draft.quantity is None and command.quantity is not None:
        count_step(session, Step.QUANTITY, command.language)
    said = command.asked_price or command.price_minor is not None
    if said and not (draft.asked_price or draft.price_minor is not None):
        count_step(session, Step.MONEY, command.language)


def attach_symbol_drafts(session: Session, actor: Actor, supplier_id: int, *, seat_id: int) -> None:
    """Make hers what was begun under her symbol on this phone; she has just shown her code.

    What she had begun before stays as it was: where the two differ, the new one waits under her
    name for her word (``choose_draft``).
    """
    require(actor.code_proved and reaches_supplier(actor, supplier_id))
    rows = session.execute(
        select(SymbolDraft, Need.price_minor)
        .join(Need, Need.id == SymbolDraft.need_id)
        .where(SymbolDraft.seat_id == seat_id)
        .order_by(SymbolDraft.need_id)
    ).all()
    for begun, asked in rows:
        price = asked if begun.asked_price else begun.price_minor
        _attach(session, actor, begun, price, supplier_id)


def _attach(
    session: Session, actor: Actor, begun: SymbolDraft, price: int | None, supplier_id: int
) -> None:
    keys.hold(session, "draft", actor.person_id, begun.need_id)
    before = _before(session, actor, begun.need_id, supplier_id)
    if before is not None and _differs(before, begun.quantity, price):
        _let_wait(session, actor, begun, price)
        return
    own = before or _own(session, actor, begun, supplier_id)
    own.quantity = begun.quantity if begun.quantity is not None else own.quantity
    own.price_minor = price if price is not None else own.price_minor
    own.updated_at = clock.now()
    mark_seen(session, begun.need_id, supplier_id)
    session.delete(begun)


def _before(session: Session, actor: Actor, need_id: int, supplier_id: int) -> OfferDraft | None:
    return session.scalar(
        select(OfferDraft).where(
            OfferDraft.person_id == actor.person_id, OfferDraft.need_id == need_id,
            OfferDraft.supplier_id == supplier_id,
        )
    )  # fmt: skip


def _differs(before: OfferDraft, quantity: int | None, price: int | None) -> bool:
    pairs = ((before.quantity, quantity), (before.price_minor, price))
    return any(None not in pair and pair[0] != pair[1] for pair in pairs)


def _own(session: Session, actor: Actor, begun: SymbolDraft, supplier_id: int) -> OfferDraft:
    own = OfferDraft(
        person_id=actor.person_id, supplier_id=supplier_id, need_id=begun.need_id,
        client_key=begun.client_key,
    )  # fmt: skip
    session.add(own)
    return own


def _let_wait(session: Session, actor: Actor, begun: SymbolDraft, price: int | None) -> None:
    """Hers from now on; one that waited already is older than this one and goes."""
    older = SymbolDraft.person_id == actor.person_id, SymbolDraft.need_id == begun.need_id
    session.execute(delete(SymbolDraft).where(*older))
    begun.seat_id, begun.person_id = None, actor.person_id
    begun.asked_price, begun.price_minor = False, price
    session.flush()


def choose_draft(
    session: Session, actor: Actor, *, need_id: int, supplier_id: int, newer: bool
) -> None:
    """Take her word on which of her two answers holds; with one only, nothing happens."""
    keys.hold(session, "symbol_draft", actor.person_id, need_id)
    waiting = session.scalar(
        select(SymbolDraft).where(
            SymbolDraft.person_id == actor.person_id, SymbolDraft.need_id == need_id
        )
    )
    if waiting is None:
        return
    require(reaches_supplier(actor, supplier_id))
    if newer:
        own = _before(session, actor, need_id, supplier_id)
        own = own or _own(session, actor, waiting, supplier_id)
        own.quantity, own.price_minor = waiting.quantity, waiting.price_minor
        own.updated_at = clock.now()
    session.delete(waiting)
