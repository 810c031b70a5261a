"""Keys for programs: the list of an administrator, and who stands behind one."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.kernel.actor import Actor
from marketplace.people.models import ApiToken, ApiTokenScope, Person
from marketplace.people.queries.seated import staff_actor_of
from marketplace.people.rules.lists import Scope


@dataclass(frozen=True, slots=True)
class TokenCard:
    """One key: what it is for, whose it is, and until when it opens anything."""

    id: int
    name: str
    person_name: str
    created_at: datetime
    ends_at: datetime
    revoked_at: datetime | None
    scopes: tuple[Scope, ...] = ()


def tokens(session: Session) -> tuple[TokenCard, ...]:
    """Return every key, the newest first; two statements."""
    rows = session.execute(
        select(
            ApiToken.id, ApiToken.name, Person.name, ApiToken.created_at, ApiToken.ends_at,
            ApiToken.revoked_at,
        )
        .join(Person, Person.id == ApiToken.person_id)
        .order_by(ApiToken.id.desc())
        .limit(200)
    ).all()  # fmt: skip
    scopes: dict[int, list[Scope]] = defaultdict(list)
    for token_id, scope in session.execute(
        select(ApiTokenScope.token_id, ApiTokenScope.scope).order_by(ApiTokenScope.id)
    ):
        scopes[token_id].append(scope)
    return tuple(TokenCard(*row, tuple(scopes[row[0]])) for row in rows)


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """Who stands behind a living key, and what it may be used for."""

    actor: Actor
    scopes: frozenset[Scope]


def key_holder(session: Session, token_digest: str, now: datetime) -> KeyHolder | None:
    """Return who a key acts as; none where it is unknown, revoked, over, or its person shut out."""
    row = session.execute(
        select(ApiToken.id, ApiToken.person_id).where(
            ApiToken.token_digest == token_digest,
            ApiToken.revoked_at.is_(None),
            ApiToken.ends_at > now,
        )
    ).one_or_none()
    if row is None:
        return None
    actor = staff_actor_of(session, row.person_id, now)
    if actor is None:
        return None
    scopes = session.scalars(select(ApiTokenScope.scope).where(ApiTokenScope.token_id == row.id))
    return KeyHolder(actor, frozenset(scopes))
