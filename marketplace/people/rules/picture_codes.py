"""Picture codes: four pictures in order out of a person's own twelve, dealt by the server.

The twelve lie like the keys of a phone, so that a code can also be typed:

    1 2 3
    4 5 6
    7 8 9
    * 0 #

Nobody chooses a code: what people choose is guessed (supplier-screens.md, "Who am I").
"""

import hashlib
import hmac
import random
import secrets
from dataclasses import dataclass, field

from marketplace.people.rules.drawings import distinct
from marketplace.people.rules.passwords import HASHER, check_hash

KEYPAD = "123456789*0#"
CODE_LENGTH = 4
DEMO_KEYS = "1234"


@dataclass(frozen=True, slots=True)
class DealtCode:
    """Twelve drawings by position, the four keys, and the hash that is stored of them."""

    drawings: tuple[str, ...]
    keys: str = field(repr=False)
    code_hash: str = field(repr=False)


def deal_code(pepper: bytes, *, keys: str | None = None, seed: str = "") -> DealtCode:
    """Deal twelve drawings and four different keys (slow: hashes). ``keys`` is for the demo.

    The same ``seed``, a random key minted with a form, deals the same again: a page that was sent
    twice shows the same pictures. Only the server's pepper makes a seed into a code.
    """
    dealer = _seeded(seed, pepper) if seed else secrets.SystemRandom()
    chosen = keys or _four_keys(dealer)
    drawings = distinct(len(KEYPAD), dealer)
    return DealtCode(drawings, chosen, hash_code(chosen, pepper))


def _seeded(seed: str, pepper: bytes) -> random.Random:
    digest = hmac.digest(pepper, f"deal:{seed}".encode(), "sha256")
    return random.Random(digest)  # noqa: S311  # seeded by a secret


def _four_keys(dealer: random.Random) -> str:
    while True:
        keys = "".join(dealer.sample(KEYPAD, CODE_LENGTH))
        if keys != DEMO_KEYS:  # the one everybody would try first
            return keys


def decoy_drawings(who: str, pepper: bytes) -> tuple[str, ...]:
    """Return twelve drawings for a symbol nobody has: always the same ones for the same symbol."""
    seed = hmac.digest(pepper, f"decoy:{who}".encode(), "sha256")
    return distinct(len(KEYPAD), random.Random(seed))  # noqa: S311  # seeded by a secret


def read_keys(text: str) -> str | None:
    """Return the four keys that were typed, blanks and dashes forgiven; none if unreadable."""
    keys = "".join(character for character in text if character not in " -.\u00a0\n\r\t")
    fits = len(keys) == CODE_LENGTH and all(key in KEYPAD for key in keys)
    return keys if fits else None


def pepper_of(secret: str) -> bytes:
    """Return the pepper: derived from the installation's secret, never in the database."""
    return hmac.digest(secret.encode(), b"picture-code pepper", "sha256")


def hash_code(keys: str, pepper: bytes) -> str:
    """Return what is stored of a code (slow)."""
    return HASHER.hash(_peppered(keys, pepper))


def verify_code(stored: str | None, keys: str | None, pepper: bytes) -> bool:
    """Tell whether the keys fit; takes as long for an unknown symbol or unreadable keys (slow)."""
    fits = check_hash(stored, _peppered(keys or "", pepper))
    return fits and keys is not None


def _peppered(keys: str, pepper: bytes) -> str:
    return hmac.new(pepper, keys.encode(), hashlib.sha256).hexdigest()


def deal_second(
    drawings: tuple[str, ...], first_hash: str | None, pepper: bytes, *, seed: str
) -> DealtCode:
    """Deal four other keys out of her own twelve pictures (slow: verifies and hashes).

    Never the keys of the first code; the same ``seed`` deals the same again.
    """
    dealer = _seeded(f"second:{seed}", pepper)
    keys = _four_keys(dealer)
    while verify_code(first_hash, keys, pepper):
        keys = _four_keys(dealer)
    return DealtCode(drawings, keys, hash_code(keys, pepper))
