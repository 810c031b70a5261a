"""Registering a supplier in 90 seconds: what is refused, and what is only asked back."""

from dataclasses import dataclass
from enum import StrEnum

from marketplace.kernel.text import tidy, unsafe_characters
from marketplace.people.rules.lists import (
    FoundAt,
    FoundWhen,
    Payout,
    PhoneArrangement,
    Purpose,
    SupplierKind,
)
from marketplace.people.rules.picture_codes import DealtCode

MAX_LEAVES = 3
MAX_AMOUNT = 9999
MAX_NAME = 80


class RegistrationRefusal(StrEnum):
    """Why a registration cannot be taken."""

    AMOUNT_MISSING = "amount_missing"
    AMOUNT_TOO_LARGE = "amount_too_large"
    DUPLICATE_UNCONFIRMED = "duplicate_unconfirmed"
    LEAF_TWICE = "leaf_twice"
    LEAF_UNKNOWN = "leaf_unknown"
    NAME_MISSING = "name_missing"
    NAME_TOO_LONG = "name_too_long"
    NAME_UNREADABLE = "name_unreadable"
    NO_CONSENT = "no_consent"
    NO_LEAF = "no_leaf"
    NO_SYMBOL_LEFT = "no_symbol_left"
    NOTICE_NOT_HEARD = "notice_not_heard"
    PHONE_UNREADABLE = "phone_unreadable"
    TOO_MANY_LEAVES = "too_many_leaves"
    UNDER_AGE = "under_age"


class Likeness(StrEnum):
    """Why somebody may already be here: asked back, never refused for it."""

    SAME_NAME = "same_name"
    SAME_PHONE = "same_phone"


@dataclass(frozen=True, slots=True)
class LeafAmount:
    """A leaf she makes, and how much a week in whole units (stated, not proven)."""

    category_id: int
    unit_id: int
    weekly_amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSupplier:
    """Everything the 90 seconds yield; ``code`` is dealt beforehand, outside the transaction.

    ``consent`` is the one to trading; ``also`` holds those it never depends on. ``notice_heard``
    and ``terms_heard`` say that they were read or played to her in ``language``. ``imported`` is
    the public id of the line of a list that told of her.
    """

    name: str
    place_id: int
    kind: SupplierKind
    leaves: tuple[LeafAmount, ...]
    found_at: FoundAt
    found_when: FoundWhen
    payout: Payout
    language: str
    code: DealtCode
    phone: str | None = None
    phone_arrangement: PhoneArrangement = PhoneArrangement.NONE
    notice_heard: bool = False
    consent: bool = False
    also: frozenset[Purpose] = frozenset()
    adult: bool = False
    terms_heard: bool = False
    confirmed_duplicates: bool = False
    client_key: str = ""

    def request(self) -> tuple[object, ...]:
        """Return what makes two sends the same registration: all but key, code and second looks."""
        return (
            self.name,
            self.place_id,
            self.kind.value,
            self.found_at.value,
            self.found_when.value,
            self.payout.value,
            self.language,
            self.phone,
            self.phone_arrangement.value,
            *((leaf.category_id, leaf.unit_id, leaf.weekly_amount) for leaf in self.leaves),
        )

    imported: str | None = None


def refusals(command: RegisterSupplier) -> frozenset[RegistrationRefusal]:
    """Return everything that is missing or wrong, without asking the database."""
    return _of_name(command.name) | _of_leaves(command.leaves) | _of_consent(command)


def _of_name(name: str) -> frozenset[RegistrationRefusal]:
    plain = tidy(name)
    found = {
        RegistrationRefusal.NAME_MISSING: not plain,
        RegistrationRefusal.NAME_TOO_LONG: len(plain) > MAX_NAME,
        RegistrationRefusal.NAME_UNREADABLE: "\n" in plain or bool(unsafe_characters(plain)),
    }
    return _those(found)


def _of_leaves(leaves: tuple[LeafAmount, ...]) -> frozenset[RegistrationRefusal]:
    amounts = [leaf.weekly_amount for leaf in leaves]
    found = {
        RegistrationRefusal.NO_LEAF: not leaves,
        RegistrationRefusal.TOO_MANY_LEAVES: len(leaves) > MAX_LEAVES,
        RegistrationRefusal.LEAF_TWICE: len({leaf.category_id for leaf in leaves}) < len(leaves),
        RegistrationRefusal.AMOUNT_MISSING: any(amount < 1 for amount in amounts),
        RegistrationRefusal.AMOUNT_TOO_LARGE: any(amount > MAX_AMOUNT for amount in amounts),
    }
    return _those(found)


def _of_consent(command: RegisterSupplier) -> frozenset[RegistrationRefusal]:
    found = {
        RegistrationRefusal.NOTICE_NOT_HEARD: not command.notice_heard,
        RegistrationRefusal.NO_CONSENT: not command.consent,
        RegistrationRefusal.UNDER_AGE: not command.adult,
    }
    return _those(found)


def _those(found: dict[RegistrationRefusal, bool]) -> frozenset[RegistrationRefusal]:
    return frozenset(reason for reason, wrong in found.items() if wrong)
