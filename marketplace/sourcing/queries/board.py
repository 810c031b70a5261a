"""Reading the derived board: a page of needs near a cell, and a supplier's own list."""

from dataclasses import dataclass

from sqlalchemy import bindparam, exists, select, tuple_
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Place
from marketplace.kernel import clock
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Supplier, SupplierLeaf
from marketplace.sourcing.models import Asked, BoardRow, Need
from marketplace.sourcing.queries.cards import BoardPage, NeedCard, SupplierPage
from marketplace.sourcing.queries.meant import FOR_ALL, MAY_ANSWER
from marketplace.sourcing.queries.needs import (
    CARD_COLUMNS,
    PUBLIC_COLUMNS,
    public_card,
    supplier_card,
    with_buyer,
    with_goods,
    with_tender,
)
from marketplace.sourcing.rules.board import ALL_LEAVES, PAGE, REACH_KM, WINDOW
from marketplace.sourcing.rules.lists import Answer, NeedState

_TOP = (2**62, 2**62)
_PAGE = (
    with_tender(
        with_goods(
            select(*PUBLIC_COLUMNS, BoardRow.sort_key)
            .select_from(BoardRow)
            .join(Need, Need.id == BoardRow.need_id)
        )
    )
    .where(
        FOR_ALL,
        BoardRow.cell == bindparam("cell"),
        BoardRow.category_id == bindparam("category"),
        tuple_(BoardRow.sort_key, BoardRow.need_id)
        < tuple_(bindparam("sort_key"), bindparam("need_id")),
    )
    .order_by(BoardRow.sort_key.desc(), BoardRow.need_id.desc())
    .limit(bindparam("limit"))
)
# one probe of the index a leaf, however many needs are open
_KINDS = (
    select(Category.code.label("leaf_code"), Category.picture)
    .where(
        exists().where(BoardRow.cell == bindparam("cell"), BoardRow.category_id == Category.id),
        Category.retired.is_(False),
    )
    .order_by(Category.parent_id, Category.position, Category.id)
)
_HOME = (
    select(Place.cell, Place.lat_e6, Place.lon_e6, SupplierLeaf.category_id)
    .select_from(Supplier)
    .join(Place, Place.id == Supplier.place_id)
    .outerjoin(SupplierLeaf, SupplierLeaf.supplier_id == Supplier.id)
    .where(Supplier.id == bindparam("supplier"))
)
_NEAR = (
    with_tender(
        with_buyer(
            select(*CARD_COLUMNS, Asked.answer)
            .select_from(BoardRow)
            .join(Need, Need.id == BoardRow.need_id)
        )
    )
    .join(Supplier, Supplier.id == bindparam("supplier"))
    .outerjoin(Asked, (Asked.need_id == Need.id) & (Asked.supplier_id == bindparam("supplier")))
    .where(
        BoardRow.cell == bindparam("cell"),
        BoardRow.category_id.in_(bindparam("leaves", expanding=True)),
        Need.state == NeedState.PUBLISHED,
        MAY_ANSWER,
        Asked.answer.is_distinct_from(Answer.NOT_ME),
    )
    .order_by(BoardRow.sort_key.desc(), BoardRow.need_id.desc())
    .limit(WINDOW)
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A leaf somebody looks for now: one picture of the feed."""

    leaf_code: str
    picture: str


def kinds_on_board(session: Session, *, cell: int) -> tuple[Kind, ...]:
    """Return the leaves that are looked for around a cell, group by group, in one statement."""
    return tuple(Kind(*row) for row in session.execute(_KINDS, {"cell": cell}))


def board_page(
    session: Session, *, cell: int, category_id: int | None = None,
    after: tuple[int, int] | None = None, limit: int = PAGE,
) -> BoardPage:  # fmt: skip
    """Return one page of the public board around a cell, newest first.

    ``category_id`` None shows all leaves. ``after`` is the ``next`` of the page before. Cells of
    a whole destination, or of everywhere, are named in ``sourcing.rules.board``.
    """
    sort_key, need_id = after or _TOP
    category = ALL_LEAVES if category_id is None else category_id
    params = {
        "cell": cell, "category": category, "sort_key": sort_key, "need_id": need_id,
        "limit": limit + 1,
    }  # fmt: skip
    rows = session.execute(_PAGE, params).all()
    shown = rows[:limit]
    following = (shown[-1].sort_key, shown[-1].id) if len(rows) > limit else None
    return BoardPage(tuple(public_card(row) for row in shown), following)


_ASKED_NOW = (
    select(Need.id)
    .join(Asked, Asked.need_id == Need.id)
    .where(
        Asked.supplier_id == bindparam("supplier"), Asked.answer == Answer.WAITING,
        Asked.position.is_not(None), Need.state == NeedState.PUBLISHED,
        Need.closes_at > bindparam("now"),
    )
    .limit(1)
)  # fmt: skip


def is_asked_now(session: Session, supplier_id: int) -> bool:
    """Tell whether it is her turn to answer a need, in one statement."""
    known = {"supplier": supplier_id, "now": clock.now()}
    return session.execute(_ASKED_NOW, known).first() is not None


def supplier_list(session: Session, supplier_id: int, *, page: int = 1) -> SupplierPage:
    """Return a page of the needs she can answer: her leaves, in her reach, nearest first.

    Sorted out of a bounded window of the newest; what she said "not me" to is left out.
    """
    needs = _in_reach(session, supplier_id)
    first = (max(page, 1) - 1) * PAGE
    shown = needs[first : first + PAGE]
    return SupplierPage(shown, max(page, 1), len(needs) > first + PAGE)


def _in_reach(session: Session, supplier_id: int) -> tuple[NeedCard, ...]:
    homes = session.execute(_HOME, {"supplier": supplier_id}).all()
    if not homes:
        raise NotFound
    leaves = sorted(row.category_id for row in homes if row.category_id is not None)
    at = homes[0]
    params = {"supplier": supplier_id, "cell": at.cell, "leaves": leaves}
    rows = session.execute(_NEAR, params).all()
    cards = (supplier_card(row, home=(at.lat_e6, at.lon_e6)) for row in rows)
    near = (card for card in cards if card.distance_km <= REACH_KM and card.open)
    return tuple(sorted(near, key=lambda card: (card.distance_km, card.deliver_on, card.id)))
