"""Feeds for programs: the public board as data, and the vocabularies behind its codes."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from marketplace.catalogue.models import Category, Unit
from marketplace.catalogue.words import LEAF_NAMES, UNIT_NAMES
from marketplace.sourcing.queries import PublicNeed, board_page
from marketplace.sourcing.rules.board import EVERYWHERE, whole_destination

ONE_PAGE = 50
VOCABULARIES = {
    "hs": "Harmonized System 2022 (World Customs Organization)",
    "cpc": "Central Product Classification 2.1 (United Nations)",
    "unece": "UN/CEFACT Recommendation 20",
}
_group = aliased(Category)
_LEAVES = (
    select(
        Category.code, _group.code.label("group"), Category.hs_code.label("hs"),
        Category.cpc_code.label("cpc"), Unit.code.label("unit"),
    )
    .join(_group, _group.id == Category.parent_id)
    .outerjoin(Unit, Unit.id == Category.default_unit_id)
    .where(Category.retired.is_(False))
    .order_by(_group.position, Category.position, Category.id)
)  # fmt: skip
_UNITS = select(Unit.code, Unit.dimension, Unit.unece_code.label("unece")).order_by(Unit.code)


def needs_feed(
    session: Session, destination_id: int | None, after: str
) -> tuple[list[dict[str, Any]], str | None]:
    """Return a page of the public board, and where the next one begins; one statement."""
    cell = whole_destination(destination_id) if destination_id else EVERYWHERE
    board = board_page(session, cell=cell, after=_place(after), limit=ONE_PAGE)
    following = f"{board.next[0]}.{board.next[1]}" if board.next else None
    return [_need(one) for one in board.needs], following


def _place(text: str) -> tuple[int, int] | None:
    key, _, need = text.partition(".")
    if not (key.isascii() and key.isdigit() and need.isascii() and need.isdigit()):
        return None
    return int(key[:18]), int(need[:18])


def _need(one: PublicNeed) -> dict[str, Any]:
    return {
        "code": one.code, "leaf": one.leaf_code, "name": LEAF_NAMES.get(one.leaf_code),
        "quantity": one.quantity, "unit": one.unit_code, "place": one.place_name,
        "week": one.monday.isoformat(), "open": one.open,
    }  # fmt: skip


def goods(session: Session) -> dict[str, Any]:
    """Return leaves and units with their codes in public vocabularies, in two statements.

    A code is there only where the vocabulary has one that says the same.
    """
    return {
        "vocabularies": VOCABULARIES,
        "leaves": [
            {**row._asdict(), "name": LEAF_NAMES.get(row.code)} for row in session.execute(_LEAVES)
        ],
        "units": [
            {**row._asdict(), "name": UNIT_NAMES.get(row.code)} for row in session.execute(_UNITS)
        ],
    }
