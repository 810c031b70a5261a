"""What a desk looks at again: second looks, conditions on their day, signatures not fresh."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, String, cast, func, literal, null, select, type_coerce
from sqlalchemy import union_all as together
from sqlalchemy.orm import Session

from marketplace.assessment.queries.conditions import conditions_statement
from marketplace.assessment.queries.lists import reviews_statement
from marketplace.assessment.queries.standing import not_fresh_statement
from marketplace.kernel.actor import Actor
from marketplace.kernel.text import Typed


class Again(StrEnum):
    """Why something is looked at again."""

    CONDITION = "condition"
    REVIEW = "review"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class AheadCard:
    """One thing to look at again, since or on ``at``.

    ``ident`` is the review's or the assessment's public id, or the condition's id. ``code`` is
    why a review was put up, the condition, or how the signature stands; ``note`` what was written
    to a condition, or why the signature is not fresh.
    """

    kind: Again
    ident: str
    at: datetime
    code: str
    note: str | None
    leaf_code: str
    picture: str
    operator_name: str
    supplier_name: str | None


_NOTHING = cast(null(), String)


def _plain(
    kind: Again, found: Any, ident: Any, at: Any, code: Any, note: Any, tongue: Any = _NOTHING
) -> Select[*tuple[Any, ...]]:
    made: Select[*tuple[Any, ...]] = select(
        literal(kind.value).label("kind"), ident.label("ident"), at.label("at"),
        type_coerce(code, String).label("code"), note.label("note"), tongue.label("tongue"),
        found.c.leaf_code,
        found.c.picture, found.c.operator_name, found.c.supplier_name,
    )  # fmt: skip
    return made


def _reviews(actor: Actor) -> Select[*tuple[Any, ...]]:
    found = reviews_statement(actor).subquery()
    return _plain(Again.REVIEW, found, found.c.public_id, found.c.due_at, found.c.reason, _NOTHING)


def _conditions(actor: Actor, until: datetime) -> Select[*tuple[Any, ...]]:
    found = conditions_statement(actor, until=until).subquery()
    ident = cast(found.c.id, String)
    c = found.c
    return _plain(Again.CONDITION, found, ident, c.due_at, c.code, c.note, c.note_in)


def _signatures(actor: Actor) -> Select[*tuple[Any, ...]]:
    found = not_fresh_statement(actor).subquery()
    why = func.coalesce(type_coerce(found.c.reason, String), "")
    return _plain(
        Again.SIGNATURE, found, found.c.assessment_public_id, found.c.since,
        found.c.standing, why,
    )  # fmt: skip


def looks_ahead(session: Session, actor: Actor, until: datetime) -> tuple[AheadCard, ...]:
    """Return what is looked at again in her places, the oldest first, in one statement.

    Conditions whose day is after ``until`` are left out.
    """
    parts = (_reviews(actor), _conditions(actor, until), _signatures(actor))
    rows = session.execute(together(*parts))
    return tuple(_card(row._asdict()) for row in sorted(rows, key=lambda r: r.at))


def _card(row: dict[str, Any]) -> AheadCard:
    note, tongue = row.pop("note"), row.pop("tongue")
    return AheadCard(**row | {
        "kind": Again(row["kind"]), "note": None if note is None else Typed(note, tongue),
    })  # fmt: skip
