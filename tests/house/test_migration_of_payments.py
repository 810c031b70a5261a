"""Payments that were there before keep their order, and the buyer's record is told afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import cancel
from marketplace.agreements.models import Payment
from marketplace.agreements.rules.lists import PaymentReason
from marketplace.cli import migrate
from marketplace.db import write_transaction
from marketplace.people.models import OperatorTradeRecord
from marketplace.people.rules.lists import TradeEnd
from tests.actions.after_the_door import part_taken, promised, village
from tests.actions.linkage import morning
from tests.support import application

pytestmark = pytest.mark.both
BEFORE = "0002"


@pytest.fixture
def engine(database_url: str, tmp_path: Path) -> Iterator[Engine]:
    made = migrate.engine_for(application.config(database_url, tmp_path))
    yield made
    made.dispose()


def test_old_payments_and_old_ends_are_told_anew(engine: Engine) -> None:
    with time_machine.travel(morning(), tick=False), write_transaction():
        with Session(engine) as session:
            world = village(session)
            _, taken, _ = part_taken(session, world)
            called_off, _ = promised(session, world, quantity=6)
            cancel(session, world.neema, called_off.public_id)
            session.commit()
            orders = {taken.id: TradeEnd.RECEIVED, called_off.id: TradeEnd.CANCELLED}
        migrate.downgrade(engine, BEFORE)
        migrate.upgrade(engine)
        with Session(engine) as session:
            payment = session.scalars(select(Payment)).one()
            assert (payment.order_id, payment.reason) == (taken.id, PaymentReason.DELIVERY)
            told = session.scalars(select(OperatorTradeRecord)).all()
            assert {row.order_id: row.ended for row in told} == orders
            assert {row.order_id: row.rejected_permille for row in told}[taken.id] == 250
