"""The database porch: one Base, UTC times, SQLite made safe, writers that begin immediately.

SQLite: WAL, foreign keys, ``synchronous=FULL``, a busy timeout, and ``BEGIN IMMEDIATE`` for every
writing transaction: a deferred read-then-write made 144,000 lock errors in 3 s with 8 writers,
an immediate one none (docs/adr/0003).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    DateTime,
    Engine,
    Enum,
    Insert,
    Integer,
    MetaData,
    Row,
    Select,
    String,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import (
    Bundle,
    DeclarativeBase,
    InstrumentedAttribute,
    MappedColumn,
    Mapper,
    Session,
    mapped_column,
    registry,
)
from sqlalchemy.types import TypeDecorator

from marketplace.i18n import bound_language
from marketplace.kernel.refused import NotFound
from marketplace.kernel.text import Typed

T = TypeVar("T")

BUSY_TIMEOUT_MS = 10_000
NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

writing: ContextVar[bool] = ContextVar("writing", default=False)


class UTCDateTime(TypeDecorator[datetime]):
    """A moment, always aware and in UTC; a naive one is refused before it is stored."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(DateTime(timezone=dialect.name != "sqlite"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        _ = dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def code_of(members: type[StrEnum], length: int = 24, name: str = "") -> Enum:
    """Return the column type of a closed list: stored by value, with a CHECK.

    ``name`` tells the CHECKs of two columns apart that share a list in one table.
    """
    return Enum(
        members,
        native_enum=False,
        create_constraint=True,
        name=name or members.__name__.lower(),
        length=length,
        values_callable=lambda enum: [member.value for member in enum],
    )


def personal(owner: str) -> dict[str, str]:
    """Mark a column (as its ``info``) that holds somebody's own name, words or number.

    ``owner`` is the column of the same table that says whose: ``id`` in the tables of persons and
    suppliers, else the one that points there. Erasing her blanks it, in whatever context it is.
    """
    return {"personal_of": owner}


def tongue_of(column: str) -> MappedColumn[str | None]:
    """Return the column that keeps in which language another one of its row was typed.

    It follows by itself: whoever writes words has the language of the page before him.
    """
    return mapped_column(String(8), info={"tongue_of": column})


def typed(words: InstrumentedAttribute[Any], tongue: Any = None, *, name: str = "") -> Bundle[Any]:
    """Select what somebody typed with its language, as one ``Typed`` under the words' own name."""
    kept = getattr(words.class_, f"{words.key}_in") if tongue is None else tongue
    return _Typed(name or words.key, words, kept)


class _Typed(Bundle[Any]):
    """Two columns of a row as one ``Typed``."""

    inherit_cache = True

    def create_row_processor(
        self, query: Any, procs: Sequence[Callable[[Row[Any]], Any]], labels: Sequence[str]
    ) -> Callable[[Row[Any]], Any]:
        """Return how a row is read."""
        _ = query, labels
        words, tongue = procs

        def read(row: Row[Any]) -> Typed | None:
            text = words(row)
            return None if text is None else Typed(text, tongue(row))

        return read


# SQLite numbers rows by itself only where the key is spelled INTEGER.
_WHOLE = BigInteger().with_variant(Integer, "sqlite")

# Flask-SQLAlchemy 3.1.1 with SQLAlchemy 2.1 raises on a type map set on Base itself.
_registry = registry(
    metadata=MetaData(naming_convention=NAMING),
    type_annotation_map={datetime: UTCDateTime(), str: String(200), int: _WHOLE},
)


class Base(DeclarativeBase):
    """The one base of all tables; ``id`` for joins, ``public_id`` for the outside."""

    registry = _registry
    metadata = _registry.metadata


db = SQLAlchemy(model_class=Base)


@event.listens_for(Mapper, "mapper_configured")
def _follow_tongues(mapper: "Mapper[Any]", _class: type) -> None:
    """Write down the language with the words, wherever a row's words are set."""
    for column in mapper.local_table.columns:
        words = column.info.get("tongue_of")
        if words is not None:
            event.listen(getattr(mapper.class_, words), "set", partial(_spoke, column.key))


def _spoke(tongue: str, row: Any, value: Any, _before: Any, _how: Any) -> None:
    setattr(row, tongue, bound_language().code if value else None)


@contextmanager
def write_transaction() -> Iterator[None]:
    """Make every transaction that begins inside a writing one (``BEGIN IMMEDIATE``)."""
    mark = writing.set(True)
    try:
        yield
    finally:
        writing.reset(mark)


def prepare_engine(engine: Engine) -> None:
    """Give an engine the pragmas and the BEGIN of this house; harmless on PostgreSQL."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_connect)
        event.listen(engine, "begin", _sqlite_begin)


def _sqlite_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "journal_size_limit=67108864",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _sqlite_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")


@contextmanager
def transaction(session: Session) -> Iterator[Session]:
    """One writing transaction for the command line and jobs: commit on success only."""
    with write_transaction():
        session.rollback()  # end a reading transaction that may be open
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


def insert_missing(session: Session, table: type[DeclarativeBase]) -> Insert:
    """Return an insert that leaves out rows of which a unique constraint says they are there."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def held(session: Session, found: Select[T]) -> T:
    """Return the one row as it is now, its other writers kept waiting; ``NotFound`` for none."""
    fresh = found.with_for_update().execution_options(populate_existing=True)
    row = session.scalars(fresh).one_or_none()
    if row is None:
        raise NotFound
    return row
