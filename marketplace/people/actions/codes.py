"""A new picture code: a facilitator starts it, a second witness is there, she alone sees it.

The facilitator gets a link that is good for 15 minutes. Another person opens it, signed in as
herself, beside the supplier; only that answer holds the new pictures. So whoever starts a reset
never learns a code, and nobody resets one alone.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.actions.giving import set_code
from marketplace.people.actions.invitations import make_link, use_link
from marketplace.people.actions.registration import still_shown
from marketplace.people.actions.sessions import end_all_of
from marketplace.people.actions.states import reaches_person
from marketplace.people.models import (
    Invitation,
    Person,
    PictureCode,
    PictureKey,
    SecondCode,
    Symbol,
)
from marketplace.people.rules.entry import EntryRefusal
from marketplace.people.rules.lists import EndReason, InvitationKind
from marketplace.people.rules.picture_codes import DealtCode

_WITNESSES = frozenset({Role.ADMINISTRATOR, Role.FACILITATOR})


def start_code_reset(session: Session, actor: Actor, person_id: int) -> str:
    """Start a new code for a supplier's person in the facilitator's places; return the secret.

    ``NotFound`` for anybody out of reach and for people without a symbol.
    """
    row = session.execute(
        select(Person.id, Person.destination_id)
        .join(Symbol, Symbol.person_id == Person.id)
        .where(Person.id == person_id, Person.disabled_at.is_(None))
    ).one_or_none()
    if row is None or not reaches_person(session, actor, person_id):
        raise NotFound
    _, token = make_link(
        session, actor, InvitationKind.CODE_RESET, email="", name="",
        destination_id=row.destination_id, person_id=person_id,
    )  # fmt: skip
    return token


def reset_code(
    session: Session, actor: Actor, token_digest: str, *, code: DealtCode, now: datetime
) -> int:
    """Give her the code dealt beforehand, before a second witness; return her person's id.

    The witness is a facilitator, an administrator, or another supplier of the destination whose
    own code was shown; never the one who started it, never she herself. Her seats end.
    """
    again = _sent_twice(session, token_digest, code)
    others = {None, again.invited_by_id, again.person_id} if again is not None else set()
    if again is not None and actor.person_id not in others and _is_witness(actor, again):
        return int(again.person_id)
    link = use_link(session, token_digest, frozenset({InvitationKind.CODE_RESET}), now=now)
    if actor.person_id is None or not _is_witness(actor, link):
        raise Refused(EntryRefusal.WITNESS_UNFIT)
    if actor.person_id in {link.invited_by_id, link.person_id}:
        raise Refused(EntryRefusal.SAME_WITNESS)
    person = session.get(Person, link.person_id)
    if person is None or person.disabled_at is not None:
        raise NotFound
    session.execute(delete(PictureCode).where(PictureCode.person_id == person.id))
    session.execute(delete(SecondCode).where(SecondCode.person_id == person.id))
    session.execute(delete(PictureKey).where(PictureKey.person_id == person.id))
    set_code(session, person.id, code, now)
    end_all_of(session, person.id, reason=EndReason.REVOKED, now=now)
    facts = {"started_by": link.invited_by_id, "witness": actor.person_id}
    record(session, actor, verb="person.reset_code", subject=person, facts=facts)
    return person.id


def _sent_twice(session: Session, token_digest: str, code: DealtCode) -> Any:
    """Return the link of a reset whose page was sent twice: its pictures still stand as dealt."""
    used = session.execute(
        select(Invitation.person_id, Invitation.invited_by_id, Invitation.destination_id).where(
            Invitation.token_digest == token_digest, Invitation.used_at.is_not(None),
            Invitation.kind == InvitationKind.CODE_RESET,
        )
    ).one_or_none()  # fmt: skip
    return used if used is not None and still_shown(session, used.person_id, code) else None


def _is_witness(actor: Actor, link: Any) -> bool:
    here = link.destination_id in actor.destination_ids
    neighbour = actor.has(Role.SUPPLIER) and actor.code_proved and here
    return neighbour or bool(_WITNESSES & actor.roles)
