"""Names for things: unguessable ids, short codes people can read out, check digits."""

import hashlib
import secrets

# Without vowels (no words by accident) and without look-alikes (0 O, 1 I L, 2 Z, 5 S, 8 B).
CODE_ALPHABET = "34679CDFGHJKMNPQRTVWXY"
CODE_LENGTH = 6


def public_id() -> str:
    """Return a random id of 96 bits, 16 URL-safe characters, for addresses and forms."""
    return secrets.token_urlsafe(12)


def short_code() -> str:
    """Return a six-character code (22^6, about 113 million) for people to read out."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def token() -> str:
    """Return a secret of 256 bits for links and cookies; only its digest is ever stored."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """Return what is stored of a token: its SHA-256 in hex (the token itself is random enough)."""
    return hashlib.sha256(secret.encode()).hexdigest()


_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


def check_digit(digits: str) -> str:
    """Return Damm's check digit: catches every single slip and every swap of neighbours."""
    state = "0"
    for digit in digits:
        state = _DAMM[int(state)][int(digit)]
    return state


def card_number() -> str:
    """Return six digits, the last of them a check digit, written as three pairs on a card."""
    body = f"{secrets.randbelow(100_000):05d}"
    return body + check_digit(body)


def valid_card_number(digits: str) -> bool:
    """Tell whether six typed digits can be a card number at all."""
    return len(digits) == 6 and digits.isascii() and digits.isdigit() and check_digit(digits) == "0"
