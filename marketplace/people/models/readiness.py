"""How ready a supplier is: what a facilitator saw; help, never a score, and never a buyer's."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base, code_of
from marketplace.people.rules.lists import Trait


class ReadinessMark(Base):
    """One of four faces for one trait; the latest look counts."""

    __tablename__ = "readiness_mark"
    __table_args__ = (
        UniqueConstraint("supplier_id", "trait"),
        CheckConstraint("face BETWEEN 1 AND 4", name="face"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    trait: Mapped[Trait] = mapped_column(code_of(Trait))
    face: Mapped[int]
    seen_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    seen_at: Mapped[datetime]


class LeafStep(Base):
    """Where she stands on the ladder of a leaf: 0 can make it, to 4 certified."""

    __tablename__ = "leaf_step"
    __table_args__ = (CheckConstraint("step BETWEEN 0 AND 4", name="step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_leaf_id: Mapped[int] = mapped_column(ForeignKey("supplier_leaf.id"), unique=True)
    step: Mapped[int]
    seen_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    seen_at: Mapped[datetime]
