"""Photographs and voice notes beside a need."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.catalogue.rules.attachments import AttachmentKind, AttachmentState, WhyRefused
from marketplace.db import Base, code_of

_LIVE = "state IN ('shown', 'waiting')"


class NeedAttachment(Base):
    """What shows or tells more of a need: its buyer's; suppliers see it once it was looked at."""

    __tablename__ = "need_attachment"
    __table_args__ = (
        CheckConstraint("size > 0 AND ms >= 0", name="size"),
        CheckConstraint("(state = 'refused') = (why_refused IS NOT NULL)", name="why"),
        Index(
            "uq_need_attachment_live", "need_id", "kind", unique=True,
            sqlite_where=text(_LIVE), postgresql_where=text(_LIVE),
        ),
        Index("ix_need_attachment_waiting", "state", "id"),
        Index("ix_need_attachment_day", "added_by_id", "at"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
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
