"""What getting in needs to know: credentials, counters, devices, links."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.kernel.ids import digest
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Device, Invitation, Person, StaffAccount, Throttle, WebSession
from marketplace.people.rules.entry import canonical_email
from marketplace.people.rules.lists import InvitationKind, SessionKind
from marketplace.people.rules.passwords import verify_password
from marketplace.people.rules.throttling import Attempt, Scope, counters


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is known behind an e-mail: nothing at all for an unknown or a disabled one."""

    email: str
    person_id: int | None = None
    password_hash: str | None = field(default=None, repr=False)

    def verify(self, password: str) -> bool:
        """Tell whether the password fits (slow, and equally so for nobody): outside BEGIN."""
        return verify_password(self.password_hash, password)


def credentials_for(session: Session, email: str) -> Credentials:
    """Return what is known behind an e-mail address; the shape is the same for nobody."""
    address = canonical_email(email) or ""
    row = session.execute(
        select(Person.id, StaffAccount.password_hash)
        .join(StaffAccount, StaffAccount.person_id == Person.id)
        .where(StaffAccount.email == address, Person.disabled_at.is_(None))
    ).one_or_none()
    return Credentials(address) if row is None else Credentials(address, row[0], row[1])


def staff_attempt(
    session: Session, credentials: Credentials, *, device_id: int | None, network: str
) -> Attempt:
    """Return the try that counters count for a staff sign-in."""
    known = knows_device(session, credentials.person_id, device_id, kind=SessionKind.STAFF)
    return Attempt(f"staff:{credentials.email}", device_id, known, network)


def knows_device(
    session: Session, person_id: int | None, device_id: int | None, *, kind: SessionKind
) -> bool:
    """Tell whether this person has proved herself on this device before."""
    if person_id is None or device_id is None:
        return False
    proved = WebSession.code_proved_at.is_not(None)
    if kind is SessionKind.STAFF:
        proved = WebSession.totp_pending.is_(False)
    found = select(WebSession.id).where(
        WebSession.person_id == person_id, WebSession.device_id == device_id,
        WebSession.kind == kind, proved,
    )  # fmt: skip
    return session.scalar(found.limit(1)) is not None


def device_id_of(session: Session, token_digest: str | None) -> int | None:
    """Return the id of the device with this cookie digest, if it was here before."""
    if token_digest is None:
        return None
    return session.scalar(select(Device.id).where(Device.token_digest == token_digest))


def counter_key(scope: Scope, value: str) -> str:
    """Return how a counter is stored: a digest, so that the table names nobody."""
    return digest(f"{scope}|{value}")


def blocked_until(session: Session, attempt: Attempt, now: datetime) -> datetime | None:
    """Return until when this person, phone or network must wait; none if a try is free."""
    keys = [counter_key(*counter) for counter in counters(attempt)]
    moments = session.scalars(
        select(Throttle.blocked_until).where(Throttle.key.in_(keys), Throttle.blocked_until > now)
    )
    return max((moment for moment in moments if moment is not None), default=None)


@dataclass(frozen=True, slots=True)
class InvitationCard:
    """A link that still holds, for the page it opens."""

    id: int
    kind: InvitationKind
    email: str
    name: str
    destination_id: int | None
    operator_id: int | None
    person_id: int | None
    place_id: int | None
    invited_by_id: int | None
    expires_at: datetime


def invitation_by(session: Session, token_digest: str, now: datetime) -> InvitationCard | None:
    """Return the unused, unexpired link with this digest, if there is one."""
    row: Any = session.execute(
        select(
            Invitation.id, Invitation.kind, Invitation.email, Invitation.name,
            Invitation.destination_id, Invitation.operator_id, Invitation.person_id,
            Invitation.place_id, Invitation.invited_by_id, Invitation.expires_at,
        ).where(
            Invitation.token_digest == token_digest, Invitation.used_at.is_(None),
            Invitation.expires_at > now,
        )
    ).one_or_none()  # fmt: skip
    return None if row is None else InvitationCard(*row)


def code_link(session: Session, token_digest: str, now: datetime) -> InvitationCard | None:
    """Return the living link of a picture code's reset, if this is one."""
    link = invitation_by(session, token_digest, now)
    return link if link is not None and link.kind is InvitationKind.CODE_RESET else None


@dataclass(frozen=True, slots=True)
class AccountCard:
    """A staff account for its owner; the secret only until the authenticator is confirmed."""

    email: str
    has_totp: bool
    totp_secret: str | None = field(repr=False)


def account_card(session: Session, person_id: int) -> AccountCard:
    """Return a person's own staff account; ``NotFound`` where there is none."""
    row = session.execute(
        select(StaffAccount.email, StaffAccount.totp_secret, StaffAccount.totp_confirmed_at).where(
            StaffAccount.person_id == person_id
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    confirmed = row.totp_confirmed_at is not None
    return AccountCard(row.email, confirmed, None if confirmed else row.totp_secret)
