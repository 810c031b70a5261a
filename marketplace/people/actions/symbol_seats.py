"""A symbol named on a phone: nobody is looked up, and nothing of anybody is shown by it.

What is begun in it is bound to one cookie. Naming a symbol, even the same one again, begins anew,
so that whoever takes the phone next finds nothing of who had it before.
"""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from marketplace.kernel import ids
from marketplace.people.actions.sessions import end_session
from marketplace.people.models import SymbolSeat
from marketplace.people.rules import sessions as rules
from marketplace.people.rules.lists import EndReason, SessionKind
from marketplace.people.rules.symbols import SymbolName


def name_symbol(
    session: Session, *, destination_id: int, symbol: SymbolName, now: datetime,
    replaces: str | None = None,
) -> str:  # fmt: skip
    """Begin a seat for a symbol, known or not, and return its cookie's secret.

    ``replaces`` is the digest of the cookie that came along: whoever sat there has left.
    """
    if replaces is not None:
        end_session(session, token_digest=replaces, reason=EndReason.ROTATED, now=now)
        end_symbol_seat(session, replaces)
    token = ids.token()
    row = SymbolSeat(
        token_digest=ids.digest(token), destination_id=destination_id, drawing=symbol.drawing,
        number=symbol.number, last_seen_at=now, ends_at=rules.absolute_end(SessionKind.SEAT, now),
    )  # fmt: skip
    session.add(row)
    return token


def end_symbol_seat(session: Session, token_digest: str) -> None:
    """End it; what was begun in it goes too."""
    session.execute(delete(SymbolSeat).where(SymbolSeat.token_digest == token_digest))


def touch_symbol_seat(session: Session, seat_id: int, now: datetime) -> None:
    """Write last-seen: a transaction of its own."""
    named = update(SymbolSeat).where(SymbolSeat.id == seat_id)
    session.execute(named.values(last_seen_at=now))
