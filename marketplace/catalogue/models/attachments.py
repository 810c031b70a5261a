"""What every table of photographs and voice notes holds; what they lie beside has one each."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from marketplace.catalogue.rules.attachments import (
    AttachmentKind,
    AttachmentState,
    AttachmentVerb,
    WhyRefused,
)
from marketplace.db import Base, code_of
from marketplace.kernel.states import Machine

_LIVE = "state IN ('shown', 'waiting')"


class Attachment(Base):
    """One file beside something: ``beside`` says what, and its column is that word's ``_id``."""

    __abstract__ = True
    beside: ClassVar[str]
    machine: ClassVar[Machine[AttachmentState, AttachmentVerb]]

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    kind: Mapped[AttachmentKind] = mapped_column(code_of(AttachmentKind))
    state: Mapped[AttachmentState] = mapped_column(code_of(AttachmentState))
    version: Mapped[int] = mapped_column(default=1)
    file: Mapped[str] = mapped_column(String(60), unique=True)
    size: Mapped[int]
    ms: Mapped[int] = mapped_column(default=0)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    looked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    looked_at: Mapped[datetime | None]
    why_refused: Mapped[WhyRefused | None] = mapped_column(code_of(WhyRefused))

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[CheckConstraint | Index, ...]:
        table = cls.__tablename__
        return (
            CheckConstraint("size > 0 AND ms >= 0", name="size"),
            CheckConstraint("(state = 'refused') = (why_refused IS NOT NULL)", name="why"),
            Index(
                f"uq_{table}_live", f"{cls.beside}_id", "kind", unique=True,
                sqlite_where=text(_LIVE), postgresql_where=text(_LIVE),
            ),
            Index(f"ix_{table}_waiting", "state", "id"),
            Index(f"ix_{table}_day", "added_by_id", "at"),
        )  # fmt: skip
