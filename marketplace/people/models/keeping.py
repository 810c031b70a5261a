"""What is kept beside a person: a staff phone, who stands in for whom, and who was erased."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base, code_of, personal
from marketplace.people.rules.lists import EraseReason


class StaffPhone(Base):
    """The number a staff person is called on (E.164): a facilitator's stands on every help page."""

    __tablename__ = "staff_phone"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    number: Mapped[str] = mapped_column(String(20), info=personal("person_id"))


class StandIn(Base):
    """A colleague who holds another's rights at an operator for a while."""

    __tablename__ = "stand_in"
    __table_args__ = (
        CheckConstraint("absent_id <> person_id", name="another"),
        CheckConstraint("begins_at < ends_at", name="while"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"), index=True)
    absent_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class Erasure(Base):
    """That somebody was erased, when and why; figures of trade stay under her pseudonym."""

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    pseudonym: Mapped[str] = mapped_column(String(12), unique=True)
    reason: Mapped[EraseReason] = mapped_column(code_of(EraseReason))
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
