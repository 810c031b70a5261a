"""Her own affair, read by herself; of safe hours and payouts also by her facilitator."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination
from marketplace.journal.models import JournalEntry
from marketplace.kernel.actor import Role
from marketplace.people.models import (
    Device,
    PayoutChange,
    PayoutTo,
    Person,
    PhoneWish,
    PictureCode,
    QuietMode,
    RecordLook,
    RoleGrant,
    Symbol,
)
from marketplace.people.rules.lists import FoundWhen, Payout
from marketplace.people.rules.private import Payee, PayoutState, SafeWay, Wish
from marketplace.people.rules.symbols import SymbolName

MOST_LOOKS = 60
_OWN = ("session.open", "phone.wish", "quiet.keep", "person.second_code")


@dataclass(frozen=True, slots=True)
class Remembered:
    """A symbol this phone was asked to remember, with its destination's code."""

    symbol: SymbolName
    land: str

    @property
    def text(self) -> str:
        """The symbol as it travels in an address."""
        return f"{self.symbol.drawing}-{self.symbol.number}"


def remembered(session: Session, token_digest: str | None) -> tuple[Remembered, ...]:
    """Return the symbols remembered on the phone with this cookie, eight at most."""
    if token_digest is None:
        return ()
    rows = session.execute(
        select(Symbol.drawing, Symbol.number, Destination.code)
        .join(PhoneWish, PhoneWish.person_id == Symbol.person_id)
        .join(Device, Device.id == PhoneWish.device_id)
        .join(Person, Person.id == Symbol.person_id)
        .join(Destination, Destination.id == Symbol.destination_id)
        .where(
            Device.token_digest == token_digest, PhoneWish.wish == Wish.REMEMBERED,
            Person.disabled_at.is_(None),
        )
        .order_by(Symbol.drawing, Symbol.number)
    )  # fmt: skip
    return tuple(Remembered(SymbolName(drawing, number), land) for drawing, number, land in rows)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Covered money, and when and how to reach her without harm; none where she never said."""

    covered: bool = False
    safe_when: FoundWhen | None = None
    safe_way: SafeWay | None = None


def quiet_of(session: Session, person_id: int | None) -> Quiet:
    """Return what somebody said about being safe."""
    row = session.execute(
        select(QuietMode.covered, QuietMode.safe_when, QuietMode.safe_way).where(
            QuietMode.person_id == person_id
        )
    ).one_or_none()
    return Quiet() if row is None else Quiet(*row)


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at her record, or changed it."""

    at: datetime
    name: str
    role: Role | None
    changed: bool


def who_looked(session: Session, supplier_id: int, person_id: int) -> tuple[Look, ...]:
    """Return who looked at or changed her record, newest first, in three statements."""
    looks = session.execute(
        select(RecordLook.at, RecordLook.person_id, Person.name)
        .join(Person, Person.id == RecordLook.person_id)
        .where(RecordLook.supplier_id == supplier_id)
        .order_by(RecordLook.id.desc())
        .limit(MOST_LOOKS)
    ).all()
    changes = session.execute(_changes(supplier_id, person_id)).all()
    roles = _roles(session, {row.person_id for row in (*looks, *changes)})
    found = [Look(row.at, row.name, roles.get(row.person_id), changed=False) for row in looks]
    found += [Look(row.at, row.name, roles.get(row.person_id), changed=True) for row in changes]
    return tuple(sorted(found, key=lambda look: look.at, reverse=True)[:MOST_LOOKS])


def _changes(supplier_id: int, person_id: int) -> Select[datetime, int | None, str]:
    hers = or_(
        and_(JournalEntry.subject_type == "supplier", JournalEntry.subject_id == supplier_id),
        and_(JournalEntry.subject_type == "person", JournalEntry.subject_id == person_id),
    )
    return (
        select(JournalEntry.at, JournalEntry.actor_id.label("person_id"), Person.name)
        .join(Person, Person.id == JournalEntry.actor_id)
        .where(hers, JournalEntry.actor_id != person_id, JournalEntry.verb.not_in(_OWN))
        .order_by(JournalEntry.id.desc())
        .limit(MOST_LOOKS)
    )


def _roles(session: Session, person_ids: set[int]) -> dict[int, Role]:
    rows = session.execute(
        select(RoleGrant.person_id, RoleGrant.role)
        .where(RoleGrant.person_id.in_(person_ids))
        .order_by(RoleGrant.id.desc())
    )
    return {person_id: role for person_id, role in rows}  # noqa: C416  # a row is no pair to dict()


@dataclass(frozen=True, slots=True)
class PayoutCard:
    """Where her money goes, and where somebody asks that it should go."""

    payee: Payee
    asked: Payout | None = None
    asked_payee: Payee | None = None
    asked_at: datetime | None = None
    asked_by: str | None = None


def payee_of(session: Session, supplier_id: int) -> Payee:
    """Return who gets her money."""
    found = session.scalar(select(PayoutTo.payee).where(PayoutTo.supplier_id == supplier_id))
    return found or Payee.HERSELF


def payout_of(session: Session, supplier_id: int) -> PayoutCard:
    """Return who gets her money and what change waits for her word, in two statements."""
    payee = payee_of(session, supplier_id)
    row = session.execute(
        select(PayoutChange.payout, PayoutChange.payee, PayoutChange.asked_at, Person.name)
        .outerjoin(Person, Person.id == PayoutChange.asked_by_id)
        .where(PayoutChange.supplier_id == supplier_id, PayoutChange.state == PayoutState.WAITING)
    ).one_or_none()
    return PayoutCard(payee, *(row or ()))


def code_hash_of(session: Session, person_id: int) -> str | None:
    """Return the hash of somebody's first code, so that a second one differs from it."""
    return session.scalar(select(PictureCode.code_hash).where(PictureCode.person_id == person_id))
