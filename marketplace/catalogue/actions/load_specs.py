"""Loading the points of quality with their pictures: by code, retired rather than deleted."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, CategorySpec, SpecPoint
from marketplace.catalogue.rules import packed


def load_specs(session: Session, categories: Mapping[str, Category]) -> None:
    """Bring the points, and what they fit, to what the package holds."""
    known = {row.code: row for row in session.scalars(select(SpecPoint))}
    entries = packed.specs()
    for entry in entries:
        _load_point(session, known, entry["code"])
    current = {entry["code"] for entry in entries}
    for row in known.values():
        row.retired = row.code not in current
    session.flush()
    session.execute(delete(CategorySpec))
    session.add_all(
        CategorySpec(
            category_id=categories[code].id, spec_point_id=known[entry["code"]].id,
            position=position,
        )
        for position, entry in enumerate(entries)
        for code in entry["for"]
    )  # fmt: skip
    session.flush()


def _load_point(session: Session, known: dict[str, Any], code: str) -> None:
    row = known.setdefault(code, SpecPoint(code=code))
    stem = f"spec-{code.replace('_', '-')}"
    row.picture_good, row.picture_bad = f"{stem}-good", f"{stem}-bad"
    session.add(row)
