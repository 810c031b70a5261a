"""Loading the packaged catalogue: as often as wanted, by code, never deleting what was traded."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.actions.load_specs import load_specs
from marketplace.catalogue.models import (
    Category,
    CategoryPaper,
    CategoryUnit,
    Paper,
    Unit,
    UnitStep,
)
from marketplace.catalogue.rules import packed
from marketplace.catalogue.rules.lists import Nature, Route

Data = dict[str, Any]


def load_catalogue(session: Session) -> None:
    """Bring units, papers, groups and leaves to what the package holds; the caller commits.

    Leaves that the package no longer has are retired, because history refers to them; what an
    administrator retired stays so.
    """
    data = packed.catalogue()
    units = _load_units(session, data["units"])
    papers = _load_papers(session, data["papers"])
    known = {row.code: row for row in session.scalars(select(Category))}
    for place, group in enumerate(data["groups"]):
        parent = _load_category(session, known, group, position=place)
        for position, leaf in enumerate(group["leaves"]):
            row = _load_category(session, known, leaf, position=position)
            row.parent_id = parent.id
            row.default_unit_id = units[leaf["default_unit"]].id
            _link_units(session, row, [units[code] for code in leaf["units"]])
            _link_papers(session, row, [papers[code] for code in leaf["papers"]])
    for row in known.values():
        row.retired = bool(row.retired) or row.code not in _codes(data)
    session.flush()
    load_specs(session, known)


def _codes(data: Data) -> set[str]:
    leaves = {leaf["code"] for group in data["groups"] for leaf in group["leaves"]}
    return leaves | {group["code"] for group in data["groups"]}


def _load_units(session: Session, entries: list[Data]) -> dict[str, Unit]:
    known = {row.code: row for row in session.scalars(select(Unit))}
    for entry in entries:
        row = known.setdefault(entry["code"], Unit(code=entry["code"]))
        row.dimension, row.base = entry["dimension"], entry["base"]
        row.factor_milli, row.nominal = entry["factor_milli"], entry["nominal"]
        row.unece_code, row.picture = entry["unece"], entry["picture"]
        session.add(row)
    session.flush()
    for entry in entries:
        known[entry["code"]].bigger_id = known[entry["bigger"]].id if entry["bigger"] else None
        _load_steps(session, known[entry["code"]], entry["steps"])
    return known


def _load_steps(session: Session, unit: Unit, sizes: list[int]) -> None:
    rows = session.scalars(select(UnitStep).where(UnitStep.unit_id == unit.id))
    known = {row.position: row for row in rows}
    for position, size in enumerate(sizes):
        row = known.pop(position, None) or UnitStep(unit_id=unit.id, position=position)
        row.size = size
        session.add(row)
    for row in known.values():
        session.delete(row)


def _load_papers(session: Session, entries: list[Data]) -> dict[str, Paper]:
    known = {row.code: row for row in session.scalars(select(Paper))}
    for entry in entries:
        row = known.setdefault(entry["code"], Paper(code=entry["code"]))
        row.picture = entry["picture"]
        session.add(row)
    session.flush()
    return known


def _load_category(
    session: Session, known: dict[str, Category], entry: Data, *, position: int
) -> Category:
    row = known.setdefault(entry["code"], Category(code=entry["code"]))
    row.position, row.picture = position, entry["picture"]
    row.nature, row.route = Nature(entry["nature"]), Route(entry["route"])
    row.shelf_life_days = entry.get("shelf_life_days")
    row.overlap_risk = entry.get("core_overlap_risk", "low")
    row.hs_code, row.cpc_code = entry.get("hs"), entry.get("cpc")
    session.add(row)
    session.flush()
    return row


def _link_units(session: Session, leaf: Category, units: list[Unit]) -> None:
    rows = session.scalars(select(CategoryUnit).where(CategoryUnit.category_id == leaf.id))
    known = {row.unit_id: row for row in rows}
    for position, unit in enumerate(units):
        row = known.pop(unit.id, None) or CategoryUnit(category_id=leaf.id, unit_id=unit.id)
        row.position = position
        session.add(row)
    for row in known.values():
        session.delete(row)


def _link_papers(session: Session, leaf: Category, papers: list[Paper]) -> None:
    rows = session.scalars(select(CategoryPaper).where(CategoryPaper.category_id == leaf.id))
    known = {row.paper_id: row for row in rows}
    for paper in papers:
        if known.pop(paper.id, None) is None:
            session.add(CategoryPaper(category_id=leaf.id, paper_id=paper.id))
    for row in known.values():
        session.delete(row)
