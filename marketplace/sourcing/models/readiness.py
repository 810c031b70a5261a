"""What a facilitator found out about an operator: for her own work, never for its suppliers."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base, code_of
from marketplace.sourcing.rules.operator_ready import Question, Told


class OperatorAnswer(Base):
    """One of five answers about an operator; the latest counts."""

    __tablename__ = "operator_answer"
    __table_args__ = (UniqueConstraint("operator_id", "question"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"))
    question: Mapped[Question] = mapped_column(code_of(Question))
    told: Mapped[Told] = mapped_column(code_of(Told))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
