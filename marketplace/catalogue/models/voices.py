"""What people have recorded for the spoken prompts."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.catalogue.rules.recordings import RecordingState
from marketplace.db import Base, code_of

_KEPT = "state = 'kept'"


class Recording(Base):
    """One clip spoken by a person: whose voice, on which day, in which dialect; one is kept."""

    __tablename__ = "recording"
    __table_args__ = (
        CheckConstraint("ms > 0", name="ms"),
        Index(
            "uq_recording_kept", "language", "clip", unique=True,
            sqlite_where=text(_KEPT), postgresql_where=text(_KEPT),
        ),
        Index("ix_recording_clip", "language", "clip", "state"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    language: Mapped[str] = mapped_column(String(3))
    clip: Mapped[str] = mapped_column(String(80))
    state: Mapped[RecordingState] = mapped_column(code_of(RecordingState))
    version: Mapped[int] = mapped_column(default=1)
    voice: Mapped[str] = mapped_column(String(60))  # as she wants to be called
    dialect: Mapped[str] = mapped_column(String(60))
    spoken_on: Mapped[date]
    file: Mapped[str] = mapped_column(String(60), unique=True)
    ms: Mapped[int]
    by_id: Mapped[int | None]  # a person; kept without a key: people come after the catalogue
    at: Mapped[datetime]
