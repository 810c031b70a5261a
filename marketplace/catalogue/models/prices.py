"""What things cost on the market, and what making them typically costs here."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.catalogue.rules.lists import TradeLevel
from marketplace.db import Base, code_of


class PriceReference(Base):
    """A year of one market series (WFP), per base unit (kg, litre, piece), in minor units."""

    __tablename__ = "price_reference"
    __table_args__ = (
        UniqueConstraint("series_key"),
        Index("ix_price_reference_pick", "country", "category_id", "trade_level", "last_month"),
        CheckConstraint("p10_minor <= median_minor AND median_minor <= p90_minor", name="order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    series_key: Mapped[str] = mapped_column(String(200))
    country: Mapped[str] = mapped_column(String(3))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    commodity: Mapped[str]
    base: Mapped[str] = mapped_column(String(20))
    trade_level: Mapped[TradeLevel] = mapped_column(code_of(TradeLevel))
    currency: Mapped[str] = mapped_column(String(3))
    first_month: Mapped[date]
    last_month: Mapped[date]
    points: Mapped[int]
    markets: Mapped[int]
    p10_minor: Mapped[int]
    median_minor: Mapped[int]
    p90_minor: Mapped[int]
    source: Mapped[str] = mapped_column(String(40))


class TypicalCost(Base):
    """What making a leaf typically costs in a destination, per unit; kept by facilitators."""

    __tablename__ = "typical_cost"
    __table_args__ = (UniqueConstraint("destination_id", "category_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destination.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    cash_minor: Mapped[int]
    labour_minutes: Mapped[int]


class PriceImport(Base):
    """One reading of a price file: what was taken of it; ``finished_at`` none was broken off."""

    __tablename__ = "price_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(40))
    by_id: Mapped[int | None]  # a person; kept without a key: people come after the catalogue
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    lines: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    corrected: Mapped[int] = mapped_column(default=0)
    left: Mapped[int] = mapped_column(default=0)


class PricePoint(Base):
    """One price of a series, in a market, on a day: minor units per base unit."""

    __tablename__ = "price_point"
    __table_args__ = (
        UniqueConstraint("series_key", "seen_on", "market"),
        CheckConstraint("price_minor > 0", name="price"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    series_key: Mapped[str] = mapped_column(String(200))
    seen_on: Mapped[date]
    market: Mapped[str] = mapped_column(String(120))
    price_minor: Mapped[int]
    import_id: Mapped[int] = mapped_column(ForeignKey("price_import.id"), index=True)
