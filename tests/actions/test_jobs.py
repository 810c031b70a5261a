"""The clock's rounds: what is due happens by itself, once, and one bad piece stops nothing."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements import actions as agreements
from marketplace.agreements.actions import settle
from marketplace.agreements.models import Order
from marketplace.agreements.rules.lists import OrderState
from marketplace.assessment.models import Clearance
from marketplace.assessment.rules.lists import ClearanceState
from marketplace.jobs import run_worker, tick
from marketplace.journal.models import OutboxMessage
from marketplace.journal.queries import check_chain
from marketplace.kernel.actor import SYSTEM
from marketplace.sourcing.models import BoardRow, Need
from marketplace.sourcing.rules.lists import NeedState
from tests.actions.linkage import (
    asks,
    clears,
    morning,
    names_in_rotation,
    offers,
    typical_cost,
)
from tests.world import World, small_world


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    typical_cost(session, made)
    clears(session, made)
    session.commit()
    return made


def second_answers(session: Session, world: World) -> Need:
    need = asks(session, world, quantity=5)
    offers(session, world, need, who=names_in_rotation(session, world, need)[1], quantity=5)
    session.commit()
    return need


def test_nothing_happens_before_its_time(session: Session, world: World) -> None:
    need = second_answers(session, world)
    done = tick(session)
    assert (done.settled, done.passed_on, done.failed) == (0, 0, 0)
    assert need.state is NeedState.PUBLISHED


def test_a_wave_that_is_over_is_settled_once(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    need = second_answers(session, world)
    at.move_to(morning() + timedelta(hours=3))
    assert tick(session).settled == 1
    session.refresh(need)
    assert need.state is NeedState.MATCHED
    before = check_chain(session).length
    session.rollback()
    assert not tick(session)
    assert check_chain(session).length == before
    assert len(session.scalars(select(Order)).all()) == 1


def test_silence_passes_an_order_on_and_the_board_is_swept(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    need = asks(session, world, quantity=5)
    offers(session, world, need, who=names_in_rotation(session, world, need)[0], quantity=5)
    settle(session, SYSTEM, need.id)
    session.commit()
    at.move_to(morning() + timedelta(days=2, hours=10))
    assert tick(session).passed_on == 1
    session.expire_all()
    assert session.scalars(select(Order.state)).one() is OrderState.DECLINED
    assert need.state is NeedState.UNFILLED
    assert session.scalars(select(BoardRow)).all() == []


def test_a_need_whose_day_is_gone_is_ended(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    need = asks(session, world, quantity=5)
    offers(session, world, need, who=names_in_rotation(session, world, need)[0], price=150_000,
           quantity=5)  # fmt: skip
    session.commit()
    at.move_to(morning() + timedelta(days=4))
    tick(session)
    session.refresh(need)
    assert need.state is NeedState.UNFILLED


def test_clearances_end_by_themselves(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    at.move_to(morning() + timedelta(days=183))
    tick(session)
    session.expire_all()
    assert session.scalars(select(Clearance.state)).one() is ClearanceState.ENDED


def test_one_bad_piece_stops_nothing(
    session: Session, world: World, at: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = second_answers(session, world), second_answers(session, world)
    really = agreements.settle

    def sometimes(own: Session, actor: object, need_id: int) -> object:
        if need_id == bad.id:
            own.get_one(Need, need_id).quantity = 99
            raise RuntimeError("the lamp went out")
        return really(own, actor, need_id)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(agreements, "settle", sometimes)
    at.move_to(morning() + timedelta(hours=3))
    done = tick(session)
    assert (done.settled, done.failed, done.errors) == (1, 1, ["settled"])
    session.expire_all()
    assert (bad.quantity, bad.state) == (5, NeedState.PUBLISHED)
    assert good.state is NeedState.MATCHED


def test_the_worker_runs_a_round_and_lets_messages_leave(
    app: Flask, session: Session, world: World, at: time_machine.Traveller
) -> None:
    second_answers(session, world)
    at.move_to(morning() + timedelta(hours=3))
    stop = Event()
    stop.set()
    run_worker(app, interval=60, stop=stop)
    assert session.scalars(select(Order.state)).one() is OrderState.PLACED
    left = session.scalars(select(OutboxMessage.sent_at)).all()
    assert left
    assert all(left)
