"""Who is behind a symbol or a card, and the twelve pictures that are shown for it."""

from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.kernel.ids import valid_card_number
from marketplace.people.models import Card, Person, PictureCode, PictureKey, SecondCode, Symbol
from marketplace.people.queries.entry import knows_device
from marketplace.people.rules.lists import SessionKind
from marketplace.people.rules.picture_codes import decoy_drawings, verify_code
from marketplace.people.rules.symbols import SymbolName
from marketplace.people.rules.throttling import Attempt


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a symbol belongs to; no name, which is shown after the code only."""

    person_id: int
    destination_id: int
    symbol: SymbolName


class Opens(StrEnum):
    """What a code opens."""

    ALL = "all"
    NEEDS = "needs"


_HOLDER = (
    select(Symbol.person_id, Symbol.destination_id, Symbol.drawing, Symbol.number)
    .join(Person, Person.id == Symbol.person_id)
    .where(Person.disabled_at.is_(None))
)


def person_by_symbol(
    session: Session, *, destination_id: int, drawing: str, number: int
) -> Holder | None:
    """Return the holder of a symbol in a destination; none for unknown and for disabled ones."""
    row = session.execute(
        _HOLDER.where(
            Symbol.destination_id == destination_id, Symbol.drawing == drawing,
            Symbol.number == number,
        )
    ).one_or_none()  # fmt: skip
    return None if row is None else Holder(row[0], row[1], SymbolName(row[2], row[3]))


def person_by_card(session: Session, number: str) -> Holder | None:
    """Return the holder of a card by its six digits; blanks between the pairs are forgiven."""
    digits = "".join(number.split())
    if not valid_card_number(digits):
        return None
    row = session.execute(
        _HOLDER.join(Card, Card.person_id == Symbol.person_id).where(
            Card.number == digits, Card.retired_at.is_(None)
        )
    ).one_or_none()
    return None if row is None else Holder(row[0], row[1], SymbolName(row[2], row[3]))


def symbol_of_seat(session: Session, person_id: int | None) -> Holder | None:
    """Return the symbol of whoever sits here; none for nobody and for staff."""
    row = session.execute(_HOLDER.where(Symbol.person_id == person_id)).one_or_none()
    return None if row is None else Holder(row[0], row[1], SymbolName(row[2], row[3]))


def keys_of(session: Session, person_id: int) -> tuple[str, ...]:
    """Return a person's own twelve drawings, by position on a phone's keys; empty for nobody."""
    return tuple(
        session.scalars(
            select(PictureKey.drawing)
            .where(PictureKey.person_id == person_id)
            .order_by(PictureKey.position)
        )
    )


def keys_shown(
    session: Session, *, destination_id: int, drawing: str, number: int, pepper: bytes
) -> tuple[str, ...]:
    """Return the twelve drawings to show for a symbol: for an unknown one, constant decoys."""
    holder = person_by_symbol(
        session, destination_id=destination_id, drawing=drawing, number=number
    )
    own = keys_of(session, holder.person_id if holder else 0)
    return own or decoy_drawings(_who(destination_id, drawing, number), pepper)


def _who(destination_id: int, drawing: str, number: int) -> str:
    return f"symbol:{destination_id}:{drawing}:{number}"


@dataclass(frozen=True, slots=True)
class SeatCredentials:
    """What is known behind a symbol: the same shape for one that nobody has."""

    who: str
    person_id: int | None = None
    code_hash: str | None = field(default=None, repr=False)
    second_hash: str | None = field(default=None, repr=False)

    def opens(self, keys: str | None, pepper: bytes) -> Opens | None:
        """Tell what the four keys open (slow, and equally so for nobody): outside BEGIN."""
        first = verify_code(self.code_hash, keys, pepper)
        second = verify_code(self.second_hash, keys, pepper)
        return Opens.ALL if first else Opens.NEEDS if second else None

    def verify(self, keys: str | None, pepper: bytes) -> bool:
        """Tell whether the four keys fit (slow, and equally so for nobody): outside BEGIN."""
        return verify_code(self.code_hash, keys, pepper)


def seat_credentials(
    session: Session, *, destination_id: int, drawing: str, number: int
) -> SeatCredentials:
    """Return what is known behind a symbol."""
    who = _who(destination_id, drawing, number)
    holder = person_by_symbol(
        session, destination_id=destination_id, drawing=drawing, number=number
    )
    if holder is None:
        return SeatCredentials(who)
    hashes = session.execute(
        select(PictureCode.code_hash, SecondCode.code_hash)
        .outerjoin(SecondCode, SecondCode.person_id == PictureCode.person_id)
        .where(PictureCode.person_id == holder.person_id)
    ).one_or_none()
    return SeatCredentials(who, holder.person_id, *(hashes or ()))


def seat_attempt(
    session: Session, credentials: SeatCredentials, *, device_id: int | None, network: str
) -> Attempt:
    """Return the try that counters count for a picture code."""
    known = knows_device(session, credentials.person_id, device_id, kind=SessionKind.SEAT)
    return Attempt(credentials.who, device_id, known, network)


def symbols_taken(session: Session, destination_id: int) -> frozenset[SymbolName]:
    """Return every symbol that is taken in a destination (drawings × 90 numbers at most)."""
    rows = session.execute(
        select(Symbol.drawing, Symbol.number).where(Symbol.destination_id == destination_id)
    )
    return frozenset(SymbolName(drawing, number) for drawing, number in rows)


def symbols_drawings_used(session: Session, destination_id: int) -> tuple[str, ...]:
    """Return the drawings somebody here has, in alphabetical order: what "who are you" offers."""
    return tuple(
        session.scalars(
            select(Symbol.drawing)
            .where(Symbol.destination_id == destination_id)
            .distinct()
            .order_by(Symbol.drawing)
        )
    )
