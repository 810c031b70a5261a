"""What stands from test to test: applications and engines; only the data under them change.

Making an application compiles 570 addresses, and its first pages every template and statement:
more work than most tests. None of it depends on a test's data, so a worker makes it once for each
kind of settings. What a test may change (settings, words, pictures, listeners) is new each time.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from sqlalchemy import Engine, event, make_url
from sqlalchemy.engine import Dialect

T = TypeVar("T")


class Lent(Generic[T]):
    """Things that one test uses at a time; a second one at the same time is made anew."""

    def __init__(self) -> None:
        self.free: dict[Hashable, list[T]] = defaultdict(list)

    @contextmanager
    def of(self, kind: Hashable, make: Callable[[], T]) -> Iterator[T]:
        """Lend a thing of a kind; one that was lent into a failure does not come back."""
        free = self.free[kind]
        thing = free.pop() if free else make()
        yield thing
        free.append(thing)


class Ground:
    """An engine that keeps its dialect and its compiled statements; it connects where it is put."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.url = engine.url
        event.listen(engine, "do_connect", self._connect)

    def _connect(self, dialect: Dialect, _: object, where: list[Any], how: dict[str, Any]) -> None:
        where[:], now = dialect.create_connect_args(self.url)
        how.update(now)

    @contextmanager
    def at(self, address: str) -> Iterator[Engine]:
        """Yield an engine for a database, with listeners of its own; no connection is left open."""
        self.url = make_url(address)
        own = self.engine.execution_options()
        own.url = self.url
        try:
            yield own
        finally:
            self.engine.dispose()
