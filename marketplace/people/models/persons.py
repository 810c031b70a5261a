"""Persons, their roles, staff accounts, consents and accepted terms."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base, code_of, personal
from marketplace.kernel.actor import Role
from marketplace.people.rules.lists import Purpose


class Person(Base):
    """Somebody. What can identify a person stands here and in the tables below, erasable."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    destination_id: Mapped[int | None] = mapped_column(ForeignKey("destination.id"))
    name: Mapped[str] = mapped_column(info=personal("id"))
    language: Mapped[str] = mapped_column(String(12))
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class RoleGrant(Base):
    """A role a person holds until it ends; ``everywhere`` frees a mediator from places."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("person_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role] = mapped_column(code_of(Role))
    everywhere: Mapped[bool] = mapped_column(default=False)
    granted_at: Mapped[datetime]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class StaffAccount(Base):
    """How staff sign in: e-mail, argon2id hash, optional TOTP."""

    __tablename__ = "staff_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    email: Mapped[str] = mapped_column(  # stored in lower case
        String(254), unique=True, info=personal("person_id")
    )
    password_hash: Mapped[str | None] = mapped_column(String(200), info=personal("person_id"))
    password_set_at: Mapped[datetime | None]
    totp_secret: Mapped[str | None] = mapped_column(String(64), info=personal("person_id"))
    totp_confirmed_at: Mapped[datetime | None]
    totp_last_step: Mapped[int | None]  # a code is good once


class FacilitatorPlace(Base):
    """A place a facilitator mediates for."""

    __tablename__ = "facilitator_place"
    __table_args__ = (UniqueConstraint("person_id", "place_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)


class SupportProvider(Base):
    """The fourth actor (§4.3): training, agronomy, finance, transport, certification."""

    __tablename__ = "support_provider"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destination.id"))
    name: Mapped[str]
    service: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Consent(Base):
    """A consent per purpose: the notice that was heard, in which language, before whom."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[Purpose] = mapped_column(code_of(Purpose))
    notice_version: Mapped[int]
    language: Mapped[str] = mapped_column(String(12))
    heard: Mapped[bool]
    witness_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class TermsAcceptance(Base):
    """One side's yes to the standing terms, once per version; suppliers have them read aloud."""

    __tablename__ = "terms_acceptance"
    __table_args__ = (
        CheckConstraint("(operator_id IS NULL) <> (supplier_id IS NULL)", name="one_side"),
        UniqueConstraint("operator_id", "version"),
        UniqueConstraint("supplier_id", "version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("operator.id"))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
    version: Mapped[int]
    accepted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    read_aloud: Mapped[bool]
    at: Mapped[datetime]
