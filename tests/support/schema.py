"""A database's schema as comparable lines: what Alembic's comparison misses is here too.

Checks, partial-index predicates, triggers and foreign-key rules are read from the database itself.
"""

import re
from collections.abc import Iterator

from sqlalchemy import Connection, inspect, text

SKIPPED = {"alembic_version"}
PG_INDEXES = """
    SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
"""
PG_CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
"""
PG_TRIGGERS = """
    SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
"""
LITE = "SELECT tbl_name, sql FROM sqlite_master WHERE type = :kind AND sql IS NOT NULL"


def squeeze(sql: object) -> str:
    """Return SQL with every run of white space made one space."""
    return re.sub(r"\s+", " ", str(sql)).strip()


def _rows(connection: Connection, sql: str, **values: str) -> Iterator[tuple[str, str]]:
    for table, line in connection.execute(text(sql), values):
        if table not in SKIPPED:
            yield table, squeeze(line)


def columns(connection: Connection) -> Iterator[str]:
    """Yield every column with its type, emptiness and default."""
    looked = inspect(connection)
    for table in set(looked.get_table_names()) - SKIPPED:
        for column in looked.get_columns(table):
            kind = column["type"].compile(connection.dialect)
            empty = "null" if column["nullable"] else "not null"
            yield f"{table}.{column['name']} {kind} {empty} default {column['default']}"


def _lite_constraints(connection: Connection) -> Iterator[str]:
    looked = inspect(connection)
    for table in set(looked.get_table_names()) - SKIPPED:
        found = [
            looked.get_pk_constraint(table),
            *looked.get_foreign_keys(table),
            *looked.get_unique_constraints(table),
            *looked.get_check_constraints(table),
        ]
        yield from (f"{table}: {sorted(map(squeeze, c.items()))}" for c in found)


def constraints(connection: Connection) -> Iterator[str]:
    """Yield keys, checks and indexes, partial ones with their condition."""
    if connection.dialect.name == "sqlite":
        yield from _lite_constraints(connection)
        yield from (f"{t}: {sql}" for t, sql in _rows(connection, LITE, kind="index"))
        return
    for query in (PG_INDEXES, PG_CONSTRAINTS):
        yield from (f"{table}: {sql}" for table, sql in _rows(connection, query))


def triggers(connection: Connection) -> list[str]:
    """Return every trigger."""
    lite = connection.dialect.name == "sqlite"
    found = _rows(connection, LITE, kind="trigger") if lite else _rows(connection, PG_TRIGGERS)
    return sorted(f"{table}: {sql}" for table, sql in found)


def tables_dump(connection: Connection) -> list[str]:
    """Return everything the models know of: columns, keys, checks, indexes."""
    return sorted([*columns(connection), *constraints(connection)])


def row_counts(connection: Connection) -> dict[str, int]:
    """Return how many rows each table holds, empty ones left out."""
    names = sorted(set(inspect(connection).get_table_names()) - SKIPPED)
    counts = {
        n: connection.execute(text(f'SELECT count(*) FROM "{n}"')).scalar_one() for n in names
    }
    return {name: count for name, count in counts.items() if count}
