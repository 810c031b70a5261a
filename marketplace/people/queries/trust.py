"""What is known of a supplier beyond trade: who vouches, whether she hides, what she says."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.people.models import (
    Champion,
    HiddenSupplier,
    Person,
    StatedSale,
    SupplierMember,
    Voucher,
)
from marketplace.people.queries.records import SupplierRecord, supplier_record
from marketplace.people.rules.lists import MemberRole, OtherBuyer, VoucherKind
from marketplace.people.rules.trust_steps import TrustStep, step_of


@dataclass(frozen=True, slots=True)
class VoucherCard:
    """Somebody who stands for her."""

    id: int
    kind: VoucherKind
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who belongs to a supplier."""

    person_id: int
    name: str
    role: MemberRole


@dataclass(frozen=True, slots=True)
class Trust:
    """All of it, for the facilitator of her place."""

    vouchers: tuple[VoucherCard, ...]
    step: TrustStep
    pseudonym: str | None
    stones: dict[OtherBuyer, int]
    champion_id: int | None
    members: tuple[Member, ...]


def trust_of(session: Session, supplier_id: int, record: SupplierRecord) -> Trust:
    """Return what is known of a supplier, in five statements."""
    vouchers = tuple(
        VoucherCard(*row)
        for row in session.execute(
            select(Voucher.id, Voucher.kind, Voucher.name, Voucher.at)
            .where(Voucher.supplier_id == supplier_id, Voucher.withdrawn_at.is_(None))
            .order_by(Voucher.id)
        )
    )
    hidden = select(HiddenSupplier.pseudonym).where(HiddenSupplier.supplier_id == supplier_id)
    champion = select(Champion.person_id).where(Champion.supplier_id == supplier_id)
    return Trust(
        vouchers=vouchers, step=_step(len(vouchers), record),
        pseudonym=session.scalar(hidden), stones=stones_of(session, supplier_id),
        champion_id=session.scalar(champion), members=_members(session, supplier_id),
    )  # fmt: skip


def _step(vouchers: int, record: SupplierRecord) -> TrustStep:
    return step_of(
        vouchers=vouchers, deliveries=record.deliveries,
        accepted_permille=record.accepted_permille,
    )  # fmt: skip


def _members(session: Session, supplier_id: int) -> tuple[Member, ...]:
    rows = session.execute(
        select(Person.id, Person.name, SupplierMember.role)
        .join(SupplierMember, SupplierMember.person_id == Person.id)
        .where(SupplierMember.supplier_id == supplier_id, SupplierMember.left_at.is_(None))
        .order_by(SupplierMember.id)
    )
    return tuple(Member(*row) for row in rows)


def stones_of(session: Session, supplier_id: int) -> dict[OtherBuyer, int]:
    """Return what she says she sells elsewhere; nothing where she never said."""
    rows = session.execute(
        select(StatedSale.buyer, StatedSale.stones)
        .where(StatedSale.supplier_id == supplier_id)
        .order_by(StatedSale.buyer)
    )
    return {buyer: stones for buyer, stones in rows}  # noqa: C416  # a row is no pair to dict()


def trust_step(session: Session, supplier_id: int) -> TrustStep:
    """Return the trust step a supplier stands on, in two statements."""
    vouchers = select(func.count()).where(
        Voucher.supplier_id == supplier_id, Voucher.withdrawn_at.is_(None)
    )
    return _step(session.scalar(vouchers) or 0, supplier_record(session, supplier_id))


def pseudonyms(session: Session, supplier_ids: Collection[int]) -> dict[int, str]:
    """Return under what name those of some suppliers stand who prefer to be invisible."""
    rows = session.execute(
        select(HiddenSupplier.supplier_id, HiddenSupplier.pseudonym).where(
            HiddenSupplier.supplier_id.in_(sorted(supplier_ids))
        )
    )
    return {supplier_id: pseudonym for supplier_id, pseudonym in rows}  # noqa: C416  # as above
