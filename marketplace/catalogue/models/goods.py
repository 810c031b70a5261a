"""What is traded: groups and leaves, units and their steps, the papers a leaf asks for."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.catalogue.rules.lists import Nature, Route
from marketplace.db import Base, code_of


class Category(Base):
    """A group (no parent) or a leaf; names are messages keyed by ``code`` (catalogue.words)."""

    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    position: Mapped[int]
    picture: Mapped[str] = mapped_column(String(60))
    nature: Mapped[Nature] = mapped_column(code_of(Nature))
    route: Mapped[Route] = mapped_column(code_of(Route))
    shelf_life_days: Mapped[int | None]
    overlap_risk: Mapped[str] = mapped_column(String(10))  # a hint for people, not a rule
    hs_code: Mapped[str | None] = mapped_column(String(10))
    cpc_code: Mapped[str | None] = mapped_column(String(10))
    default_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    retired: Mapped[bool] = mapped_column(default=False)


class Unit(Base):
    """A local unit; nominal ones (crate, tin, bundle) keep the weight that was measured."""

    __tablename__ = "unit"
    __table_args__ = (CheckConstraint("factor_milli > 0", name="factor"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(30), unique=True)
    dimension: Mapped[str] = mapped_column(String(20))
    base: Mapped[str] = mapped_column(String(20))
    factor_milli: Mapped[int]  # thousandths of the base unit
    nominal: Mapped[bool] = mapped_column(default=False)
    picture: Mapped[str] = mapped_column(String(60))
    unece_code: Mapped[str | None] = mapped_column(String(3))  # UN/CEFACT Recommendation 20
    bigger_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))


class UnitStep(Base):
    """A step of the stepper, in whole units."""

    __tablename__ = "unit_step"
    __table_args__ = (UniqueConstraint("unit_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    position: Mapped[int]
    size: Mapped[int]


class CategoryUnit(Base):
    """A unit in which a leaf may be asked for."""

    __tablename__ = "category_unit"
    __table_args__ = (UniqueConstraint("category_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    position: Mapped[int]


class Paper(Base):
    """A paper the law or good sense asks for: a licence, an insurance, a food-safety check."""

    __tablename__ = "paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    picture: Mapped[str] = mapped_column(String(60))


class CategoryPaper(Base):
    """A paper that a leaf's risk tier asks for (signal A7)."""

    __tablename__ = "category_paper"
    __table_args__ = (UniqueConstraint("category_id", "paper_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"))
