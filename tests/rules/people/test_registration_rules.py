"""Registration, terms, invitations, names and phones: what is refused, and how it is said."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel.refused import Refused
from marketplace.kernel.states import WrongState
from marketplace.people.rules import entry, registration, states, terms
from marketplace.people.rules.entry import AcceptInvitation, EntryRefusal, Invite
from marketplace.people.rules.lists import (
    FoundAt,
    FoundWhen,
    InvitationKind,
    OperatorState,
    OperatorVerb,
    Payout,
    SupplierKind,
    SupplierState,
    SupplierVerb,
)
from marketplace.people.rules.names import name_key
from marketplace.people.rules.phones import e164
from marketplace.people.rules.picture_codes import DealtCode
from marketplace.people.rules.registration import LeafAmount, RegisterSupplier
from marketplace.people.rules.registration import RegistrationRefusal as No

GOOD = RegisterSupplier(
    name="Mama Zuhura", place_id=1, kind=SupplierKind.INDIVIDUAL, leaves=(LeafAmount(1, 1, 40),),
    found_at=FoundAt.HOME, found_when=FoundWhen.MORNING, payout=Payout.CASH, language="sw",
    code=DealtCode((), "", ""), notice_heard=True, consent=True, adult=True,
)  # fmt: skip


def test_no_phone_and_no_number_is_needed() -> None:
    assert registration.refusals(GOOD) == frozenset()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": " \n "}, No.NAME_MISSING),
        ({"name": "x" * 81}, No.NAME_TOO_LONG),
        ({"name": "Zu\u202ehura"}, No.NAME_UNREADABLE),
        ({"name": "Zu\nhura"}, No.NAME_UNREADABLE),
        ({"leaves": ()}, No.NO_LEAF),
        ({"leaves": (LeafAmount(1, 1, 0),)}, No.AMOUNT_MISSING),
        ({"leaves": (LeafAmount(1, 1, 10_000),)}, No.AMOUNT_TOO_LARGE),
        ({"leaves": (LeafAmount(1, 1, 2), LeafAmount(1, 2, 2))}, No.LEAF_TWICE),
        ({"leaves": tuple(LeafAmount(n, 1, 2) for n in range(4))}, No.TOO_MANY_LEAVES),
        ({"notice_heard": False}, No.NOTICE_NOT_HEARD),
        ({"consent": False}, No.NO_CONSENT),
        ({"adult": False}, No.UNDER_AGE),
    ],
)
def test_one_thing_wrong_is_the_one_reason(change: dict[str, Any], reason: No) -> None:
    assert registration.refusals(replace(GOOD, **change)) == {reason}


def test_everything_wrong_is_said_at_once() -> None:
    bad = replace(GOOD, name="", leaves=(), notice_heard=False, consent=False, adult=False)
    assert registration.refusals(bad) == {
        No.NAME_MISSING, No.NO_LEAF, No.NOTICE_NOT_HEARD, No.NO_CONSENT, No.UNDER_AGE,
    }  # fmt: skip


@pytest.mark.parametrize("sentence", terms.SUPPLIER_TERMS + terms.SPOKEN_NOTICE)
def test_what_is_read_to_a_supplier_is_short_and_plain(sentence: str) -> None:
    assert len(sentence.split()) <= 8
    assert not set(sentence) & set("%/()[]0123456789")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mama Zuhura", "mama  ZUHURA "),
        ("Juma, Mariamu", "Mariamu Juma"),
        ("José", "Jose\u0301"),
        ("Jos\u00e9", "JOSE"),
    ],
)
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@given(st.text(), st.text())
def test_different_letters_are_a_different_name(one: str, other: str) -> None:
    assert name_key(one + "x") != name_key(one + "xx")
    assert (name_key(one) == name_key(other)) == (name_key(other) == name_key(one))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0754 123 456", "+255754123456"),
        ("+255 754 123456", "+255754123456"),
        ("00255754123456", None),
        ("12", None),
        ("call the market", None),
        ("", None),
    ],
)
def test_a_number_as_people_write_it(typed: str, number: str | None) -> None:
    found = e164(typed, "TZ")
    if typed.startswith("00"):
        assert found in {None, "+255754123456"}
    else:
        assert found == number


@pytest.mark.parametrize(
    "email", ["", "a", "a@b", "@b.example", "a b@c.example", "a@.", "a\x00@b.c"]
)
def test_no_e_mail_address(email: str) -> None:
    assert entry.canonical_email(email) is None


def test_an_e_mail_address_is_kept_in_lower_case() -> None:
    assert entry.canonical_email(" Neema@Demo.Example ") == "neema@demo.example"


def test_what_an_invitation_lacks() -> None:
    bad = Invite(kind=InvitationKind.FACILITATOR, email="x", name=" ", destination_id=1)
    assert entry.invite_refusals(bad) == {
        EntryRefusal.EMAIL_UNREADABLE, EntryRefusal.NAME_MISSING, EntryRefusal.PLACE_MISSING,
    }  # fmt: skip


def test_what_a_new_operators_answer_lacks_is_not_asked_of_a_facilitator() -> None:
    answer = AcceptInvitation(name="Neema", password_hash="x", payment_days=61)
    assert entry.answer_refusals(answer, new_operator=False) == frozenset()
    assert entry.answer_refusals(answer, new_operator=True) == {
        EntryRefusal.OPERATOR_NAME_MISSING, EntryRefusal.TERMS_NOT_ACCEPTED,
        EntryRefusal.PAYMENT_DAYS,
    }  # fmt: skip


def test_every_pair_of_supplier_state_and_verb_is_decided() -> None:
    s, v = SupplierState, SupplierVerb
    allowed = {
        (s.UNCONFIRMED, v.CONFIRM): s.ACTIVE, (s.UNCONFIRMED, v.DISABLE): s.DISABLED,
        (s.ACTIVE, v.DISABLE): s.DISABLED, (s.DISABLED, v.RESTORE): s.ACTIVE,
    }  # fmt: skip
    _walk(states.SUPPLIER, s, v, allowed)


def test_every_pair_of_operator_state_and_verb_is_decided() -> None:
    s, v = OperatorState, OperatorVerb
    allowed = {
        (s.INVITED, v.CALL_BACK): s.ACTIVE, (s.INVITED, v.SUSPEND): s.SUSPENDED,
        (s.ACTIVE, v.SUSPEND): s.SUSPENDED, (s.SUSPENDED, v.RESTORE): s.INVITED,
    }  # fmt: skip
    _walk(states.OPERATOR, s, v, allowed)


def _walk(machine: Any, states_: Any, verbs: Any, allowed: dict[Any, Any]) -> None:
    for state in states_:
        for verb in verbs:
            if (state, verb) in allowed:
                assert machine.after(state, verb) is allowed[state, verb]
            else:
                with pytest.raises(Refused) as refused:
                    machine.after(state, verb)
                assert refused.value.reasons == {WrongState.NOT_NOW}
