"""What can be checked at the door: points of quality with a good and a bad picture."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base


class SpecPoint(Base):
    """A checkable point ("ripe", "ironed"); picked, not typed, so that it reaches every language.

    Its words are messages keyed by ``code`` (catalogue.words.specs).
    """

    __tablename__ = "spec_point"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    picture_good: Mapped[str] = mapped_column(String(60))
    picture_bad: Mapped[str] = mapped_column(String(60))
    retired: Mapped[bool] = mapped_column(default=False)


class CategorySpec(Base):
    """A point that makes sense for a group or a leaf, in the order it is offered."""

    __tablename__ = "category_spec"
    __table_args__ = (UniqueConstraint("category_id", "spec_point_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    spec_point_id: Mapped[int] = mapped_column(ForeignKey("spec_point.id"))
    position: Mapped[int]
