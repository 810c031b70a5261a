"""Keys that make a repeated send harmless: one tap is one effect (promise P2, 30 days).

A key is minted with the form and is unique per person. Its row and the effect are one
transaction, so a second sender waits, and then gets the first one's receipt.
"""

from datetime import timedelta
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from marketplace.journal.models import IdempotencyKey
from marketplace.kernel import clock
from marketplace.kernel.refused import Refused

KEPT_FOR = timedelta(days=30)
_RECEIPT = select(IdempotencyKey.request_hash, IdempotencyKey.receipt).where(
    IdempotencyKey.person_id == bindparam("person"), IdempotencyKey.key == bindparam("key")
)


class KeyRefusal(StrEnum):
    """Why a key is refused."""

    OTHER_REQUEST = "other_request"


class KeyReused(Refused):
    """The key was used for another request; ``receipt`` names what the first one made."""

    def __init__(self, receipt: str) -> None:
        self.receipt = receipt
        super().__init__(KeyRefusal.OTHER_REQUEST)


def hold(session: Session, *parts: str | int | None) -> None:
    """Let one transaction at a time go on from here with these parts.

    SQLite needs nothing: its writers begin immediately and are one at a time already.
    """
    if session.get_bind().dialect.name == "postgresql":
        text = "\x1f".join(str(part) for part in parts)
        number = int.from_bytes(sha256(text.encode()).digest()[:8], "big", signed=True)
        session.execute(select(func.pg_advisory_xact_lock(number)))


def fingerprint(request: object) -> str:
    """Return the hash of a request, given as plain parts in a fixed order (no sets)."""
    return sha256(repr(request).encode()).hexdigest()


def seen_before(session: Session, person_id: int, key: str, request: object) -> str | None:
    """Return the receipt of an earlier send with this key; none where this is the first.

    Raises ``KeyReused`` where the key belongs to another request.
    """
    hold(session, "key", person_id, key)
    found = session.execute(_RECEIPT, {"person": person_id, "key": key}).one_or_none()
    if found is None:
        return None
    if found.request_hash != fingerprint(request):
        raise KeyReused(found.receipt)
    receipt: str = found.receipt
    return receipt


def receipt_of(session: Session, person_id: int, key: str) -> str | None:
    """Return what this key made, whatever the request was; none where it is new."""
    found = session.execute(_RECEIPT, {"person": person_id, "key": key}).one_or_none()
    return None if found is None else str(found.receipt)


def remember(session: Session, person_id: int, key: str, *, request: object, receipt: str) -> None:
    """Keep what this key made, in the transaction that makes it."""
    row = {
        "person_id": person_id, "key": key, "request_hash": fingerprint(request),
        "receipt": receipt, "at": clock.now(),
    }  # fmt: skip
    session.execute(insert(IdempotencyKey), [row])


def forget_old(session: Session) -> int:
    """Remove keys older than 30 days; return how many."""
    old = delete(IdempotencyKey).where(IdempotencyKey.at < clock.now() - KEPT_FOR)
    return int(session.execute(old).rowcount)  # type: ignore[attr-defined]  # a CursorResult
