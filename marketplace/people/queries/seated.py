"""Who is asking: a living session, its person, and all that person may reach, in two statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    String,
    and_,
    bindparam,
    cast,
    exists,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination, Place
from marketplace.catalogue.queries.pictures import SWAP_MARK, SwapMark
from marketplace.db import UTCDateTime
from marketplace.kernel.actor import NOBODY, Actor, Role, Via
from marketplace.people.models import (
    FacilitatorPlace,
    Operator,
    OperatorStaff,
    Person,
    PhoneWish,
    QuietMode,
    RoleGrant,
    StandIn,
    Supplier,
    SupplierMember,
    WebSession,
)
from marketplace.people.rules import sessions as rules
from marketplace.people.rules.lists import OperatorState, SessionKind, SupplierState
from marketplace.people.rules.private import Wish

RIGHTS = ("may_order", "may_receive", "may_pay", "may_approve")


@dataclass(frozen=True, slots=True)
class SeatedActor:
    """A living session with who sits in it.

    While ``totp_pending`` the ``actor`` is nobody: only the second step may be taken.
    """

    actor: Actor
    session_id: int
    person_id: int
    kind: SessionKind
    device_id: int | None
    created_at: datetime
    ends_at: datetime
    last_seen_at: datetime
    code_proved_at: datetime | None
    money_unlocked: bool
    totp_pending: bool
    zone: str = "UTC"  # of the person's destination
    land: str | None = None  # its code
    needs_only: bool = False  # the second code opened it
    covered: bool = False  # no amount is shown unaided
    wish: Wish | None = None  # of this phone
    swap_mark: SwapMark | None = None  # of the pictures, read along for every page

    def money_open(self, now: datetime) -> bool:
        """Tell whether money may be shown: code given, no two idle minutes since."""
        return rules.money_open(
            unlocked=self.money_unlocked, last_seen_at=self.last_seen_at, now=now
        )


_SESSION = (
    select(
        WebSession.id, WebSession.kind, WebSession.device_id, WebSession.created_at,
        WebSession.ends_at, WebSession.last_seen_at, WebSession.code_proved_at,
        WebSession.money_unlocked, WebSession.totp_pending, WebSession.needs_only,
        QuietMode.covered, PhoneWish.wish, Person.id.label("person_id"),
        Person.name, Person.language, Person.destination_id, Destination.timezone,
        Destination.code.label("land"), *SWAP_MARK,
    )
    .join(Person, Person.id == WebSession.person_id)
    .outerjoin(Destination, Destination.id == Person.destination_id)
    .outerjoin(QuietMode, QuietMode.person_id == Person.id)
    .outerjoin(
        PhoneWish,
        and_(PhoneWish.person_id == Person.id, PhoneWish.device_id == WebSession.device_id),
    )
    .where(
        WebSession.token_digest == bindparam("token_digest"),
        WebSession.ended_at.is_(None),
        Person.disabled_at.is_(None),
    )
)  # fmt: skip

_ME: BindParameter[int] = bindparam("person_id")


def _part(kind: str, ident: Any, destination: Any, code: Any, *flags: Any) -> tuple[Any, ...]:
    padded = [*flags, *(literal(value=False) for _ in range(4 - len(flags)))]
    first, second, third, fourth = padded
    return (
        literal(kind).label("kind"), ident.label("ident"), destination.label("destination"),
        code.label("code"), first.label("first"), second.label("second"), third.label("third"),
        fourth.label("fourth"),
    )  # fmt: skip


def _stood_in_for() -> ColumnElement[bool]:
    """Rights of a colleague this person stands in for today."""
    return exists().where(
        StandIn.person_id == _ME, StandIn.absent_id == OperatorStaff.person_id,
        StandIn.operator_id == OperatorStaff.operator_id,
        StandIn.begins_at <= bindparam("now", type_=UTCDateTime()),
        StandIn.ends_at > bindparam("now", type_=UTCDateTime()),
    )  # fmt: skip


_REACH = union_all(
    select(
        *_part("role", RoleGrant.id, null(), cast(RoleGrant.role, String), RoleGrant.everywhere)
    ).where(RoleGrant.person_id == _ME),
    select(
        *_part(
            "operator", OperatorStaff.operator_id, Operator.destination_id, null(),
            OperatorStaff.may_order, OperatorStaff.may_receive, OperatorStaff.may_pay,
            OperatorStaff.may_approve,
        )
    )
    .join(Operator, Operator.id == OperatorStaff.operator_id)
    .where(
        or_(OperatorStaff.person_id == _ME, _stood_in_for()),
        Operator.state != OperatorState.SUSPENDED,
    ),
    select(*_part("place", FacilitatorPlace.place_id, Place.destination_id, null()))
    .join(Place, Place.id == FacilitatorPlace.place_id)
    .where(FacilitatorPlace.person_id == _ME),
    select(*_part("supplier", SupplierMember.supplier_id, Supplier.destination_id, null()))
    .join(Supplier, Supplier.id == SupplierMember.supplier_id)
    .where(
        SupplierMember.person_id == _ME, SupplierMember.left_at.is_(None),
        Supplier.state == SupplierState.ACTIVE,
    ),
)  # fmt: skip


def actor_for(session: Session, token_digest: str, now: datetime) -> SeatedActor | None:
    """Return who sits in the session with this digest; none if unknown, idle, ended, disabled.

    Issues one statement for a session that is over, two for a living one.
    """
    row: Any = session.execute(_SESSION, {"token_digest": token_digest}).one_or_none()
    if row is None or _over(row, now):
        return None
    if row.totp_pending:
        return _seated(row, NOBODY)
    reach = session.execute(_REACH, {"person_id": row.person_id, "now": now}).all()
    return _seated(row, _actor(row, reach))


_PERSON = select(Person.id.label("person_id"), Person.name, Person.language, Person.destination_id)


def staff_actor_of(session: Session, person_id: int, now: datetime) -> Actor | None:
    """Return a staff person as a program acts for him or her; none where shut out."""
    row = session.execute(
        _PERSON.where(Person.id == person_id, Person.disabled_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    reach = session.execute(_REACH, {"person_id": person_id, "now": now}).all()
    return _staff_actor(row, reach)


def _over(row: Any, now: datetime) -> bool:
    why = rules.why_ended(row.kind, last_seen_at=row.last_seen_at, ends_at=row.ends_at, now=now)
    return why is not None


def _seated(row: Any, actor: Actor) -> SeatedActor:
    return SeatedActor(
        actor=actor, session_id=row.id, person_id=row.person_id, kind=row.kind,
        device_id=row.device_id, created_at=row.created_at, ends_at=row.ends_at,
        last_seen_at=row.last_seen_at, code_proved_at=row.code_proved_at,
        money_unlocked=row.money_unlocked, totp_pending=row.totp_pending,
        zone=row.timezone or "UTC", land=row.land, needs_only=row.needs_only,
        covered=bool(row.covered) or row.wish is Wish.HIDDEN, wish=row.wish,
        swap_mark=SwapMark(row.swap_count, row.swap_last),
    )  # fmt: skip


def _actor(row: Any, reach: Sequence[Any]) -> Actor:
    seat = row.kind is SessionKind.SEAT
    return _seat_actor(row, reach) if seat else _staff_actor(row, reach)


def _seat_actor(row: Any, reach: Sequence[Any]) -> Actor:
    """A seat opens with four pictures, so it never holds more than a supplier's power.

    One opened by a second code reaches no supplier at all, and asks for the pictures again.
    """
    hers = frozenset() if row.needs_only else _ids(reach, "supplier")
    return Actor(
        person_id=row.person_id, via=Via.WEB, name=row.name, language=row.language,
        roles=_roles(reach) & {Role.SUPPLIER}, supplier_ids=hers,
        destination_ids=_destinations(row, reach, {"supplier"}),
        code_proved=row.code_proved_at is not None,
    )  # fmt: skip


def _staff_actor(row: Any, reach: Sequence[Any]) -> Actor:
    """A staff session never acts as the supplier its person may also be (a broker's does)."""
    roles = _roles(reach) - {Role.SUPPLIER}
    suppliers = _ids(reach, "supplier") if Role.BROKER in roles else frozenset()
    return Actor(
        person_id=row.person_id, via=Via.WEB, name=row.name, language=row.language,
        roles=roles, operator_ids=_ids(reach, "operator"), place_ids=_ids(reach, "place"),
        supplier_ids=suppliers, rights=_rights(reach),
        destination_ids=_destinations(row, reach, {"operator", "place"}),
        everywhere=any(r.kind == "role" and r.first for r in reach),
    )  # fmt: skip


def _roles(reach: Sequence[Any]) -> frozenset[Role]:
    return frozenset(Role(r.code) for r in reach if r.kind == "role")


def _ids(reach: Sequence[Any], kind: str) -> frozenset[int]:
    return frozenset(r.ident for r in reach if r.kind == kind)


def _rights(reach: Sequence[Any]) -> frozenset[str]:
    held: set[str] = set()
    for r in reach:
        if r.kind == "operator":
            yes = (r.first, r.second, r.third, r.fourth)
            names = [name for name, held_here in zip(RIGHTS, yes, strict=True) if held_here]
            held.update(names, (f"{name}:{r.ident}" for name in names))
    return frozenset(held)


def _destinations(row: Any, reach: Sequence[Any], kinds: set[str]) -> frozenset[int]:
    known = {r.destination for r in reach if r.kind in kinds}
    return frozenset(d for d in (known | {row.destination_id}) if d is not None)
