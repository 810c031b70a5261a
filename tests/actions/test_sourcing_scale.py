"""The board's page stays cheap: its plan neither scans nor sorts, however full the board is."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, event, func, insert, select, text
from sqlalchemy.orm import Session

from marketplace.db import transaction
from marketplace.kernel import ids
from marketplace.sourcing.actions import ask
from marketplace.sourcing.models import BoardRow, Need
from marketplace.sourcing.queries import board_page, supplier_list
from tests.actions.linkage import asks
from tests.actions.test_sourcing_ask import tomatoes
from tests.world import World, small_world


@pytest.fixture
def world(session: Session) -> World:
    return small_world(session)


def fill(session: Session, world: World, *, count: int) -> None:
    """Copy one real need and its board rows ``count`` times."""
    first = asks(session, world)
    session.flush()
    row = session.execute(select(*Need.__table__.columns).where(Need.id == first.id)).one()
    cells = session.execute(
        select(BoardRow.cell, BoardRow.category_id).where(BoardRow.need_id == first.id)
    ).all()
    copies = [
        {**row._asdict(), "id": first.id + n, "public_id": ids.public_id(), "code": f"N{n}"}
        for n in range(1, count + 1)
    ]
    session.execute(insert(Need), copies)
    board = [
        {"cell": c.cell, "category_id": c.category_id, "sort_key": n, "need_id": first.id + n}
        for n in range(1, count + 1)
        for c in cells[:4]
    ]
    session.execute(insert(BoardRow), board)
    session.commit()
    session.execute(text("ANALYZE"))


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("count", [1_000, 10_000])
def test_the_plan_neither_scans_nor_sorts(
    engine: Engine, session: Session, world: World, count: int
) -> None:
    fill(session, world, count=count)
    cell = session.scalar(select(func.min(BoardRow.cell)).where(BoardRow.sort_key == 1))
    assert cell is not None
    seen: list[tuple[str, object]] = []
    event.listen(engine, "before_cursor_execute", lambda *a: seen.append((a[2], a[3])))
    board_page(session, cell=cell, after=(count // 2, 2**40))
    supplier_list(session, world.suppliers["fish_47"].id)
    for statement, params in list(seen):
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", params)
        steps = [row[3] for row in plan]
        big = ("SCAN need", "SCAN board")  # the other tables hold three rows here
        assert not [step for step in steps if step.startswith(big)], steps
        assert not [step for step in steps if "TEMP B-TREE" in step], steps


def test_equal_asks_at_once_make_one_need(engine: Engine, session: Session, world: World) -> None:
    actor, command = world.neema, tomatoes(world)
    session.commit()

    def send(_: int) -> str:
        with Session(engine) as own, transaction(own):
            return ask(own, actor, command).public_id

    with ThreadPoolExecutor(8) as pool:
        receipts = set(pool.map(send, range(16)))
    assert len(receipts) == 1
    assert session.scalar(select(func.count(Need.id))) == 1
