"""One-time links: invitations of staff and operators, and passwords set through a link."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.journal.outbox import EMAIL, Message, post
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import SYSTEM, Actor, Role, Via
from marketplace.kernel.refused import Forbidden, Refused
from marketplace.kernel.text import tidy
from marketplace.people.actions.accounts import account_of
from marketplace.people.actions.phones import keep_staff_phone
from marketplace.people.actions.sessions import end_all_of
from marketplace.people.actions.terms import note_acceptance
from marketplace.people.models import (
    FacilitatorPlace,
    Invitation,
    Operator,
    OperatorStaff,
    Person,
    RoleGrant,
    StaffAccount,
    TermsAcceptance,
)
from marketplace.people.queries.entry import InvitationCard, invitation_by
from marketplace.people.rules import access
from marketplace.people.rules.entry import (
    GOOD_FOR,
    INVITING,
    AcceptInvitation,
    EntryRefusal,
    Invite,
    answer_refusals,
    canonical_email,
    invite_refusals,
)
from marketplace.people.rules.lists import EndReason, InvitationKind, OperatorState
from marketplace.people.rules.terms import TERMS_VERSION

PASSWORD_LINK = "password_link"  # noqa: S105  # a kind of message, not a secret
_ROLE = {
    InvitationKind.ADMINISTRATOR: Role.ADMINISTRATOR,
    InvitationKind.FACILITATOR: Role.FACILITATOR,
    InvitationKind.OPERATOR: Role.BUYER,
}


def invite(session: Session, actor: Actor, command: Invite) -> tuple[Invitation, str]:
    """Invite somebody by a link that is good once, for 72 hours; return it with its secret.

    Administrators invite anybody; facilitators operators of their destinations; an operator's
    own people colleagues. An e-mail that is here already is refused.
    """
    if command.kind not in INVITING or not _may_invite(actor, command):
        raise Forbidden
    Refused.unless_empty(invite_refusals(command))
    email = canonical_email(command.email) or ""
    if _account_exists(session, email):
        raise Refused(EntryRefusal.ALREADY_HERE, field="email")
    return make_link(
        session, actor, command.kind, email=email, name=tidy(command.name),
        destination_id=command.destination_id, place_id=command.place_id,
        operator_id=command.operator_id,
    )  # fmt: skip


def _may_invite(actor: Actor, command: Invite) -> bool:
    if actor.has(Role.ADMINISTRATOR):
        return True
    if command.kind is not InvitationKind.OPERATOR:
        return False
    if command.operator_id is not None and access.reaches_operator(actor, command.operator_id):
        return True
    return actor.has(Role.FACILITATOR) and command.destination_id in actor.destination_ids


def _account_exists(session: Session, email: str) -> bool:
    return session.scalar(select(StaffAccount.id).where(StaffAccount.email == email)) is not None


def make_link(
    session: Session, actor: Actor, kind: InvitationKind, *, email: str, name: str,
    destination_id: int | None, place_id: int | None = None, operator_id: int | None = None,
    person_id: int | None = None,
) -> tuple[Invitation, str]:  # fmt: skip
    """Make a one-time link of a kind and return it with its secret, which is kept nowhere."""
    token, now = ids.token(), clock.now()
    row = Invitation(
        public_id=ids.public_id(), token_digest=ids.digest(token), kind=kind, email=email,
        name=name, destination_id=destination_id, place_id=place_id, operator_id=operator_id,
        person_id=person_id, invited_by_id=actor.person_id, created_at=now,
        expires_at=now + GOOD_FOR[kind],
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(session, actor, verb="invitation.make", subject=row, facts={"kind": kind.value})
    return row, token


def first_administrator(
    session: Session, *, email: str, name: str, destination_id: int
) -> tuple[Invitation, str]:
    """Make the first administrator's link, for ``marketplace setup``; earlier ones end."""
    command = Invite(
        kind=InvitationKind.ADMINISTRATOR, email=email, name=name, destination_id=destination_id
    )
    Refused.unless_empty(invite_refusals(command))
    session.execute(
        update(Invitation)
        .where(
            Invitation.kind == InvitationKind.ADMINISTRATOR, Invitation.used_at.is_(None),
            Invitation.expires_at > clock.now(),
        )
        .values(expires_at=clock.now())
    )  # fmt: skip
    return make_link(
        session, SYSTEM.through(Via.CLI), InvitationKind.ADMINISTRATOR,
        email=canonical_email(email) or "", name=tidy(name), destination_id=destination_id,
    )  # fmt: skip


def accept_invitation(
    session: Session, token_digest: str, answer: AcceptInvitation, *, now: datetime
) -> Person:
    """Make the person, account and role an invitation stands for; the link is used up.

    A new operator comes with its first buyer and its accepted terms, and is *invited* until the
    call-back; property and core products are added by ``sourcing`` from the same form.
    """
    link = use_link(session, token_digest, INVITING, now=now)
    new_operator = link.kind is InvitationKind.OPERATOR and link.operator_id is None
    Refused.unless_empty(answer_refusals(answer, new_operator=new_operator))
    if _account_exists(session, link.email):
        raise Refused(EntryRefusal.ALREADY_HERE)
    person = _new_staff(session, link, answer, now)
    actor = Actor(person_id=person.id, via=Via.WEB)
    if link.kind is InvitationKind.FACILITATOR and link.place_id is not None:
        session.add(FacilitatorPlace(person_id=person.id, place_id=link.place_id))
    if answer.phone:
        keep_staff_phone(session, actor, person.id, answer.phone)
    if link.kind is InvitationKind.OPERATOR:
        operator_id = link.operator_id or _new_operator(session, actor, link, answer, now)
        session.add(
            OperatorStaff(
                person_id=person.id,
                operator_id=operator_id,
                function=answer.function,
                may_approve=new_operator,
            )
        )
    record(session, actor, verb="invitation.accept", subject=person, facts={"invitation": link.id})
    session.flush()
    return person


def use_link(
    session: Session, token_digest: str, kinds: frozenset[InvitationKind], *, now: datetime
) -> InvitationCard:
    """Use a link up, exactly once even if two arrive together; else ``Refused(LINK_OVER)``."""
    link = invitation_by(session, token_digest, now)
    if link is None or link.kind not in kinds:
        raise Refused(EntryRefusal.LINK_OVER)
    used = session.execute(
        update(Invitation)
        .where(Invitation.id == link.id, Invitation.used_at.is_(None))
        .values(used_at=now)
        .returning(Invitation.id)
    )
    if used.first() is None:
        raise Refused(EntryRefusal.LINK_OVER)
    return link


def _new_staff(
    session: Session, link: InvitationCard, answer: AcceptInvitation, now: datetime
) -> Person:
    person = Person(
        public_id=ids.public_id(), destination_id=link.destination_id, name=tidy(answer.name),
        language=answer.language, created_at=now,
    )  # fmt: skip
    session.add(person)
    session.flush()
    session.add(
        StaffAccount(
            person_id=person.id, email=link.email, password_hash=answer.password_hash,
            password_set_at=now,
        )
    )  # fmt: skip
    session.add(
        RoleGrant(
            person_id=person.id, role=_ROLE[link.kind], granted_at=now,
            granted_by_id=link.invited_by_id,
        )
    )  # fmt: skip
    return person


def _new_operator(
    session: Session, actor: Actor, link: InvitationCard, answer: AcceptInvitation, now: datetime
) -> int:
    operator = Operator(
        public_id=ids.public_id(), destination_id=link.destination_id,
        name=tidy(answer.operator_name), kind=answer.operator_kind,
        payment_days=answer.payment_days, state=OperatorState.INVITED, created_at=now,
    )  # fmt: skip
    session.add(operator)
    session.flush()
    facts = {"to": OperatorState.INVITED.value}
    record(session, actor, verb="operator.join", subject=operator, facts=facts)
    accepted = TermsAcceptance(
        operator_id=operator.id, version=TERMS_VERSION, accepted_by_id=actor.person_id,
        read_aloud=False, at=now,
    )  # fmt: skip
    note_acceptance(session, actor, accepted)
    return operator.id


def start_password_reset(session: Session, actor: Actor, email: str) -> str | None:
    """Make a link that sets a password, good for an hour; none for an e-mail nobody has.

    Whoever asks on the public page is told the same either way; the link leaves by e-mail, or an
    administrator hands it over.
    """
    row = session.execute(
        select(Person.id, Person.name, Person.destination_id, StaffAccount.email)
        .join(StaffAccount, StaffAccount.person_id == Person.id)
        .where(
            StaffAccount.email == (canonical_email(email) or ""), Person.disabled_at.is_(None)
        )
    ).one_or_none()  # fmt: skip
    if row is None:
        return None
    _, token = make_link(
        session, actor, InvitationKind.PASSWORD_RESET, email=row.email, name=row.name,
        destination_id=row.destination_id, person_id=row.id,
    )  # fmt: skip
    return token


def ask_password_link(session: Session, email: str) -> None:
    """Let a link leave by e-mail: it is made at delivery, so that no secret ever waits in a table.

    For an address nobody has nothing happens, and nobody is told.
    """
    person_id = session.scalar(
        select(StaffAccount.person_id).where(StaffAccount.email == (canonical_email(email) or ""))
    )
    if person_id is not None:
        message = Message(
            kind=PASSWORD_LINK, subject_type="person", subject_id=person_id, channel=EMAIL,
            to_person_id=person_id,
        )  # fmt: skip
        post(session, [message])


def set_password_by_link(
    session: Session, token_digest: str, password_hash: str, *, now: datetime
) -> None:
    """Set a password through a link; every session of that person ends."""
    link = use_link(session, token_digest, frozenset({InvitationKind.PASSWORD_RESET}), now=now)
    account = account_of(session, link.person_id)
    account.password_hash, account.password_set_at = password_hash, now
    end_all_of(session, account.person_id, reason=EndReason.REVOKED, now=now)
    who = Actor(person_id=account.person_id, via=Via.WEB)
    record(session, who, verb="account.reset_password", subject=account)
