"""A staff person's own account: password and second factor."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel.actor import Actor, Via
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.actions.sessions import end_all_of
from marketplace.people.actions.sign_in import fully_open, use_code
from marketplace.people.models import StaffAccount
from marketplace.people.queries.seated import SeatedActor
from marketplace.people.rules import totp
from marketplace.people.rules.entry import EntryRefusal
from marketplace.people.rules.lists import EndReason


def account_of(session: Session, person_id: int | None) -> StaffAccount:
    """Return a person's staff account, locked for a change; ``NotFound`` where there is none."""
    account = session.scalar(
        select(StaffAccount).where(StaffAccount.person_id == person_id).with_for_update()
    )
    if account is None:
        raise NotFound
    return account


def change_password(
    session: Session, actor: Actor, password_hash: str, *, now: datetime, keep: int | None
) -> None:
    """Set one's own password anew; every other session ends, the one with id ``keep`` stays.

    The old password is verified, and the new one checked and hashed, before the transaction.
    """
    account = account_of(session, actor.person_id)
    account.password_hash, account.password_set_at = password_hash, now
    end_all_of(session, account.person_id, reason=EndReason.REVOKED, now=now, but=keep)
    record(session, actor, verb="account.change_password", subject=account)


def enrol_totp(session: Session, person_id: int) -> str:
    """Give a person a new secret for an authenticator; it counts once it is confirmed.

    A confirmed one is not replaced (``ALREADY_HERE``): a stolen session could lock her out.
    """
    account = account_of(session, person_id)
    if account.totp_confirmed_at is not None:
        raise Refused(EntryRefusal.ALREADY_HERE)
    account.totp_secret, account.totp_last_step = totp.new_secret(), None
    return account.totp_secret


def confirm_totp(session: Session, seat: SeatedActor, code: str, *, now: datetime) -> str:
    """Confirm the authenticator with a first code; return the secret of the session that follows.

    Raises ``Refused(WRONG_CODE)``; the session that waited for this is replaced.
    """
    account = account_of(session, seat.person_id)
    if account.totp_confirmed_at is not None:
        raise Refused(EntryRefusal.ALREADY_HERE)
    if not use_code(session, seat.person_id, code, now):
        raise Refused(EntryRefusal.WRONG_CODE, field="code")
    account.totp_confirmed_at = now
    who = Actor(person_id=seat.person_id, via=Via.WEB)
    record(session, who, verb="account.confirm_totp", subject=account)
    return fully_open(session, seat, now)
