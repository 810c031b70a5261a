"""What buying near here brought a house: its own log, in its own words."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.agreements.rules.benefits import Benefit
from marketplace.db import Base, code_of, tongue_of


class BenefitNote(Base):
    """One thing a guest or the staff said; for the house itself and its story card."""

    __tablename__ = "benefit_note"
    __table_args__ = (
        CheckConstraint("words <> ''", name="words"),
        Index("ix_benefit_note_operator", "operator_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"))
    kind: Mapped[Benefit] = mapped_column(code_of(Benefit))
    words: Mapped[str] = mapped_column(String(280))
    words_in: Mapped[str | None] = tongue_of("words")
    on_card: Mapped[bool]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
