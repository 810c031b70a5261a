"""What a supplier said of herself in confidence."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base, code_of
from marketplace.people.rules.lists import StatedFact

_KEPT = "withdrawn_at IS NULL"


class SupplierFact(Base):
    """A self-stated fact with her consent to use it for matching; for facilitators only.

    Taken back at any time: the row stays as history, without effect.
    """

    __tablename__ = "supplier_fact"
    __table_args__ = (
        Index(
            "uq_supplier_fact_kept", "supplier_id", "fact", unique=True,
            sqlite_where=text(_KEPT), postgresql_where=text(_KEPT),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    fact: Mapped[StatedFact] = mapped_column(code_of(StatedFact))
    consented_at: Mapped[datetime]
    kept_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]
