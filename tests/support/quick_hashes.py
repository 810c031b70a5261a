"""Secrets hashed at next to no cost in the tests, which sign people in thousands of times.

The same argon2id, with less memory and one pass; what the product spends is looked at in
tests/rules/people/test_passwords.py, which asks for the fixture ``honest_hashes``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from argon2 import Parameters

from marketplace.people.rules import passwords

HONEST = passwords.HASHER._parameters
QUICK = replace(HONEST, time_cost=1, memory_cost=8)


def spend(parameters: Parameters) -> None:
    """Let every hash from now on, the dummy included, cost this much."""
    passwords.HASHER._parameters = parameters
    passwords._DUMMY = passwords.hash_password("nobody has this password")


@contextmanager
def honest() -> Iterator[None]:
    """Spend what the product spends."""
    spend(HONEST)
    try:
        yield
    finally:
        spend(QUICK)
