"""A supplier sent to somebody who can help her, and what came of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base, code_of
from marketplace.support.rules.lists import DeclineWhy, Helped, ReferralState, Result, Topic

_LIVE = "state IN ('sent', 'accepted')"


class Referral(Base):
    """One supplier and one service; she agreed before her name was given on.

    The money is what this one referral cost, kept when its result is reported.
    """

    __tablename__ = "referral"
    __table_args__ = (
        CheckConstraint("state <> 'declined' OR decline_why IS NOT NULL", name="declined"),
        Index(
            "uq_referral_one_live", "supplier_id", "service_id", unique=True,
            sqlite_where=text(_LIVE), postgresql_where=text(_LIVE),
        ),
        Index("ix_referral_service", "service_id", "state"),
        Index("ix_referral_place", "place_id", "state"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    state: Mapped[ReferralState] = mapped_column(code_of(ReferralState))
    version: Mapped[int] = mapped_column(default=1)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("support_service.id"))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    topic: Mapped[Topic] = mapped_column(code_of(Topic))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    agreed_at: Mapped[datetime]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    decline_why: Mapped[DeclineWhy | None] = mapped_column(code_of(DeclineWhy))
    result: Mapped[Result | None] = mapped_column(code_of(Result))
    reported_at: Mapped[datetime | None]
    follow_on: Mapped[date | None]
    price_minor: Mapped[int | None]
    giver_minor: Mapped[int | None]
    outside_minor: Mapped[int | None]
    helped: Mapped[Helped | None] = mapped_column(code_of(Helped))
    followed_at: Mapped[datetime | None]
    followed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
