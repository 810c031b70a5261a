"""Needs and the asking: the tables every lane shares."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.catalogue.rules.lists import Route
from marketplace.db import Base, code_of
from marketplace.sourcing.rules.lists import (
    Answer,
    ApprovalState,
    DeclinedWhy,
    Lane,
    NeedState,
    NotMe,
    Silence,
    UnfilledReason,
)


class OrderList(Base):
    """Many lines, one delivery, one set of terms; each line is matched by itself."""

    __tablename__ = "order_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"), index=True)
    property_id: Mapped[int] = mapped_column(ForeignKey("property.id"))
    deliver_on: Mapped[date]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]


class Need(Base):
    """What an operator needs to buy: one leaf, one quantity, one day, one door."""

    __tablename__ = "need"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("awarded >= 0 AND awarded <= quantity", name="awarded"),  # P3
        CheckConstraint("price_minor IS NULL OR price_minor > 0", name="price"),
        CheckConstraint("window_opens < window_closes", name="window"),
        CheckConstraint("payment_days >= 0", name="payment_days"),
        Index("ix_need_operator_state", "operator_id", "state"),
        Index("ix_need_place_state", "place_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    lane: Mapped[Lane] = mapped_column(code_of(Lane))
    state: Mapped[NeedState] = mapped_column(code_of(NeedState))
    version: Mapped[int] = mapped_column(default=1)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destination.id"))
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"))
    property_id: Mapped[int] = mapped_column(ForeignKey("property.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    order_list_id: Mapped[int | None] = mapped_column(ForeignKey("order_list.id"), index=True)
    repeat_of_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"))
    quantity: Mapped[int]
    awarded: Mapped[int] = mapped_column(default=0)
    price_minor: Mapped[int | None]  # per unit; none: open
    currency: Mapped[str] = mapped_column(String(3))
    price_from: Mapped[str] = mapped_column(String(20))  # typed, last_paid, market, none
    deliver_on: Mapped[date]  # the local day of the property
    window_opens: Mapped[int]
    window_closes: Mapped[int]
    payment_days: Mapped[int]
    cash_at_door: Mapped[bool] = mapped_column(default=False)
    route: Mapped[Route] = mapped_column(code_of(Route))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    unfilled_reason: Mapped[UnfilledReason | None] = mapped_column(code_of(UnfilledReason))


class NeedApproval(Base):
    """A need above its asker's limit: it stays a draft until a colleague says yes or no."""

    __tablename__ = "need_approval"
    __table_args__ = (Index("ix_need_approval_waiting", "operator_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), unique=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"))
    state: Mapped[ApprovalState] = mapped_column(code_of(ApprovalState))
    same_supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    why: Mapped[DeclinedWhy | None] = mapped_column(code_of(DeclinedWhy))


class Wave(Base):
    """One round of asking: at least three daylight hours, 45 minutes where it is urgent."""

    __tablename__ = "wave"
    __table_args__ = (UniqueConstraint("need_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    number: Mapped[int]
    opens_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    settled_at: Mapped[datetime | None]


class Asked(Base):
    """One supplier asked in a wave; ``position`` is the rotation order that decides."""

    __tablename__ = "asked"
    __table_args__ = (
        UniqueConstraint("need_id", "supplier_id"),
        UniqueConstraint("wave_id", "position"),
        Index("ix_asked_supplier_answer", "supplier_id", "answer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    position: Mapped[int | None]  # none: she came by herself, nobody asked her
    first_timer: Mapped[bool]
    answer: Mapped[Answer] = mapped_column(code_of(Answer))
    not_me: Mapped[NotMe | None] = mapped_column(code_of(NotMe))
    answered_at: Mapped[datetime | None]


class SilenceNote(Base):
    """Why somebody who was asked did not answer, as she told a facilitator."""

    __tablename__ = "silence_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    asked_id: Mapped[int] = mapped_column(ForeignKey("asked.id"), unique=True)
    reason: Mapped[Silence] = mapped_column(code_of(Silence))
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    noted_at: Mapped[datetime]


class SeenMark(Base):
    """That a supplier had a need on her screen; a GET may write it (trust.md)."""

    __tablename__ = "seen_mark"
    __table_args__ = (UniqueConstraint("need_id", "supplier_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    at: Mapped[datetime]


class BoardRow(Base):
    """The derived needs board: each open need in its own and the eight cells around it."""

    __tablename__ = "board"
    __table_args__ = (Index("ix_board_page", "cell", "category_id", "sort_key", "need_id"),)

    cell: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    category_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sort_key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    need_id: Mapped[int] = mapped_column(
        ForeignKey("need.id"), primary_key=True, autoincrement=False, index=True
    )
