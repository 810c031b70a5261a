"""The doors: from something typed to a session cookie. Hashing happens before any transaction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from flask import Response, request
from sqlalchemy.orm import Session

from marketplace.db import db, transaction
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.ids import digest
from marketplace.kernel.refused import Refused
from marketplace.people import actions, queries
from marketplace.people.actions import SignedIn
from marketplace.people.queries import InvitationCard, NamedSymbol, SeatedActor
from marketplace.people.rules import passwords
from marketplace.people.rules.entry import (
    INVITING,
    AcceptInvitation,
    EntryRefusal,
    answer_refusals,
)
from marketplace.people.rules.lists import EndReason, InvitationKind
from marketplace.people.rules.sessions import touch_due
from marketplace.people.rules.throttling import Attempt, network_of
from marketplace.web import cookies
from marketplace.web.current import current_seat, forget_current


def network() -> str:
    """Return the network a request came from, coarse enough to say nothing of a person."""
    return network_of(request.remote_addr)


def old_session() -> str | None:
    """Return the digest of the session cookie that came along; the next one replaces it."""
    token = cookies.session_token(request)
    return digest(token) if token else None


def device_id() -> int | None:
    """Return this browser's id, if it was here before."""
    token = cookies.device_token(request)
    return queries.device_id_of(db.session(), digest(token) if token else None)


def try_staff(email: str, password: str, *, demo: bool) -> SignedIn:
    """Try an e-mail and a password: read, hash with no transaction open, then write."""
    session, now = db.session(), clock.now()
    credentials = queries.credentials_for(session, email)
    attempt = queries.staff_attempt(session, credentials, device_id=device_id(), network=network())
    waiting = queries.blocked_until(session, attempt, now)
    session.rollback()
    matched = waiting is None and credentials.verify(password)
    with transaction(session):
        return actions.sign_in(
            session, credentials=credentials, matched=matched, attempt=attempt, now=now,
            demo=demo, replaces=old_session(),
        )  # fmt: skip


def try_second_step(seat: SeatedActor, code: str) -> SignedIn:
    """Try a code of the authenticator."""
    attempt = Attempt(f"totp:{seat.person_id}", seat.device_id, network=network())
    with transaction(db.session()) as session:
        return actions.finish_totp(session, seat, code, attempt=attempt, now=clock.now())


def welcome(response: Response, token: str | None) -> Response:
    """Hand out the cookie of a new session, and one for the device if it has none yet."""
    if token is not None:
        cookies.set_session(response, token)
    if cookies.device_token(request) is None:
        with transaction(db.session()) as session:
            _, secret = actions.remember_device(session, clock.now())
        cookies.set_device(response, secret)
    forget_current()
    return response


def farewell(response: Response) -> Response:
    """End the session of this request, take its cookie away and clear what the browser kept."""
    current = old_session()
    if current is not None:
        with transaction(db.session()) as session:
            actions.end_session(
                session, token_digest=current, reason=EndReason.LEFT, now=clock.now()
            )
    cookies.drop_session(response)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    forget_current()
    return response


def minutes_left(until: datetime | None) -> int:
    """Return how many minutes somebody must wait, one at least."""
    left = (until or clock.now()) - clock.now()
    return max(1, -(-left // timedelta(minutes=1)))


def touch_session(seat: SeatedActor | None) -> None:
    """Write last-seen, at most once a minute, in a transaction of its own."""
    now = clock.now()
    if seat is None or not touch_due(seat.last_seen_at, now):
        return
    with transaction(db.session()) as session:
        actions.touch(session, session_id=seat.session_id, last_seen_at=seat.last_seen_at, now=now)


def touch_symbol(named: NamedSymbol | None) -> None:
    """Write when a phone with a named symbol was last in use, at most once a minute."""
    now = clock.now()
    if named is None or not touch_due(named.last_seen_at, now):
        return
    with transaction(db.session()) as session:
        actions.touch_symbol_seat(session, named.seat_id, now)


def password_link(token: str) -> InvitationCard | None:
    """Return what a one-time password link stands for, if it still holds."""
    link = queries.invitation_by(db.session(), digest(token), clock.now())
    return link if link is not None and link.kind is InvitationKind.PASSWORD_RESET else None


def set_password_by_link(token: str, password: str) -> None:
    """Check and hash a new password with no transaction open, then set it through the link."""
    link = password_link(token)
    db.session.rollback()
    if link is None:
        raise Refused(EntryRefusal.LINK_OVER)
    Refused.unless_empty(passwords.refusals(password, link.email))
    hashed = passwords.hash_password(password)
    with transaction(db.session()) as session:
        actions.set_password_by_link(session, digest(token), hashed, now=clock.now())


def change_password(actor: Actor, old: str, new: str) -> None:
    """Verify the old password and hash the new one with no transaction open, then change it.

    A wrong old password counts like a wrong one at the door: a seat left open guesses nothing.
    """
    session = db.session()
    account = queries.account_card(session, actor.person_id or 0)
    credentials = queries.credentials_for(session, account.email)
    attempt = queries.staff_attempt(session, credentials, device_id=device_id(), network=network())
    waiting = queries.blocked_until(session, attempt, clock.now())
    seat = current_seat()
    session.rollback()
    if waiting is not None:
        raise Refused(EntryRefusal.TOO_MANY_TRIES)
    if not credentials.verify(old):
        with transaction(session):
            actions.count_failure(session, attempt, clock.now())
        raise Refused(EntryRefusal.WRONG_PASSWORD)
    Refused.unless_empty(passwords.refusals(new, account.email))
    hashed = passwords.hash_password(new)
    keep = seat.session_id if seat else None
    with transaction(session):
        actions.clear_failures(session, attempt)
        actions.change_password(session, actor, hashed, now=clock.now(), keep=keep)


def confirm_authenticator(seat: SeatedActor, code: str) -> str:
    """Take the first code of an authenticator; return the secret of the session that follows."""
    with transaction(db.session()) as session:
        return actions.confirm_totp(session, seat, code, now=clock.now())


def accept_invitation(
    token: str, answer: AcceptInvitation, password: str, *,
    then: Callable[[Session, int], None] = lambda _session, _person_id: None,
) -> None:  # fmt: skip
    """Check and hash the password with no transaction open, then answer the invitation.

    ``then`` adds what belongs to the same answer (an operator's door) in the same transaction.
    """
    link = queries.invitation_by(db.session(), digest(token), clock.now())
    db.session.rollback()
    if link is None or link.kind not in INVITING:
        raise Refused(EntryRefusal.LINK_OVER)
    Refused.unless_empty(
        passwords.refusals(password, link.email)
        | answer_refusals(answer, new_operator=is_new_operator(link))
    )
    hashed = passwords.hash_password(password)
    with transaction(db.session()) as session:
        person = actions.accept_invitation(
            session, digest(token), replace(answer, password_hash=hashed), now=clock.now()
        )
        then(session, person.id)


def is_new_operator(link: InvitationCard) -> bool:
    """Tell whether an invitation brings an operator that is not here yet."""
    return link.kind is InvitationKind.OPERATOR and link.operator_id is None
