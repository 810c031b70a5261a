"""Versions of the check's numbers: configurable, never changed in place."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base


class RuleSetVersion(Base):
    """A rule set; a destination without its own uses the one with no destination."""

    __tablename__ = "rule_set_version"
    __table_args__ = (UniqueConstraint("destination_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    destination_id: Mapped[int | None] = mapped_column(ForeignKey("destination.id"))
    version: Mapped[int]
    in_force_from: Mapped[datetime]


class RuleSetValue(Base):
    """One number of a rule set, as decimal text."""

    __tablename__ = "rule_set_value"
    __table_args__ = (UniqueConstraint("rule_set_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_set_id: Mapped[int] = mapped_column(ForeignKey("rule_set_version.id"))
    key: Mapped[str] = mapped_column(String(60))
    value: Mapped[str] = mapped_column(String(40))
