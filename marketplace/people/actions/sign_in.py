"""Signing in: staff by password (and second factor), suppliers by symbol and picture code.

The web asks in three steps: credentials (a query), ``credentials.verify`` (slow, outside the
transaction), then one of these. The answer has one shape for somebody known and for nobody.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.people.actions.sessions import open_session, prove_code
from marketplace.people.actions.throttles import clear_failures, count_failure
from marketplace.people.models import Person, RoleGrant, StaffAccount, WebSession
from marketplace.people.queries.entry import Credentials, blocked_until
from marketplace.people.queries.seated import SeatedActor
from marketplace.people.queries.symbols import SeatCredentials
from marketplace.people.rules import totp
from marketplace.people.rules.entry import SignInOutcome
from marketplace.people.rules.lists import SessionKind
from marketplace.people.rules.throttling import Attempt


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What came of a try: a cookie's secret where it succeeded, a moment where it must wait."""

    outcome: SignInOutcome
    token: str | None = field(default=None, repr=False)
    wait_until: datetime | None = None


def sign_in(
    session: Session,
    *,
    credentials: Credentials,
    matched: bool,
    attempt: Attempt,
    now: datetime,
    demo: bool,
    replaces: str | None = None,
) -> SignedIn:
    """Open a staff session where the password matched.

    NEEDS_TOTP and MUST_ENROL open one that can do nothing but the second step. A try that was
    verified while others failed is blocked even if right: parallel guesses buy nothing.
    """
    refused = _refused(session, credentials.person_id, matched=matched, attempt=attempt, now=now)
    if refused is not None:
        return refused
    assert credentials.person_id is not None  # noqa: S101  # _refused saw to it
    clear_failures(session, attempt)
    outcome = _second_step(session, credentials.person_id, demo=demo)
    token = open_session(
        session, person_id=credentials.person_id, kind=SessionKind.STAFF,
        device_id=attempt.device_id, now=now, replaces=replaces,
        totp_pending=outcome is not SignInOutcome.SIGNED_IN,
    )  # fmt: skip
    return SignedIn(outcome, token)


def _refused(
    session: Session, person_id: int | None, *, matched: bool, attempt: Attempt, now: datetime
) -> SignedIn | None:
    wait = blocked_until(session, attempt, now)
    if wait is not None:
        return SignedIn(SignInOutcome.BLOCKED, wait_until=wait)
    if matched and person_id is not None and _enabled(session, person_id):
        return None
    count_failure(session, attempt, now)
    return SignedIn(SignInOutcome.WRONG, wait_until=blocked_until(session, attempt, now))


def _enabled(session: Session, person_id: int) -> bool:
    found = select(Person.id).where(Person.id == person_id, Person.disabled_at.is_(None))
    return session.scalar(found) is not None


def _second_step(session: Session, person_id: int, *, demo: bool) -> SignInOutcome:
    confirmed = session.scalar(
        select(StaffAccount.totp_confirmed_at).where(StaffAccount.person_id == person_id)
    )
    if confirmed is not None:
        return SignInOutcome.NEEDS_TOTP
    roles = session.scalars(select(RoleGrant.role).where(RoleGrant.person_id == person_id))
    required = totp.is_required(roles, demo=demo)
    return SignInOutcome.MUST_ENROL if required else SignInOutcome.SIGNED_IN


def finish_totp(
    session: Session, seat: SeatedActor, code: str, *, attempt: Attempt, now: datetime
) -> SignedIn:
    """Finish a sign-in with a code of the authenticator; each code is good once.

    ``attempt`` should name the person: ``Attempt(f"totp:{person_id}", …)``.
    """
    wait = blocked_until(session, attempt, now)
    if wait is not None:
        return SignedIn(SignInOutcome.BLOCKED, wait_until=wait)
    if not seat.totp_pending or not use_code(session, seat.person_id, code, now):
        count_failure(session, attempt, now)
        return SignedIn(SignInOutcome.WRONG, wait_until=blocked_until(session, attempt, now))
    clear_failures(session, attempt)
    return SignedIn(SignInOutcome.SIGNED_IN, fully_open(session, seat, now))


def use_code(session: Session, person_id: int, code: str, now: datetime) -> bool:
    """Tell whether a code of the authenticator is right, and use it up."""
    account = session.scalar(
        select(StaffAccount).where(StaffAccount.person_id == person_id).with_for_update()
    )
    if account is None or account.totp_secret is None:
        return False
    step = totp.accepted_step(account.totp_secret, code, now=now, last_step=account.totp_last_step)
    if step is None:
        return False
    account.totp_last_step = step
    return True


def fully_open(session: Session, seat: SeatedActor, now: datetime) -> str:
    """Replace a session that waited for the second step by a full one; return its secret."""
    digest = session.scalar(select(WebSession.token_digest).where(WebSession.id == seat.session_id))
    return open_session(
        session, person_id=seat.person_id, kind=SessionKind.STAFF, device_id=seat.device_id,
        now=now, replaces=digest,
    )  # fmt: skip


def take_seat(
    session: Session,
    *,
    credentials: SeatCredentials,
    matched: bool,
    attempt: Attempt,
    now: datetime,
    replaces: str | None = None,
    seat: SeatedActor | None = None,
    needs_only: bool = False,
) -> SignedIn:
    """Seat a supplier who showed her picture code; in her own running seat, prove it again.

    With ``seat`` of the same person the session goes on and ``token`` is none; else a new one is
    opened. The answer to a wrong code is the same for a symbol that nobody has. ``needs_only``: it
    was the second code, and the seat is always a new one.
    """
    refused = _refused(session, credentials.person_id, matched=matched, attempt=attempt, now=now)
    if refused is not None:
        return refused
    assert credentials.person_id is not None  # noqa: S101  # _refused saw to it
    clear_failures(session, attempt)
    if seat is not None and not needs_only and _goes_on(seat, credentials.person_id):
        prove_code(session, session_id=seat.session_id, now=now)
        return SignedIn(SignInOutcome.SIGNED_IN)
    token = open_session(
        session, person_id=credentials.person_id, kind=SessionKind.SEAT,
        device_id=attempt.device_id, now=now, replaces=replaces, code_proved=not needs_only,
        needs_only=needs_only,
    )  # fmt: skip
    return SignedIn(SignInOutcome.SIGNED_IN, token)


def _goes_on(seat: SeatedActor, person_id: int) -> bool:
    own = seat.kind is SessionKind.SEAT and seat.person_id == person_id
    return own and not seat.needs_only
