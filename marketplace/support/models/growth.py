"""What helps a supplier on: steps after bad deliveries, who supports a plan, wishes, reminders."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base, code_of
from marketplace.support.rules.lists import Managing, NextTime, PaperStage, Trigger, Wish


class DeliveryStep(Base):
    """One step after a bad delivery: what helps next time, and whether it was talked through."""

    __tablename__ = "delivery_step"
    __table_args__ = (Index("ix_delivery_step_waiting", "place_id", "talked_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), unique=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    bad: Mapped[Trigger] = mapped_column(code_of(Trigger))
    helps: Mapped[NextTime] = mapped_column(code_of(NextTime))
    made_at: Mapped[datetime]
    talked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    talked_at: Mapped[datetime | None]


class PlanHelp(Base):
    """The support provider of an upgrade plan; the latest one counts."""

    __tablename__ = "plan_help"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("supplier_plan.id"), unique=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("support_provider.id"))
    kept_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kept_at: Mapped[datetime]


class GrowthWish(Base):
    """What she said she wants of her trade; the latest counts, earlier ones are history."""

    __tablename__ = "growth_wish"
    __table_args__ = (Index("ix_growth_wish_supplier", "supplier_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    wish: Mapped[Wish] = mapped_column(code_of(Wish))
    said_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[datetime]


class ManagementMark(Base):
    """Whether one thing of running a trade was seen; the latest look counts."""

    __tablename__ = "management_mark"
    __table_args__ = (UniqueConstraint("supplier_id", "point"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    point: Mapped[Managing] = mapped_column(code_of(Managing))
    there: Mapped[bool]
    seen_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    seen_at: Mapped[datetime]


class PaperReminder(Base):
    """That the end of a paper was told; once for each stage and each end."""

    __tablename__ = "paper_reminder"
    __table_args__ = (UniqueConstraint("supplier_paper_id", "stage", "expires_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_paper_id: Mapped[int] = mapped_column(ForeignKey("supplier_paper.id"))
    stage: Mapped[PaperStage] = mapped_column(code_of(PaperStage))
    expires_at: Mapped[datetime]
    told_at: Mapped[datetime]
