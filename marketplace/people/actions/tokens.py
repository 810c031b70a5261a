"""Keys for programs: made for a person, shown once, revocable at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.models import ApiToken, ApiTokenScope, Person, StaffAccount
from marketplace.people.rules.entry import TokenRefusal
from marketplace.people.rules.lists import Scope

LIVES = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeToken:
    """For whom (a staff e-mail), what it is for, and what it may be used for."""

    email: str
    name: str
    scopes: Collection[Scope]


def make_token(session: Session, actor: Actor, command: MakeToken) -> str:
    """Make a key for a year and return it: it is shown once, only its digest is kept.

    It never opens more than its person may, nor anything outside its scopes.
    """
    person_id = _staff(session, command.email)
    tests = (
        (TokenRefusal.NAME_MISSING, not command.name.strip()),
        (TokenRefusal.NO_SCOPE, not command.scopes),
        (TokenRefusal.NOBODY, person_id is None),
    )
    Refused.unless_empty(reason for reason, wrong in tests if wrong)
    secret, now = ids.token(), clock.now()
    row = ApiToken(
        token_digest=ids.digest(secret), person_id=person_id, name=command.name.strip(),
        created_by_id=actor.person_id, created_at=now, ends_at=now + LIVES,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add_all(
        ApiTokenScope(token_id=row.id, scope=scope) for scope in sorted(set(command.scopes))
    )
    session.flush()
    record(session, actor, verb="api_token.make", subject=row, facts={"for": person_id})
    return secret


def _staff(session: Session, email: str) -> int | None:
    return session.scalar(
        select(Person.id)
        .join(StaffAccount, StaffAccount.person_id == Person.id)
        .where(
            func.lower(StaffAccount.email) == email.strip().lower(), Person.disabled_at.is_(None)
        )
    )


def revoke_token(session: Session, actor: Actor, token_id: int) -> None:
    """Let a key open nothing any more, from now on; once revoked it stays so."""
    row = session.scalar(select(ApiToken).where(ApiToken.id == token_id).with_for_update())
    if row is None:
        raise NotFound
    if row.revoked_at is not None:
        return
    row.revoked_at = clock.now()
    session.flush()
    record(session, actor, verb="api_token.revoke", subject=row)
