"""How somebody gets in and stays in: sessions, devices, throttles, one-time links."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base, code_of, personal
from marketplace.people.rules.lists import EndReason, InvitationKind, Scope, SessionKind


class WebSession(Base):
    """A session on the server, revocable at once; only the digest of its cookie is kept."""

    __tablename__ = "web_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[SessionKind] = mapped_column(code_of(SessionKind))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"))
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]  # the absolute end
    code_proved_at: Mapped[datetime | None]
    money_unlocked: Mapped[bool] = mapped_column(default=False)  # until two idle minutes
    totp_pending: Mapped[bool] = mapped_column(default=False)
    needs_only: Mapped[bool] = mapped_column(default=False, server_default=false())  # second code
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[EndReason | None] = mapped_column(code_of(EndReason))


class SymbolSeat(Base):
    """A symbol somebody named on a phone: it proves nothing, and no person stands behind it yet.

    Answers are begun in it until the picture code is shown. The row goes when it ends.
    """

    __tablename__ = "symbol_seat"
    __table_args__ = (CheckConstraint("number BETWEEN 10 AND 99", name="two_digits"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destination.id"))
    drawing: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    last_seen_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)


class Device(Base):
    """A browser that was here before, by a random cookie; it says nothing of a person."""

    __tablename__ = "device"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]


class Throttle(Base):
    """Failures counted in the database: an in-memory limiter multiplies by its workers."""

    __tablename__ = "throttle"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)  # digest of kind and value
    failures: Mapped[int]
    last_failure_at: Mapped[datetime]
    blocked_until: Mapped[datetime | None]


class Invitation(Base):
    """A single-use link: 72 hours for an invitation, one for a password, 15 minutes for a code."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[InvitationKind] = mapped_column(code_of(InvitationKind))
    destination_id: Mapped[int | None] = mapped_column(ForeignKey("destination.id"))
    email: Mapped[str] = mapped_column(String(254), info=personal("person_id"))
    name: Mapped[str] = mapped_column(info=personal("person_id"))
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("operator.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class ApiToken(Base):
    """A key for programs: acts as its person, within its scopes; only its digest is kept."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))  # what it is for
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class ApiTokenScope(Base):
    """One thing a token may be used for."""

    __tablename__ = "api_token_scope"
    __table_args__ = (UniqueConstraint("token_id", "scope"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_id: Mapped[int] = mapped_column(ForeignKey("api_token.id"))
    scope: Mapped[Scope] = mapped_column(code_of(Scope))
