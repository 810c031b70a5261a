"""When the worker was last at work."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base


class WorkerBeat(Base):
    """The worker's last sign of life, at most one a minute: the health page and metrics read it."""

    __tablename__ = "worker_beat"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    beats: Mapped[int]
    failed: Mapped[int]  # pieces of work that failed since the installation began
