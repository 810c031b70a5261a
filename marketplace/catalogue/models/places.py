"""Destinations, their places, seasons and market days; the installation itself."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base


class Installation(Base):
    """This installation: one row; the clock's offset may move only in the demo on loopback."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    created_at: Mapped[datetime]
    is_demo: Mapped[bool] = mapped_column(default=False)
    clock_offset_seconds: Mapped[int] = mapped_column(default=0)
    health_beats: Mapped[int] = mapped_column(default=0)  # /healthz writes here


class Destination(Base):
    """A tourism destination with its own money, zone, languages and rules of thumb."""

    __tablename__ = "destination"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str]
    country: Mapped[str] = mapped_column(String(2))
    currency: Mapped[str] = mapped_column(String(3))
    guest_currency: Mapped[str] = mapped_column(String(3))
    guest_rate_micro: Mapped[int]  # local major units per guest major unit, in millionths
    timezone: Mapped[str] = mapped_column(String(60))
    quick_buy_ceiling_minor: Mapped[int]
    day_rate_minor: Mapped[int]  # fair pay of one working day, for cost build-ups
    adult_age: Mapped[int] = mapped_column(default=18)


class DestinationLanguage(Base):
    """A language spoken to people here; position 0 is the first choice."""

    __tablename__ = "destination_language"
    __table_args__ = (UniqueConstraint("destination_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destination.id"))
    language: Mapped[str] = mapped_column(String(12))
    position: Mapped[int]


class Place(Base):
    """A village, town or landing; never finer than that for a person."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("destination_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destination.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(20))
    lat_e6: Mapped[int]
    lon_e6: Mapped[int]
    cell: Mapped[int]


class Season(Base):
    """How full the destination is in a month, in percent."""

    __tablename__ = "season"
    __table_args__ = (
        UniqueConstraint("destination_id", "month"),
        CheckConstraint("month BETWEEN 1 AND 12", name="month"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destination.id"))
    code: Mapped[str] = mapped_column(String(20))
    month: Mapped[int]
    occupancy_percent: Mapped[int]


class MarketDay(Base):
    """A market: every week on a weekday (Monday 0) or on a day of the month."""

    __tablename__ = "market_day"
    __table_args__ = (
        CheckConstraint("(weekday IS NULL) <> (day_of_month IS NULL)", name="one_rhythm"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    weekday: Mapped[int | None]
    day_of_month: Mapped[int | None]
