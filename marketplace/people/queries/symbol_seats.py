"""The symbol named on a phone that nobody has proved yet."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.people.models import SymbolSeat
from marketplace.people.rules import sessions as rules
from marketplace.people.rules.lists import SessionKind
from marketplace.people.rules.symbols import SymbolName


@dataclass(frozen=True, slots=True)
class NamedSymbol:
    """What was named, in which destination; whether there is such a symbol is not known."""

    seat_id: int
    destination_id: int
    symbol: SymbolName
    last_seen_at: datetime


_SEAT = select(
    SymbolSeat.id, SymbolSeat.destination_id, SymbolSeat.drawing, SymbolSeat.number,
    SymbolSeat.last_seen_at, SymbolSeat.ends_at,
).where(SymbolSeat.token_digest == bindparam("digest"))  # fmt: skip


def named_symbol(session: Session, token_digest: str, now: datetime) -> NamedSymbol | None:
    """Return what was named with this cookie; none if unknown, idle or over."""
    row = session.execute(_SEAT, {"digest": token_digest}).one_or_none()
    if row is None:
        return None
    over = rules.why_ended(
        SessionKind.SEAT, last_seen_at=row.last_seen_at, ends_at=row.ends_at, now=now
    )
    if over is not None:
        return None
    symbol = SymbolName(row.drawing, row.number)
    return NamedSymbol(row.id, row.destination_id, symbol, row.last_seen_at)
