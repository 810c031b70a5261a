"""Staff passwords: what is refused, and argon2id at OWASP's figures (19 MiB, t=2, p=1).

Hashing takes tens of milliseconds by intention: never inside a writing transaction.
"""

import unicodedata
from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_LENGTH = 12
MAX_LENGTH = 200
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# What people type when a form asks for twelve characters; compared without case.
_WORDS = (
    "123456789012 1234567890123 12345678901234 123456789123 111111111111 000000000000 "
    "password1234 password12345 password123456 passwordpassword passw0rd1234 administrator "
    "administrator1 qwertyuiop12 qwertyuiop123 qwertyuiopas qwerty123456 qwertyqwerty "
    "iloveyou1234 iloveyouforever letmeinletmein welcome12345 welcome123456 changeme1234 "
    "changemechangeme abcdefghijkl abcdefghijklm abcd12345678 abc123abc123 1q2w3e4r5t6y "
    "tanzania1234 tanzania2026 kenya1234567 karibukaribu hakunamatata hakunamatata1 "
    "safarisafari serengeti1234 kilimanjaro1 kilimanjaro12 kilimanjaro123"
)
_COMMON = frozenset(_WORDS.split())
_ROWS = ("0123456789" * 3, "abcdefghijklmnopqrstuvwxyz" * 2, "qwertyuiopasdfghjklzxcvbnm" * 2)


class PasswordRefusal(StrEnum):
    """Why a password was not taken."""

    COMMON = "common_password"
    SAME_AS_EMAIL = "password_is_email"
    TOO_LONG = "password_too_long"
    TOO_SHORT = "password_too_short"


def refusals(password: str, email: str) -> frozenset[PasswordRefusal]:
    """Return why this password cannot be used by the holder of this e-mail address."""
    plain = canonical(password)
    folded, address = plain.casefold(), email.strip().casefold()
    own_names = {address, address.partition("@")[0]}
    found = {
        PasswordRefusal.TOO_SHORT: len(plain) < MIN_LENGTH,
        PasswordRefusal.TOO_LONG: len(plain) > MAX_LENGTH,
        PasswordRefusal.SAME_AS_EMAIL: folded in own_names,
        PasswordRefusal.COMMON: folded in _COMMON or _is_monotonous(folded),
    }
    return frozenset(reason for reason, wrong in found.items() if wrong)


def _is_monotonous(folded: str) -> bool:
    few = len(set(folded)) <= 3
    return bool(folded) and (few or any(folded in row or folded[::-1] in row for row in _ROWS))


def canonical(password: str) -> str:
    """Return one spelling for one password: keyboards write é in two ways."""
    return unicodedata.normalize("NFKC", password)


def hash_password(password: str) -> str:
    """Return what is stored of a password (slow)."""
    return HASHER.hash(canonical(password))


def verify_password(stored: str | None, password: str) -> bool:
    """Tell whether the password fits; with nothing stored it takes as long and says no (slow)."""
    return check_hash(stored, canonical(password))


def check_hash(stored: str | None, secret: str) -> bool:
    """Compare a secret with an argon2 hash, or with a dummy one, in the same time (slow)."""
    try:
        HASHER.verify(stored or _DUMMY, secret)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


_DUMMY = HASHER.hash("nobody has this password")
