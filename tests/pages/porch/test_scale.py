"""Fifty needs or five thousand: the same statements and the same length of page for everybody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
import time_machine
from sqlalchemy import Engine, event, func, insert, select, text
from sqlalchemy.orm import Session

from marketplace.agreements.actions import settle
from marketplace.agreements.models import Order
from marketplace.kernel import ids
from marketplace.kernel.actor import SYSTEM
from marketplace.offers.models import Offer
from marketplace.sourcing.models import BoardRow, Need, NeedApproval
from marketplace.sourcing.rules.lists import ApprovalState
from tests.actions.linkage import (
    anna_enters,
    asks,
    clears,
    morning,
    names_in_rotation,
    offers,
)
from tests.pages.buyer.lodge import delivered, lodge, signed_in
from tests.pages.supplier.village import seated
from tests.support.client import PageClient
from tests.support.statements import counting
from tests.world import World
from tests.world.codes import give_codes
from tests.world.operators import add_operator

FEW, MANY = 50, 5_000
PORCH = 2
GROWS = 1.1  # a page may say a larger number, never more rows
NewClient = Callable[[], PageClient]
BUYER, DESK, PAGE = 10, 13, 8


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    made = lodge(session)
    give_codes(session, made)
    clears(session, made)
    session.commit()
    return made


def copies(session: Session, model: Any, first: Any, count: int, **changes: Any) -> None:
    """Copy one row ``count`` times under new names; a change is a value or made from the number."""
    columns = model.__table__.columns
    row = session.execute(select(*columns).where(model.id == first.id)).one()._asdict()
    last = session.scalar(select(func.max(model.id))) or 0
    made = []
    for n in range(1, count + 1):
        told = {"id": last + n, **{k: v(n) if callable(v) else v for k, v in changes.items()}}
        for name in ("public_id", "client_key"):
            if name in columns:
                told[name] = ids.public_id()
        if "code" in columns:
            told["code"] = f"{model.__tablename__[0].upper()}{last + n}"
        made.append(row | told)
    session.execute(insert(model), made)


class Market:
    """One need of each kind, and as many copies of them as a test wants."""

    def __init__(self, session: Session, world: World) -> None:
        self.session = session
        self.open = asks(session, world, quantity=5)
        her = names_in_rotation(session, world, self.open)[0]
        self.offer = offers(session, world, self.open, who="fish_47", quantity=5)
        self.ordered = asks(session, world, quantity=5)
        her = names_in_rotation(session, world, self.ordered)[0]
        offers(session, world, self.ordered, who=her, quantity=5)
        settle(session, SYSTEM, self.ordered.id)
        self.order = session.scalars(select(Order).where(Order.need_id == self.ordered.id)).one()
        self.back = anna_enters(session, world, asks(session, world), who="hen_33", quantity=5)
        delivered(session, world)
        self.made = 0
        session.commit()

    def grow(self, total: int, *, elsewhere: dict[str, list[int]] | None = None) -> None:
        """Make it so many open needs, with an offer each, and so many orders.

        ``elsewhere`` makes them another operator's, place's and supplier's, but for one in fifty.
        """
        away = {
            name: partial(_owner, getattr(self.order, name), others)
            for name, others in (elsewhere or {}).items()
        }
        session, more = self.session, total - self.made
        first = session.scalar(select(func.max(Need.id))) or 0
        copies(session, Need, self.open, more, **_of(Need, away))
        offered = {"need_id": lambda n: first + n}
        copies(session, Offer, self.offer, more, **offered, **_of(Offer, away))
        board = session.execute(
            select(BoardRow.cell, BoardRow.category_id, BoardRow.sort_key)
            .where(BoardRow.need_id == self.open.id)
        ).all()  # fmt: skip
        rows = [
            {"cell": c.cell, "category_id": c.category_id, "sort_key": 10**6 + first + n,
             "need_id": first + n}
            for n in range(1, more + 1) for c in board[:4]
        ]  # fmt: skip
        session.execute(insert(BoardRow), rows)
        second = session.scalar(select(func.max(Need.id))) or 0
        copies(session, Need, self.ordered, more, **_of(Need, away))
        named = {"need_id": lambda n: second + n, "offer_id": None}
        copies(session, Order, self.order, more, **named, **_of(Order, away))
        self.made = total
        session.commit()
        session.execute(text("ANALYZE"))
        session.commit()


def _owner(own: int, others: list[int], n: int) -> int:
    return own if n % 50 == 0 else others[n % len(others)]


def _of(model: Any, away: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in away.items() if name in model.__table__.columns}


def measured(engine: Engine, client: PageClient, path: str) -> tuple[int, int]:
    """Statements and letters of one page; the first look writes the minute's last-seen."""
    client.get(path)
    with counting(engine) as asked:
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return len(asked), len(answer.get_data())


def everybody(
    session: Session, world: World, market: Market, new_client: NewClient
) -> list[tuple[PageClient, str, int]]:
    """The pages people begin with and come back to, each before who opens it, with its budget."""
    neema = signed_in(session, new_client(), world.people["neema"])
    anna = signed_in(session, new_client(), world.people["anna"])
    phone = new_client()
    seated(phone, "fish-47")
    need, order = market.open, market.order
    return [
        (new_client(), "/", PAGE), (new_client(), f"/needs/{need.code}", PAGE),
        (neema, "/buyer/", BUYER), (neema, "/buyer/needs", PAGE), (neema, "/buyer/orders", PAGE),
        (neema, f"/buyer/needs/{need.public_id}", PAGE), (neema, "/buyer/receiving", PAGE),
        (neema, f"/buyer/orders/{order.public_id}", PAGE), (neema, "/buyer/agreements", PAGE),
        (anna, "/desk/", DESK), (anna, "/desk/needs", DESK), (anna, "/desk/calls", DESK),
        (anna, f"/desk/needs/{need.public_id}", DESK), (anna, "/desk/tenders", DESK),
        (anna, "/desk/checks", DESK), (anna, "/desk/read-back", DESK), (anna, "/desk/cases", DESK),
        (anna, "/desk/first-offers", DESK), (anna, "/desk/conditions", DESK),
        (phone, "/s/", PAGE), (phone, "/s/needs", PAGE), (phone, f"/s/needs/{need.code}", PAGE),
        (phone, "/s/offers", PAGE), (phone, "/s/orders", PAGE), (phone, "/s/money", PAGE),
    ]  # fmt: skip


def test_fifty_needs_or_five_thousand_cost_the_same(
    session: Session, world: World, engine: Engine, new_client: NewClient
) -> None:
    market = Market(session, world)
    market.grow(FEW)
    pages = everybody(session, world, market, new_client)
    few = {path: measured(engine, client, path) for client, path, _ in pages}
    market.grow(MANY)
    many = {path: measured(engine, client, path) for client, path, _ in pages}
    other = {p: (few[p], many[p]) for p in few if few[p][0] != many[p][0]}
    assert other == {}, "the same statements"
    longer = {p: (few[p], many[p]) for p in few if many[p][1] > GROWS * few[p][1]}
    assert longer == {}, "the same length: what is more is on the next page"
    dear = {path: few[path] for _, path, most in pages if few[path][0] > most + PORCH}
    assert dear == {}


# Small tables, read whole: a destination has a few hundred suppliers and a hundred leaves.
BIG = {"need", "offer", "purchase_order", "board"}


@pytest.mark.only("sqlite")
def test_no_page_reads_a_big_table_from_end_to_end(
    session: Session, world: World, engine: Engine, new_client: NewClient
) -> None:
    market = Market(session, world)
    market.grow(MANY, elsewhere=many_others(session, world))
    heard: dict[str, list[tuple[str, Any]]] = {}
    for client, path, _ in everybody(session, world, market, new_client):
        asked = heard.setdefault(path, [])
        with listening(engine, asked):
            assert client.get(path).status_code == 200
    whole = {path: found for path, asked in heard.items() if (found := scans(session, asked))}
    assert whole == {}


def many_others(session: Session, world: World) -> dict[str, list[int]]:
    """Forty other operators, places and suppliers of the same country."""
    made = [add_operator(session, world.destination, f"Lodge {n}").id for n in range(40)]
    places = ids_of_copies(session, world.places["karatu"])
    suppliers = ids_of_copies(session, world.suppliers["hen_33"])
    waiting = NeedApproval(
        need_id=session.scalars(select(Need.id).order_by(Need.id).limit(1)).one(),
        operator_id=made[0], state=ApprovalState.WAITING, asked_by_id=world.people["neema"].id,
    )  # fmt: skip
    session.add(waiting)
    session.flush()
    return {"operator_id": made, "place_id": places, "supplier_id": suppliers}


def ids_of_copies(session: Session, row: Any) -> list[int]:
    model = type(row)
    before = session.scalar(select(func.max(model.id))) or 0
    copies(session, model, row, 40)
    return list(session.scalars(select(model.id).where(model.id > before)))


@contextmanager
def listening(engine: Engine, asked: list[tuple[str, Any]]) -> Iterator[None]:
    """Keep what is asked inside, with its values."""

    def note(*args: Any) -> None:
        if args[2].lstrip().upper().startswith(("SELECT", "WITH")):
            asked.append((args[2], args[3]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", note)


def scans(session: Session, asked: list[tuple[str, Any]]) -> list[str]:
    """Name every step that goes through the whole of a big table without an index."""
    found = []
    for statement, values in asked:
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        steps = [row[3] for row in plan]
        found += [
            f"{step}: {statement}"
            for step in steps
            if step.split()[1] in BIG and step.startswith("SCAN") and "USING" not in step
        ]
    return found
