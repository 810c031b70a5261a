"""What people said of the pictures, and which drawing stands for one that was not understood."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.catalogue.rules.picture_check import Heard
from marketplace.db import Base, code_of

PICTURE = String(48)


class PictureAnswer(Base):
    """What one person took a picture for; the week and the language are all that is kept of her."""

    __tablename__ = "picture_answer"
    __table_args__ = (
        CheckConstraint("(heard = 'other') OR (taken_for IS NULL)", name="taken_for"),
        Index("ix_picture_answer_language", "language", "picture"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_key: Mapped[str] = mapped_column(String(64), unique=True)
    picture: Mapped[str] = mapped_column(PICTURE)
    language: Mapped[str] = mapped_column(String(8))
    heard: Mapped[Heard] = mapped_column(code_of(Heard))
    taken_for: Mapped[str | None] = mapped_column(PICTURE)  # the picture whose meaning she named
    week: Mapped[date]  # its Monday


class PictureSwap(Base):
    """The second drawing of a picture, shown in its place everywhere."""

    __tablename__ = "picture_swap"

    id: Mapped[int] = mapped_column(primary_key=True)
    picture: Mapped[str] = mapped_column(PICTURE, unique=True)
    other: Mapped[str] = mapped_column(PICTURE)
    at: Mapped[datetime]
