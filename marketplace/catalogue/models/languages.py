"""Which catalogue of words was read by a native speaker, and exactly which words those were."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base


class LanguageReview(Base):
    """A native speaker stands by a language's words, as they were then."""

    __tablename__ = "language_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(8), index=True)
    reviewer: Mapped[str] = mapped_column(String(80))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))  # who wrote it down here
    fingerprint: Mapped[str] = mapped_column(String(64))  # of the words that were read
    at: Mapped[datetime]
