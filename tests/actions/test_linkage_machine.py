"""Whatever people do in whatever order: nothing beyond the need, one journal row for every change.

A state machine over need, offer, order, delivery and payment (promises P3 and P5), with the
quantities and the journal compared after every step.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from marketplace.agreements import actions as agreements
from marketplace.agreements.actions import (
    Again,
    MarkSent,
    OrderAnswer,
    PaymentAnswer,
    Receive,
)
from marketplace.agreements.models import Delivery, Order, Payment
from marketplace.agreements.rules.lists import CannotReason, PayMethod, RejectReason
from marketplace.db import prepare_engine
from marketplace.jobs import tick
from marketplace.journal.models import JournalEntry
from marketplace.journal.queries import check_chain
from marketplace.people.models import CommittedWeek
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.need_check import NeedFinding
from tests.actions.linkage_machine import LIVE, RECENT, STATEFUL, Asking
from tests.support.databases import Databases
from tests.support.setting import examples


class Linkage(Asking):
    """The second half: orders, the door, money, and the clock; nothing is ever exceeded."""

    @rule(number=RECENT, less=st.none() | st.integers(1, 29), yes=st.booleans())
    def she_answers_the_order(self, number: int, less: int | None, *, yes: bool) -> None:
        order = self.pick(Order, number)
        if not order:
            return
        answer = OrderAnswer.yes() if yes else OrderAnswer.cannot(CannotReason.SOLD)
        answer = answer if less is None else OrderAnswer.less(less)
        actor = self.supplier_of(order.supplier_id)
        self.do(lambda: agreements.answer_order(self.session, actor, order.public_id, answer))

    @rule(number=RECENT, brought=st.integers(1, 40), rejected=st.integers(0, 40))
    def it_comes_to_the_door(self, number: int, brought: int, rejected: int) -> None:
        order = self.pick(Order, number)
        if not order:
            return
        line = Receive(
            order=order.public_id, brought_milli=brought * 1000,
            accepted_milli=max(0, brought - rejected) * 1000,
            reject_reason=RejectReason.UNRIPE if rejected else None,
        )  # fmt: skip
        self.do(lambda: agreements.receive(self.session, self.world.neema, [line]))

    @rule(number=RECENT)
    def neema_calls_it_off(self, number: int) -> None:
        order = self.pick(Order, number)
        if order:
            neema = self.world.neema
            self.do(lambda: agreements.cancel(self.session, neema, order.public_id))

    @rule(number=RECENT)
    def nobody_came(self, number: int) -> None:
        order = self.pick(Order, number)
        if order:
            anna = self.world.anna
            self.do(lambda: agreements.miss(self.session, anna, order.public_id))

    @rule(number=RECENT)
    def neema_pays(self, number: int) -> None:
        payment = self.pick(Payment, number)
        if payment:
            command = MarkSent(payment=payment.public_id, method=PayMethod.CASH)
            self.do(lambda: agreements.mark_sent(self.session, self.world.neema, command))

    @rule(number=RECENT, what=st.integers(0, 3))
    def she_answers_the_money(self, number: int, what: int) -> None:
        payment = self.pick(Payment, number)
        if not payment:
            return
        actor, ident = self.supplier_of(payment.supplier_id), payment.public_id
        if what == 3:
            self.do(lambda: agreements.settle_less(self.session, actor, ident))
            return
        answer = (PaymentAnswer.all(), PaymentAnswer.less(1), PaymentAnswer.not_yet())[what]
        self.do(lambda: agreements.answer_payment(self.session, actor, ident, answer))

    @rule(number=RECENT, days=st.integers(1, 9))
    def the_same_again(self, number: int, days: int) -> None:
        delivery = self.pick(Delivery, number)
        if delivery:
            command = Again(
                delivery=delivery.public_id, confirmed=frozenset(NeedFinding),
                deliver_on=(self.now + timedelta(days=days)).date(),
            )  # fmt: skip
            self.do(lambda: agreements.again(self.session, self.world.neema, command))

    @rule(hours=st.integers(1, 40))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.clock.move_to(self.now)
        assert tick(self.session).failed == 0

    @invariant()
    def nothing_beyond_the_need(self) -> None:
        living = (
            select(
                Order.need_id,
                func.sum(func.coalesce(Order.confirmed_quantity, Order.quantity)).label("sum"),
            )
            .where(Order.state.in_(LIVE))
            .group_by(Order.need_id)
            .subquery()
        )
        rows = self.session.execute(
            select(Need.quantity, Need.awarded, func.coalesce(living.c.sum, 0)).outerjoin(
                living, living.c.need_id == Need.id
            )
        ).all()
        for quantity, awarded, ordered in rows:
            assert 0 <= ordered <= awarded <= quantity
        promised = self.session.scalar(select(func.min(CommittedWeek.quantity)))
        assert promised is None or promised >= 0
        self.session.rollback()

    @invariant()
    def every_change_has_its_one_row(self) -> None:
        told = self._new_rows()
        for model, kind in STATEFUL:
            for ident, state in self.session.execute(select(model.id, model.state)):
                before = self.known.get((kind, ident))
                path = [before] if before is not None else []
                for facts in told.pop((kind, ident), []):
                    if "from" in facts:
                        assert path[-1:] == [facts["from"]] or not path
                    path.append(facts["to"])
                assert path[-1:] == [str(state)]
                self.known[kind, ident] = str(state)
        assert not told, "a journal row about a state nobody has"
        self.session.rollback()

    def _new_rows(self) -> dict[tuple[str, int], list[dict[str, Any]]]:
        """The journal's new rows about states, by what they are about."""
        rows = self.session.scalars(
            select(JournalEntry).where(JournalEntry.id > self.read_to).order_by(JournalEntry.id)
        ).all()
        told: dict[tuple[str, int], list[dict[str, Any]]] = {}
        for row in rows:
            facts = json.loads(row.facts)
            if "to" in facts and row.subject_type in {kind for _, kind in STATEFUL}:
                told.setdefault((row.subject_type, row.subject_id), []).append(facts)
        self.read_to = rows[-1].id if rows else self.read_to
        return told

    @invariant()
    def the_chain_is_whole(self) -> None:
        assert check_chain(self.session).whole
        self.session.rollback()


def test_whatever_people_do(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    databases: Databases = request.getfixturevalue("_databases")
    migrated: str = request.getfixturevalue("_migrated")
    removes: list[Callable[[], None]] = []

    def fresh() -> Session:
        folder = tmp_path / str(len(removes))
        folder.mkdir()
        url, remove = databases.copy(migrated)
        removes.append(remove)
        engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
        prepare_engine(engine)
        return Session(engine, expire_on_commit=False)

    class Here(Linkage):
        make_session = staticmethod(fresh)

    quietly = settings(
        max_examples=examples(10), stateful_step_count=50, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    try:
        run_state_machine_as_test(Here, settings=quietly)
    finally:
        for remove in removes:
            remove()


@pytest.mark.parametrize("kind", [kind for _, kind in STATEFUL])
def test_what_is_watched_has_a_table_of_that_name(kind: str) -> None:
    assert kind in {model.__tablename__ for model, _ in STATEFUL}
