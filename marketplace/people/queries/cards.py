"""The cards of a market day: everybody registered in one's places since the morning."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination, Place
from marketplace.kernel.actor import Actor
from marketplace.people.models import Card, Supplier, Symbol
from marketplace.people.queries.reach import at_places

MOST = 20
A_DAY = timedelta(hours=16)  # a market day and the evening after it


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """What stands on a card: it says who she is and proves nothing."""

    name: str
    place_name: str
    destination_code: str
    drawing: str
    symbol: int
    number: str

    @property
    def who(self) -> str:
        """Her symbol as it stands in an address."""
        return f"{self.drawing}-{self.symbol}"

    @property
    def pairs(self) -> tuple[str, ...]:
        """Her six digits in pairs."""
        return tuple(self.number[at : at + 2] for at in range(0, len(self.number), 2))


def cards_of_today(session: Session, actor: Actor, now: datetime) -> tuple[PrintedCard, ...]:
    """Return the cards made in one's places in 16 hours, the first made first; one statement."""
    hers = at_places(actor, Supplier.place_id)
    rows = session.execute(
        select(
            Supplier.name, Place.name, Destination.code, Symbol.drawing, Symbol.number, Card.number
        )
        .select_from(Card)
        .join(Supplier, Supplier.id == Card.supplier_id)
        .join(Place, Place.id == Supplier.place_id)
        .join(Destination, Destination.id == Place.destination_id)
        .join(Symbol, Symbol.person_id == Card.person_id)
        .where(hers, Card.retired_at.is_(None), Card.made_at > now - A_DAY)
        .order_by(Card.made_at, Card.id)
        .limit(MOST)
    )
    return tuple(PrintedCard(*row) for row in rows)
