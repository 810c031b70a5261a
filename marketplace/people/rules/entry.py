"""Ways in by a link: who may be invited, how long a link is good, what an answer must hold."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from marketplace.kernel.text import tidy, unsafe_characters
from marketplace.people.rules.lists import Function, InvitationKind

GOOD_FOR = {
    InvitationKind.ADMINISTRATOR: timedelta(hours=72),
    InvitationKind.CODE_RESET: timedelta(minutes=15),
    InvitationKind.FACILITATOR: timedelta(hours=72),
    InvitationKind.OPERATOR: timedelta(hours=72),
    InvitationKind.PASSWORD_RESET: timedelta(hours=1),
}
INVITING = frozenset(
    {InvitationKind.ADMINISTRATOR, InvitationKind.FACILITATOR, InvitationKind.OPERATOR}
)
MAX_PAYMENT_DAYS = 60


class SignInOutcome(StrEnum):
    """What came of a try to get in; the same for somebody known and for nobody."""

    BLOCKED = "blocked"
    MUST_ENROL = "must_enrol"
    NEEDS_TOTP = "needs_totp"
    SIGNED_IN = "signed_in"
    WRONG = "wrong"


class EntryRefusal(StrEnum):
    """Why an invitation, an answer to it, or a change of an account was refused."""

    ALREADY_HERE = "already_here"
    EMAIL_UNREADABLE = "email_unreadable"
    HOURS_UNFIT = "hours_unfit"
    LAST_ADMINISTRATOR = "last_administrator"
    LINK_OVER = "link_over"
    NAME_MISSING = "name_missing"
    NAME_UNREADABLE = "name_unreadable"
    NOT_A_COLLEAGUE = "not_a_colleague"
    NOT_GIVEN_BY_HAND = "not_given_by_hand"
    NOT_YOURSELF = "not_yourself"
    NUMBER_NOT_INDEPENDENT = "number_not_independent"
    OPERATOR_NAME_MISSING = "operator_name_missing"
    PAYMENT_DAYS = "payment_days"
    PERIOD_UNFIT = "period_unfit"
    PHONE_UNREADABLE = "phone_unreadable"
    PLACE_MISSING = "place_missing"
    SAME_WITNESS = "same_witness"
    TERMS_NOT_ACCEPTED = "terms_not_accepted"
    TOO_MANY_TRIES = "too_many_tries"
    WITNESS_UNFIT = "witness_unfit"
    WRONG_CODE = "wrong_code"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105  # a reason, not a secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """Whom to invite as what; ``operator_id`` adds a colleague to an operator that exists."""

    kind: InvitationKind
    email: str
    name: str
    destination_id: int
    place_id: int | None = None
    operator_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptInvitation:
    """The answer to an invitation; the password's hash is made outside the transaction."""

    name: str
    password_hash: str = field(repr=False)
    language: str = "en"
    operator_name: str = ""
    operator_kind: str = "lodge"
    payment_days: int = 7
    function: Function = Function.PURCHASING
    terms_accepted: bool = False
    phone: str = ""


def canonical_email(text: str) -> str | None:
    """Return an e-mail address in lower case, or nothing if it cannot be one."""
    address = tidy(text).lower()
    local, at, host = address.rpartition("@")
    plain = not unsafe_characters(address) and not any(c.isspace() for c in address)
    fits = bool(local and at) and "." in host.strip(".") and len(address) <= 254
    return address if plain and fits else None


def invite_refusals(invite: Invite) -> frozenset[EntryRefusal]:
    """Return what an invitation lacks."""
    found = {
        EntryRefusal.EMAIL_UNREADABLE: canonical_email(invite.email) is None,
        EntryRefusal.PLACE_MISSING: invite.kind is InvitationKind.FACILITATOR
        and invite.place_id is None,
        **_name(invite.name),
    }
    return frozenset(reason for reason, wrong in found.items() if wrong)


def answer_refusals(answer: AcceptInvitation, *, new_operator: bool) -> frozenset[EntryRefusal]:
    """Return what an answer lacks; a new operator also needs its name, terms and days."""
    found = _name(answer.name)
    if new_operator:
        found |= {
            EntryRefusal.OPERATOR_NAME_MISSING: not tidy(answer.operator_name),
            EntryRefusal.TERMS_NOT_ACCEPTED: not answer.terms_accepted,
            EntryRefusal.PAYMENT_DAYS: not 0 <= answer.payment_days <= MAX_PAYMENT_DAYS,
        }
    return frozenset(reason for reason, wrong in found.items() if wrong)


def _name(name: str) -> dict[EntryRefusal, bool]:
    plain = tidy(name)
    return {
        EntryRefusal.NAME_MISSING: not plain,
        EntryRefusal.NAME_UNREADABLE: "\n" in plain
        or len(plain) > 200
        or bool(unsafe_characters(plain)),
    }


class TokenRefusal(StrEnum):
    """Why no key for a program is made."""

    NAME_MISSING = "name_missing"
    NO_SCOPE = "no_scope"
    NOBODY = "nobody"
