"""Who is meant by a name, an e-mail address or a number; and what people are called."""

from collections.abc import Collection

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from marketplace.people.models import Person, StaffAccount

MOST = 50


def people_called(session: Session, text: str) -> tuple[int, ...]:
    """Return the persons of a name or an e-mail address, or the one of a number."""
    said = text.strip()
    if said.isascii() and said.isdigit():
        return (int(said[:18]),)
    found = (
        select(Person.id)
        .outerjoin(StaffAccount, StaffAccount.person_id == Person.id)
        .where(
            or_(func.lower(Person.name) == said.lower(), StaffAccount.email == said.lower()),
            Person.name != "",
        )
        .order_by(Person.id)
        .limit(MOST)
    )
    return tuple(session.scalars(found))


def names_of(session: Session, ids: Collection[int | None]) -> dict[int, str]:
    """Return what people are called now; who was erased has no name, and is not among them."""
    wanted = sorted({ident for ident in ids if ident is not None})
    found = select(Person.id, Person.name).where(Person.id.in_(wanted), Person.name != "")
    return {row.id: row.name for row in session.execute(found)}
