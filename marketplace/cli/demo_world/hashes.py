"""Password and picture-code hashes, made beside the loading: argon2 is slow by intention.

argon2 lets other threads run, so a small pool keeps both processor cores busy.
"""

import os
from concurrent.futures import Future, ThreadPoolExecutor

from marketplace.cli.demo_world.data import World, staff_of
from marketplace.people.rules.passwords import hash_password
from marketplace.people.rules.picture_codes import DealtCode, deal_code, pepper_of


class Hashes:
    """Every staff password and every supplier's code, each with its own salt."""

    def __init__(self, world: World, secret: str) -> None:
        self._pool = ThreadPoolExecutor(max_workers=min(4, (os.cpu_count() or 1) + 1))
        pepper = pepper_of(secret)
        self._passwords: dict[str, Future[str]] = {
            person["email"]: self._pool.submit(hash_password, world.password)
            for person, _ in staff_of(world)
        }
        self._codes: dict[tuple[str, int], Future[DealtCode]] = {
            (supplier["code"], at): self._pool.submit(deal_code, pepper, keys=world.keys)
            for _, supplier in world.everywhere("suppliers")
            for at in range(len(supplier["people"]))
        }

    def password(self, email: str) -> str:
        """Return the hash for a staff sign-in."""
        return self._passwords[email].result()

    def code(self, supplier: str, at: int) -> DealtCode:
        """Return the code dealt to one of a supplier's people."""
        return self._codes[supplier, at].result()

    def close(self) -> None:
        """Let the threads go; what nobody waits for any more is dropped."""
        self._pool.shutdown(cancel_futures=True)
