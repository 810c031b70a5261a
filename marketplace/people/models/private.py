"""Her own affair: phones that know her, covered money, a second code, who looked, whose payout."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base, code_of
from marketplace.people.rules.lists import FoundWhen, Payout
from marketplace.people.rules.private import Looked, Payee, PayoutState, SafeWay, Wish


class PhoneWish(Base):
    """What somebody wishes of one phone: to be remembered there, or to be hidden."""

    __tablename__ = "phone_wish"
    __table_args__ = (UniqueConstraint("device_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    wish: Mapped[Wish] = mapped_column(code_of(Wish))
    at: Mapped[datetime]


class QuietMode(Base):
    """Covered money, and when and how she may be reached without harm."""

    __tablename__ = "quiet_mode"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    covered: Mapped[bool] = mapped_column(server_default=false())
    safe_when: Mapped[FoundWhen | None] = mapped_column(code_of(FoundWhen))
    safe_way: Mapped[SafeWay | None] = mapped_column(code_of(SafeWay))


class SecondCode(Base):
    """Four other keys of the same twelve pictures, which open needs and nothing of hers."""

    __tablename__ = "second_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    code_hash: Mapped[str] = mapped_column(String(200))
    set_at: Mapped[datetime]


class RecordLook(Base):
    """Somebody looked at a supplier's record: once a person, thing and day."""

    __tablename__ = "record_look"
    __table_args__ = (UniqueConstraint("supplier_id", "person_id", "what", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    what: Mapped[Looked] = mapped_column(code_of(Looked))
    day: Mapped[date]
    at: Mapped[datetime]


class PayoutTo(Base):
    """Who gets a supplier's money; where no row stands, she herself."""

    __tablename__ = "payout_to"

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"), unique=True)
    payee: Mapped[Payee] = mapped_column(code_of(Payee))
    since: Mapped[datetime]


class PayoutChange(Base):
    """A changed payout: it waits two days, and only she lets it through."""

    __tablename__ = "payout_change"
    __table_args__ = (
        Index(
            "uq_payout_change_waiting", "supplier_id", unique=True,
            sqlite_where=text("state = 'waiting'"), postgresql_where=text("state = 'waiting'"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    state: Mapped[PayoutState] = mapped_column(code_of(PayoutState))
    payout: Mapped[Payout] = mapped_column(code_of(Payout))
    payee: Mapped[Payee] = mapped_column(code_of(Payee))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
