"""Doors and what an operator lives from: core products, incumbents, the linkage policy."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base, code_of, tongue_of
from marketplace.sourcing.rules.lists import MarginBand, Origin, ProductEvent, ProductRole


class Property(Base):
    """A lodge, camp, jetty or garden with a door where things arrive."""

    __tablename__ = "property"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    name: Mapped[str]
    rooms: Mapped[int] = mapped_column(default=0)
    beds: Mapped[int] = mapped_column(default=0)
    cold_room: Mapped[bool] = mapped_column(default=False)


class ReceivingHour(Base):
    """When the door is open on a weekday (Monday 0), in minutes after local midnight."""

    __tablename__ = "receiving_hour"
    __table_args__ = (
        UniqueConstraint("property_id", "weekday"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("opens < closes AND opens >= 0 AND closes <= 1440", name="window"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    property_id: Mapped[int] = mapped_column(ForeignKey("property.id"))
    weekday: Mapped[int]
    opens: Mapped[int]
    closes: Mapped[int]


class CoreProduct(Base):
    """What the operator lives from; private to the operator and the facilitator."""

    __tablename__ = "core_product"
    __table_args__ = (CheckConstraint("utilisation_percent BETWEEN 0 AND 100", name="utilisation"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"), index=True)
    property_id: Mapped[int | None] = mapped_column(ForeignKey("property.id"))
    name: Mapped[str]
    category_code: Mapped[str] = mapped_column(String(60))  # may be none of the 96 leaves
    picture: Mapped[str] = mapped_column(String(60))
    role: Mapped[ProductRole] = mapped_column(code_of(ProductRole))
    segment: Mapped[str] = mapped_column(String(40))
    slot: Mapped[str] = mapped_column(String(20))
    zone: Mapped[str] = mapped_column(String(40))
    price_minor: Mapped[int | None]
    currency: Mapped[str] = mapped_column(String(3))
    margin_band: Mapped[MarginBand | None] = mapped_column(code_of(MarginBand))
    capacity_month: Mapped[int | None]
    utilisation_percent: Mapped[int | None]
    in_package: Mapped[bool] = mapped_column(default=False)
    must_stay_ours: Mapped[bool] = mapped_column(default=False)
    retired_at: Mapped[datetime | None]


class CoreProductVersion(Base):
    """What was said of a core product on a day; the newest is what stands (no figure is lost)."""

    __tablename__ = "core_product_version"
    __table_args__ = (
        UniqueConstraint("core_product_id", "number"),
        CheckConstraint("utilisation_percent BETWEEN 0 AND 100", name="utilisation"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    core_product_id: Mapped[int] = mapped_column(ForeignKey("core_product.id"))
    number: Mapped[int]
    kind: Mapped[ProductEvent] = mapped_column(code_of(ProductEvent))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    role: Mapped[ProductRole] = mapped_column(code_of(ProductRole))
    segment: Mapped[str] = mapped_column(String(40))
    slot: Mapped[str] = mapped_column(String(20))
    zone: Mapped[str] = mapped_column(String(40))
    price_minor: Mapped[int | None]
    currency: Mapped[str] = mapped_column(String(3))
    margin_band: Mapped[MarginBand | None] = mapped_column(code_of(MarginBand))
    capacity_month: Mapped[int | None]
    utilisation_percent: Mapped[int | None]
    in_package: Mapped[bool]
    must_stay_ours: Mapped[bool]


class CoreProductSeason(Base):
    """How full a core product is in one of the destination's seasons, as a version says."""

    __tablename__ = "core_product_season"
    __table_args__ = (
        UniqueConstraint("version_id", "season"),
        CheckConstraint("utilisation_percent BETWEEN 0 AND 100", name="utilisation"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("core_product_version.id"))
    season: Mapped[str] = mapped_column(String(20))  # the code of catalogue's season rows
    utilisation_percent: Mapped[int]


class Incumbent(Base):
    """What the operator pays today for a leaf, landed; private (signal B1)."""

    __tablename__ = "incumbent"
    __table_args__ = (UniqueConstraint("operator_id", "category_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    price_minor: Mapped[int]
    transport_minor: Mapped[int] = mapped_column(default=0)
    handling_minor: Mapped[int] = mapped_column(default=0)
    reject_permille: Mapped[int] = mapped_column(default=0)
    in_house: Mapped[bool] = mapped_column(default=False)  # made or done by its own people


class IncumbentSource(Base):
    """Where the incumbent comes from, how much of it a month, and how long it is on its way."""

    __tablename__ = "incumbent_source"
    __table_args__ = (
        CheckConstraint("monthly_quantity >= 0", name="monthly_quantity"),
        CheckConstraint("lead_days BETWEEN 0 AND 365", name="lead_days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    incumbent_id: Mapped[int] = mapped_column(ForeignKey("incumbent.id"), unique=True)
    origin: Mapped[Origin] = mapped_column(code_of(Origin))
    monthly_quantity: Mapped[int]  # in the incumbent's unit; nothing: not bought any more
    lead_days: Mapped[int]


class LinkagePolicy(Base):
    """What an operator means to buy here, and who answers for it (paper §4.1.1); private."""

    __tablename__ = "linkage_policy"
    __table_args__ = (CheckConstraint("local_percent BETWEEN 1 AND 100", name="local_percent"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"), unique=True)
    local_percent: Mapped[int]
    until: Mapped[date]
    words: Mapped[str] = mapped_column(String(400))
    words_in: Mapped[str | None] = tongue_of("words")
    answers_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime]
