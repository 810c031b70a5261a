"""Cards for the printer: who, symbol, six digits; several on a sheet."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination, Place
from marketplace.kernel.actor import Actor
from marketplace.people.models import Card, Person, Supplier, SupplierMember, Symbol
from marketplace.people.queries.reach import at_places
from marketplace.people.rules.lists import MemberRole, SupplierState

A_SHEET = 8  # of A7 on A4


@dataclass(frozen=True, slots=True)
class PaperCard:
    """One card as it is printed; ``land`` is the destination's code, for the QR."""

    person_id: int
    name: str
    role: MemberRole
    place_name: str
    drawing: str
    number: int
    card_number: str
    land: str

    @property
    def pairs(self) -> tuple[str, ...]:
        """The six digits in three pairs."""
        return tuple(self.card_number[at : at + 2] for at in range(0, 6, 2))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of cards, and whether another follows."""

    cards: tuple[PaperCard, ...]
    more: bool


_CARDS = (
    select(
        Person.id, Person.name, SupplierMember.role, Place.name, Symbol.drawing, Symbol.number,
        Card.number, Destination.code,
    )
    .join(SupplierMember, SupplierMember.person_id == Person.id)
    .join(Supplier, Supplier.id == SupplierMember.supplier_id)
    .join(Place, Place.id == Supplier.place_id)
    .join(Destination, Destination.id == Supplier.destination_id)
    .join(Symbol, Symbol.person_id == Person.id)
    .join(Card, (Card.person_id == Person.id) & (Card.supplier_id == Supplier.id))
    .where(
        Card.retired_at.is_(None), SupplierMember.left_at.is_(None), Person.disabled_at.is_(None),
        Supplier.state == SupplierState.ACTIVE,
    )
    .order_by(Place.name, Person.name, Person.id)
)  # fmt: skip


def sheet_of_cards(session: Session, actor: Actor, page: int = 1) -> Sheet:
    """Return a sheet of the cards in a facilitator's places, village by village."""
    mine = _CARDS.where(at_places(actor, Supplier.place_id))
    rows = session.execute(mine.offset((page - 1) * A_SHEET).limit(A_SHEET + 1)).all()
    return Sheet(tuple(PaperCard(*row) for row in rows[:A_SHEET]), len(rows) > A_SHEET)


def members_of(session: Session, supplier_id: int) -> tuple[PaperCard, ...]:
    """Return a group's members, each with her own symbol and card."""
    rows = session.execute(_CARDS.where(Supplier.id == supplier_id))
    return tuple(PaperCard(*row) for row in rows)
