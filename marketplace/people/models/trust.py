"""What is known about somebody beyond trade: who vouches, who leads, who asks not to be seen."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base, code_of, personal
from marketplace.people.rules.lists import Function, OtherBuyer, VoucherKind


class Voucher(Base):
    """A neighbour or leader who stands for a supplier (tab. 3); a facilitator heard it."""

    __tablename__ = "voucher"

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"), index=True)
    kind: Mapped[VoucherKind] = mapped_column(code_of(VoucherKind))
    name: Mapped[str] = mapped_column(String(80), info=personal("supplier_id"))
    heard_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class HiddenSupplier(Base):
    """Somebody who prefers to be invisible (§4.1.1): a pseudonym until there is an agreement."""

    __tablename__ = "hidden_supplier"

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"), unique=True)
    pseudonym: Mapped[str] = mapped_column(String(40), info=personal("supplier_id"))
    since: Mapped[datetime]


class StatedSale(Base):
    """What she sells elsewhere, in stones of ten (signal C4); the latest word replaces the last."""

    __tablename__ = "stated_sale"
    __table_args__ = (
        UniqueConstraint("supplier_id", "buyer"),
        CheckConstraint("stones BETWEEN 0 AND 10", name="stones"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    buyer: Mapped[OtherBuyer] = mapped_column(code_of(OtherBuyer))
    stones: Mapped[int]
    stated_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Champion(Base):
    """The visible local leader (§3.3) of an operator, or of a group: one each."""

    __tablename__ = "champion"
    __table_args__ = (
        CheckConstraint("(operator_id IS NULL) <> (supplier_id IS NULL)", name="one_side"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("operator.id"), unique=True)
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[datetime]


class LinkageDesk(Base):
    """An operator's dedicated unit (§4.1.1): who answers suppliers, on which phone, when."""

    __tablename__ = "linkage_desk"
    __table_args__ = (CheckConstraint("opens < closes", name="hours"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    function: Mapped[Function] = mapped_column(code_of(Function))
    phone: Mapped[str] = mapped_column(String(20), info=personal("person_id"))
    opens: Mapped[int]
    closes: Mapped[int]
