"""The second factor of staff: time-based codes (RFC 6238), each good once."""

import hmac
from collections.abc import Iterable
from datetime import datetime

import pyotp

from marketplace.kernel.actor import Role
from marketplace.kernel.text import latin_digits

PERIOD_SECONDS = 30
DRIFT_STEPS = 1  # a phone's clock may be half a minute off, either way
MUST_HAVE = frozenset({Role.ADMINISTRATOR, Role.FACILITATOR})


def is_required(roles: Iterable[Role], *, demo: bool) -> bool:
    """Tell whether these roles need a second factor: facilitators and administrators, no demo."""
    return not demo and not MUST_HAVE.isdisjoint(roles)


def new_secret() -> str:
    """Return a secret of 160 bits in base 32."""
    return pyotp.random_base32()


def address(secret: str, *, email: str, issuer: str) -> str:
    """Return the otpauth address an authenticator reads, typed or as QR."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)


def step_of(moment: datetime) -> int:
    """Return the number of the half minute a moment lies in."""
    return int(moment.timestamp()) // PERIOD_SECONDS


def accepted_step(secret: str, code: str, *, now: datetime, last_step: int | None) -> int | None:
    """Return the step a code belongs to, or nothing if it is wrong, too old or was used before."""
    typed = latin_digits("".join(code.split()))
    generator = pyotp.HOTP(secret)
    for step in range(step_of(now) - DRIFT_STEPS, step_of(now) + DRIFT_STEPS + 1):
        fresh = last_step is None or step > last_step
        if fresh and hmac.compare_digest(generator.at(step).encode(), typed.encode()):
            return step
    return None
