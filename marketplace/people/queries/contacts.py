"""Whom a facilitator calls, and how: suppliers with their phone, operators with who pays there."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Label, or_, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Place
from marketplace.journal.models import OutboxMessage
from marketplace.journal.outbox import DESK
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people.models import (
    Operator,
    OperatorStaff,
    Person,
    Phone,
    QuietMode,
    StaffAccount,
    Supplier,
    SupplierMember,
)
from marketplace.people.queries.reach import in_reach
from marketplace.people.rules.lists import (
    FoundAt,
    FoundWhen,
    Function,
    MemberRole,
    PhoneArrangement,
)
from marketplace.people.rules.private import SafeWay

AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class Reach:
    """How a supplier is reached."""

    supplier_id: int
    public_id: str
    code: str
    supplier_name: str
    place_name: str
    language: str
    phone_arrangement: PhoneArrangement
    phone_number: str | None
    found_at: FoundAt
    found_when: FoundWhen
    safe_when: FoundWhen | None
    safe_way: SafeWay | None
    covered: bool | None


@dataclass(frozen=True, slots=True)
class Payer:
    """Somebody who may pay for an operator."""

    name: str
    function: Function
    email: str | None


@dataclass(frozen=True, slots=True)
class Untold:
    """A supplier with messages that nobody told her yet; ``kinds`` name them, oldest first."""

    who: Reach
    kinds: tuple[str, ...]
    since: datetime


def _said(column: Any, name: str) -> Label[Any]:
    """What she said of being reached without harm: she herself, or who chairs her group."""
    return (
        select(column)
        .join(SupplierMember, SupplierMember.person_id == QuietMode.person_id)
        .where(
            SupplierMember.supplier_id == Supplier.id, SupplierMember.left_at.is_(None),
            SupplierMember.role.in_((MemberRole.HERSELF, MemberRole.CHAIR)),
        )
        .order_by(SupplierMember.id)
        .limit(1)
        .correlate(Supplier)
        .scalar_subquery()
        .label(name)
    )  # fmt: skip


# Beside a phone number, in every list of whom to call: part of the statement that reads it.
SAFE = (
    _said(QuietMode.safe_when, "safe_when"), _said(QuietMode.safe_way, "safe_way"),
    _said(QuietMode.covered, "covered"),
)  # fmt: skip
_REACH = (
    Supplier.id.label("supplier_id"), Supplier.public_id, Supplier.code,
    Supplier.name.label("supplier_name"), Place.name.label("place_name"), Supplier.language,
    Supplier.phone_arrangement, Phone.number.label("phone_number"), Supplier.found_at,
    Supplier.found_when, *SAFE,
)  # fmt: skip
_NAMES = tuple(Reach.__dataclass_fields__)


def reach_of(session: Session, supplier_ids: Collection[int]) -> Mapping[int, Reach]:
    """Return how each of some suppliers is reached; the caller has made sure he may know."""
    rows = session.execute(
        select(*_REACH)
        .join(Place, Place.id == Supplier.place_id)
        .outerjoin(Phone, Phone.id == Supplier.phone_id)
        .where(Supplier.id.in_(sorted(supplier_ids)))
    )
    return {row.supplier_id: Reach(**row._asdict()) for row in rows}


def payers_of(session: Session, operator_ids: Collection[int]) -> Mapping[int, tuple[Payer, ...]]:
    """Return who may pay at each of some operators."""
    rows = session.execute(
        select(OperatorStaff.operator_id, Person.name, OperatorStaff.function, StaffAccount.email)
        .join(Person, Person.id == OperatorStaff.person_id)
        .outerjoin(StaffAccount, StaffAccount.person_id == Person.id)
        .where(
            OperatorStaff.operator_id.in_(sorted(operator_ids)), OperatorStaff.may_pay,
            Person.disabled_at.is_(None),
        )
        .order_by(Person.name, Person.id)
    )  # fmt: skip
    found: dict[int, tuple[Payer, ...]] = defaultdict(tuple)
    for operator_id, *payer in rows:
        found[operator_id] += (Payer(*payer),)  # type: ignore[arg-type]  # a row unpacked is a list of anything
    return found


def untold(session: Session, actor: Actor) -> tuple[Untold, ...]:
    """Return suppliers with messages for the desk that nobody told them, the oldest first."""
    rows = session.execute(
        select(*_REACH, OutboxMessage.kind, OutboxMessage.created_at)
        .select_from(OutboxMessage)
        .join(Supplier, Supplier.id == OutboxMessage.to_supplier_id)
        .join(Place, Place.id == Supplier.place_id)
        .outerjoin(Phone, Phone.id == Supplier.phone_id)
        .where(
            OutboxMessage.sent_at.is_(None), OutboxMessage.channel == DESK,
            OutboxMessage.not_before <= clock.now(), _hers(actor),
        )
        .order_by(OutboxMessage.id)
        .limit(AT_ONCE)
    ).all()  # fmt: skip
    kinds: dict[int, dict[str, None]] = defaultdict(dict)
    first: dict[int, Any] = {}
    for row in rows:
        first.setdefault(row.supplier_id, row)
        kinds[row.supplier_id][row.kind] = None
    return tuple(_untold(row._asdict(), tuple(kinds[ident])) for ident, row in first.items())


def _untold(row: Mapping[str, object], kinds: tuple[str, ...]) -> Untold:
    who = Reach(**{name: row[name] for name in _NAMES})  # type: ignore[arg-type]  # by its columns
    return Untold(who, kinds, row["created_at"])  # type: ignore[arg-type]  # a moment


def _hers(actor: Actor) -> ColumnElement[bool]:
    return or_(in_reach(actor, OutboxMessage.place_id), in_reach(actor, Supplier.place_id))


def names_of(
    session: Session, *, suppliers: Collection[int], operators: Collection[int],
    persons: Collection[int],
) -> Mapping[tuple[str, int], str]:  # fmt: skip
    """Return names for a log, by kind and id; the caller has made sure he may read them."""
    wanted = (
        ("supplier", Supplier, suppliers), ("operator", Operator, operators),
        ("person", Person, persons),
    )  # fmt: skip
    return {
        (kind, ident): name
        for kind, model, ids in wanted
        if ids
        for ident, name in session.execute(
            select(model.id, model.name).where(model.id.in_(sorted(ids)))
        )
    }
