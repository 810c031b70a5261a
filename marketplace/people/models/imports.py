"""People of somebody else's list, who have agreed to nothing yet."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base, code_of
from marketplace.people.rules.lists import ImportedState


class ImportedSupplier(Base):
    """One line of an imported list: no supplier, not matched and shown to no buyer.

    Once she agrees she is registered like everybody else. Either way what names her is gone from
    here, and only the mark stays, so that the same list does not bring her back.
    """

    __tablename__ = "imported_supplier"
    __table_args__ = (
        UniqueConstraint("destination_id", "mark"),
        CheckConstraint(
            "(state = 'waiting') = (name IS NOT NULL) AND (state = 'waiting' OR phone IS NULL)",
            name="erased",
        ),
        CheckConstraint("(state = 'agreed') = (supplier_id IS NOT NULL)", name="agreed"),
        CheckConstraint("weekly_amount IS NULL OR weekly_amount > 0", name="weekly"),
        Index("ix_imported_supplier_waiting", "place_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destination.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    state: Mapped[ImportedState] = mapped_column(code_of(ImportedState))
    mark: Mapped[str] = mapped_column(String(64))  # keyed hash of name, village and phone
    name: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(String(20))
    language: Mapped[str | None] = mapped_column(String(12))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    weekly_amount: Mapped[int | None]
    imported_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
