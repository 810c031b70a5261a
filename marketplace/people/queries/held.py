"""Everything held about a person, table by table: the answer to "what do you know of me?"

Read from the tables themselves, so that a new one cannot be forgotten. Secrets (digests, hashes,
the authenticator's seed) are not hers to carry away: they prove her, they do not tell of her.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Table, or_, select
from sqlalchemy.orm import Session

from marketplace.db import Base
from marketplace.journal.models import JournalEntry
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Person, SupplierMember

# The columns that say whose a row is; who merely signed or entered it is told by the journal.
OWNERS = frozenset({"absent_id", "person_id", "supplier_id", "to_person_id", "to_supplier_id"})
SECRET = ("hash", "digest", "secret", "client_key")
MOST = 5_000


@dataclass(frozen=True, slots=True)
class Holding:
    """The rows of one table that are about her."""

    table: str
    rows: tuple[dict[str, Any], ...]


def held_about(session: Session, person_id: int) -> tuple[Holding, ...]:
    """Return everything held about a person; who may ask is decided before."""
    if session.get(Person, person_id) is None:
        raise NotFound
    member = select(SupplierMember.supplier_id).where(SupplierMember.person_id == person_id)
    ids = {"person": [person_id], "supplier": list(session.scalars(member))}
    return tuple(_holdings(session, ids))


def _holdings(session: Session, ids: dict[str, list[int]]) -> Iterator[Holding]:
    for table in Base.metadata.sorted_tables:
        whose = [
            column.in_(ids[key.column.table.name])
            for column in table.columns
            if column.name in OWNERS
            for key in column.foreign_keys
            if key.column.table.name in ids
        ]
        if table.name in ids:
            whose.append(table.c.id.in_(ids[table.name]))
        if whose:
            yield from _holding(session, table, or_(*whose))
    entry = JournalEntry
    subject = (entry.subject_type == "supplier") & entry.subject_id.in_(ids["supplier"])
    herself = (entry.subject_type == "person") & entry.subject_id.in_(ids["person"])
    did = entry.actor_id.in_(ids["person"])
    yield from _holding(session, JournalEntry.__table__, or_(subject, herself, did))


def _holding(session: Session, table: Any, whose: Any) -> Iterator[Holding]:
    columns = [c for c in table.columns if not any(word in c.name for word in SECRET)]
    rows = session.execute(select(*columns).where(whose).order_by(*_key(table)).limit(MOST))
    found = tuple({name: _plain(value) for name, value in row._asdict().items()} for row in rows)
    if found:
        yield Holding(table.name, found)


def _key(table: Table) -> tuple[Any, ...]:
    return tuple(table.primary_key.columns)


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value
