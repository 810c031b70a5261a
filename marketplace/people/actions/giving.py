"""What somebody gets to sit down at any phone with: a symbol, a code of pictures, a card."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.journal.keys import hold
from marketplace.kernel import ids
from marketplace.kernel.refused import Refused
from marketplace.people.models import (
    Card,
    Person,
    PictureCode,
    PictureKey,
    Supplier,
    Symbol,
)
from marketplace.people.queries.symbols import symbols_taken
from marketplace.people.rules.picture_codes import DealtCode
from marketplace.people.rules.registration import (
    RegistrationRefusal,
)
from marketplace.people.rules.symbols import NoneFreeError, SymbolName, free_symbol


def give_symbol(session: Session, person: Person, destination_id: int) -> SymbolName:
    """Give a person a free symbol of the destination; ``Refused(NO_SYMBOL_LEFT)`` at the end."""
    hold(session, "symbols", destination_id)
    try:
        symbol = free_symbol(symbols_taken(session, destination_id))
    except NoneFreeError:
        raise Refused(RegistrationRefusal.NO_SYMBOL_LEFT) from None
    session.add(
        Symbol(
            person_id=person.id, destination_id=destination_id, drawing=symbol.drawing,
            number=symbol.number,
        )
    )  # fmt: skip
    return symbol


def set_code(session: Session, person_id: int, code: DealtCode, now: datetime) -> None:
    """Give a person who has none her twelve pictures and her code."""
    session.add(PictureCode(person_id=person_id, code_hash=code.code_hash, set_at=now))
    session.add_all(
        PictureKey(person_id=person_id, position=position, drawing=drawing)
        for position, drawing in enumerate(code.drawings)
    )


def give_card(session: Session, person: Person, supplier: Supplier, *, now: datetime) -> str:
    """Make a printed card's number for somebody; a number that is taken is drawn again."""
    while True:
        number = ids.card_number()
        row = Card(person_id=person.id, supplier_id=supplier.id, number=number, made_at=now)
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:
            continue
        return number
