"""The two sides of a linkage: operators with their staff, suppliers with their members."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base, code_of, personal
from marketplace.people.rules.lists import (
    FoundAt,
    FoundWhen,
    Function,
    MemberRole,
    OperatorState,
    Payout,
    PhoneArrangement,
    SupplierKind,
    SupplierState,
)


class Operator(Base):
    """A lodge, camp, hotel or tour operator that buys."""

    __tablename__ = "operator"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destination.id"), index=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(60))
    payment_days: Mapped[int]
    state: Mapped[OperatorState] = mapped_column(code_of(OperatorState))
    created_at: Mapped[datetime]


class OperatorStaff(Base):
    """A person who works for an operator, with separable rights and a function."""

    __tablename__ = "operator_staff"
    __table_args__ = (UniqueConstraint("person_id", "operator_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"), index=True)
    function: Mapped[Function] = mapped_column(code_of(Function))
    may_order: Mapped[bool] = mapped_column(default=True)
    may_receive: Mapped[bool] = mapped_column(default=True)
    may_pay: Mapped[bool] = mapped_column(default=True)
    order_limit_minor: Mapped[int | None]  # above it somebody else approves; none: no limit
    may_approve: Mapped[bool] = mapped_column(default=False, server_default=false())


class Phone(Base):
    """A phone number belongs to a phone, not to a person (E.164)."""

    __tablename__ = "phone"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)


class Supplier(Base):
    """Who sells: a person, household, micro-firm or producer group."""

    __tablename__ = "supplier"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destination.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    kind: Mapped[SupplierKind] = mapped_column(code_of(SupplierKind))
    name: Mapped[str] = mapped_column(info=personal("id"))  # the name she chose
    state: Mapped[SupplierState] = mapped_column(code_of(SupplierState))
    language: Mapped[str] = mapped_column(String(12))
    phone_arrangement: Mapped[PhoneArrangement] = mapped_column(code_of(PhoneArrangement))
    phone_id: Mapped[int | None] = mapped_column(ForeignKey("phone.id"))
    payout: Mapped[Payout] = mapped_column(code_of(Payout))
    found_at: Mapped[FoundAt] = mapped_column(code_of(FoundAt))
    found_when: Mapped[FoundWhen] = mapped_column(code_of(FoundWhen))
    registered_at: Mapped[datetime]
    registered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class SupplierMember(Base):
    """A person who may act for a supplier; a single person is a member of one as "herself"."""

    __tablename__ = "supplier_member"
    __table_args__ = (
        UniqueConstraint("supplier_id", "person_id"),
        Index(
            "uq_supplier_member_office", "supplier_id", "role", unique=True,
            sqlite_where=text("role IN ('chair', 'treasurer')"),
            postgresql_where=text("role IN ('chair', 'treasurer')"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[MemberRole] = mapped_column(code_of(MemberRole))
    left_at: Mapped[datetime | None]  # who left a group acts for it no more; what she did stays


class SupplierLeaf(Base):
    """What she makes, and how much a week: stated when registered, proven by deliveries."""

    __tablename__ = "supplier_leaf"
    __table_args__ = (
        UniqueConstraint("supplier_id", "category_id"),
        CheckConstraint("weekly_amount > 0", name="weekly"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    weekly_amount: Mapped[int]
    weekly_proven: Mapped[int | None]
    asked_at: Mapped[datetime | None]  # rotation: the longest unasked comes first


class SupplierPaper(Base):
    """A paper somebody looked at, with its end."""

    __tablename__ = "supplier_paper"
    __table_args__ = (UniqueConstraint("supplier_id", "paper_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"))
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    checked_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]


class Symbol(Base):
    """A drawing and a two-digit number say who ("Fish 47"); they prove nothing."""

    __tablename__ = "symbol"
    __table_args__ = (
        UniqueConstraint("destination_id", "drawing", "number"),
        CheckConstraint("number BETWEEN 10 AND 99", name="two_digits"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destination.id"))
    drawing: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]


class PictureCode(Base):
    """Four keys in order out of her own twelve pictures; argon2id with the server's pepper."""

    __tablename__ = "picture_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    code_hash: Mapped[str] = mapped_column(String(200))
    set_at: Mapped[datetime]


class PictureKey(Base):
    """One of a person's twelve pictures, on a phone's keypad (position 0 to 11)."""

    __tablename__ = "picture_key"
    __table_args__ = (
        UniqueConstraint("person_id", "position"),
        UniqueConstraint("person_id", "drawing"),
        CheckConstraint("position BETWEEN 0 AND 11", name="keypad"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    position: Mapped[int]
    drawing: Mapped[str] = mapped_column(String(40))


class Card(Base):
    """A printed card: paper memory with six digits and a QR; it does not prove anything."""

    __tablename__ = "card"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    number: Mapped[str] = mapped_column(String(6), unique=True)
    made_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
