"""Staff passwords: what is refused, and that nobody takes as long as somebody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.people.rules import passwords
from marketplace.people.rules.passwords import PasswordRefusal as No


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short", No.TOO_SHORT),
        ("elevenchars", No.TOO_SHORT),
        ("x" * 201, No.TOO_LONG),
        ("Neema.Lodge@kijani.example", No.SAME_AS_EMAIL),
        ("Password1234", No.COMMON),
        ("aaaaaaaaaaaa", No.COMMON),
        ("abcabcabcabc", No.COMMON),
        ("432109876543", No.COMMON),
        ("qwertyuiopas", No.COMMON),
    ],
)
def test_what_is_refused(password: str, reason: No | None) -> None:
    found = passwords.refusals(password, "neema.lodge@kijani.example")
    assert found == (frozenset() if reason is None else found | {reason})


@pytest.mark.parametrize("password", ["demo-linkage", "three goats and a drum", "mti mrefu sana"])
def test_a_long_own_password_is_taken(password: str) -> None:
    assert passwords.refusals(password, "neema@demo.example") == frozenset()


@given(st.text(max_size=11))
def test_under_twelve_is_never_taken(password: str) -> None:
    if len(passwords.canonical(password)) < passwords.MIN_LENGTH:
        assert No.TOO_SHORT in passwords.refusals(password, "a@b.example")


@pytest.mark.usefixtures("honest_hashes")
def test_only_the_password_itself_fits_however_the_keyboard_writes_it() -> None:
    stored = passwords.hash_password("caf\u00e9 na maziwa moto")
    assert "argon2id" in stored
    assert "m=19456,t=2,p=1" in stored
    assert passwords.verify_password(stored, "cafe\u0301 na maziwa moto")
    assert not passwords.verify_password(stored, "cafe na maziwa moto")


@pytest.mark.usefixtures("honest_hashes")
def test_nothing_stored_is_compared_with_an_equally_slow_hash_and_never_fits() -> None:
    dummy = passwords.HASHER.hash("x")
    assert passwords._DUMMY.split("$")[3] == dummy.split("$")[3]  # same memory, time, lanes
    assert not passwords.verify_password(None, "nobody has this password")
    assert not passwords.verify_password("not a hash", "anything at all")
