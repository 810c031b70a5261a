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
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
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
from marketplace.agreements.rules.lists import CannotReason, OrderState, PayMethod, RejectReason
from marketplace.assessment.actions import refuse, sign
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.db import prepare_engine, transaction
from marketplace.jobs import tick
from marketplace.journal.models import JournalEntry
from marketplace.journal.queries import check_chain
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import NotFound, Refused
from marketplace.offers import actions as offer_actions
from marketplace.offers.models import Offer
from marketplace.people.models import CommittedWeek, SupplierLeaf
from marketplace.sourcing.actions import not_me
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NotMe
from marketplace.sourcing.rules.need_check import NeedFinding
from tests.actions.linkage import anna_enters, asks, clears, morning, offers, typical_cost
from tests.support.databases import Databases
from tests.world import World, small_world

RECENT = st.integers(0, 3)
GROWERS = ("fish_47", "hen_33", "sun_21")
LIVE = (OrderState.PLACED, OrderState.CONFIRMED, OrderState.DELIVERED)
# What has a state, and the verb its first journal row carries.
STATEFUL: tuple[tuple[type[Any], str], ...] = (
    (Need, "need"), (Offer, "offer"), (Order, "purchase_order"), (Delivery, "delivery"),
    (Payment, "payment"), (Assessment, "assessment"),
)  # fmt: skip


class Linkage(RuleBasedStateMachine):
    """Neema asks, three growers answer, Anna signs, the clock runs."""

    make_session: Callable[[], Session]

    def __init__(self) -> None:
        super().__init__()
        self.traveller = time_machine.travel(morning(), tick=False)
        self.clock = self.traveller.start()
        self.session = self.make_session()
        self.now = morning()
        self.known: dict[tuple[str, int], str] = {}
        self.read_to = 0

    def teardown(self) -> None:
        self.session.close()
        self.session.get_bind().dispose()  # type: ignore[union-attr]  # an engine
        self.traveller.stop()

    @initialize()
    def begin(self) -> None:
        with transaction(self.session):
            self.world: World = small_world(self.session)
            typical_cost(self.session, self.world)
            clears(self.session, self.world, most=15)
            amount = {SupplierLeaf.weekly_proven: 400, SupplierLeaf.weekly_amount: 400}
            self.session.query(SupplierLeaf).update(amount)

    def do(self, act: Callable[[], object]) -> None:
        """Do something in a transaction of its own; a refusal must leave nothing behind."""
        try:
            with transaction(self.session):
                act()
        except (Refused, NotFound):
            return

    def pick(self, model: type[Any], number: int) -> Any:
        """Return a row by its place from the newest on; none where there is none."""
        rows = self.session.scalars(select(model).order_by(model.id.desc())).all()
        self.session.rollback()
        return rows[number % len(rows)] if rows else None

    @rule(quantity=st.integers(1, 30), days=st.integers(1, 5), cash=st.booleans())
    def neema_asks(self, quantity: int, days: int, *, cash: bool) -> None:
        self.do(lambda: asks(self.session, self.world, quantity=quantity, days=days, cash=cash))

    @rule(
        who=st.sampled_from(GROWERS), number=RECENT, part=st.integers(1, 3),
        price=st.none() | st.none() | st.integers(90_000, 190_000),
    )  # fmt: skip
    def she_offers(self, who: str, number: int, part: int, price: int | None) -> None:
        need = self.pick(Need, number)
        if need:
            quantity = max(1, need.quantity // part)
            self.do(
                lambda: offers(
                    self.session, self.world, need, who=who, quantity=quantity, price=price
                )
            )

    @rule(quantity=st.integers(1, 30), part=st.integers(1, 3), cash=st.booleans())
    def all_goes_well_to_the_order(self, quantity: int, part: int, *, cash: bool) -> None:
        self.do(lambda: asks(self.session, self.world, quantity=quantity, days=3, cash=cash))
        for who in GROWERS:
            self.she_offers(who, 0, part, None)
        self.the_need_is_settled(0)

    @rule(rejected=st.integers(0, 4))
    def all_goes_well_to_the_money(self, rejected: int) -> None:
        order = self.pick(Order, 0)
        if order:
            self.she_answers_the_order(0, None, yes=True)
            self.it_comes_to_the_door(0, order.quantity, rejected)
            self.neema_pays(0)

    @rule(who=st.sampled_from(GROWERS), number=RECENT, part=st.integers(1, 3))
    def anna_enters_for_her(self, who: str, number: int, part: int) -> None:
        need = self.pick(Need, number)
        if need:
            quantity = max(1, need.quantity // part)
            self.do(lambda: anna_enters(self.session, self.world, need, who=who, quantity=quantity))

    @rule(number=RECENT, yes=st.booleans())
    def it_is_read_back(self, number: int, *, yes: bool) -> None:
        offer = self.pick(Offer, number)
        if offer:
            anna = self.world.anna
            self.do(lambda: offer_actions.read_back(self.session, anna, offer.public_id, yes=yes))

    @rule(who=st.sampled_from(GROWERS), number=RECENT)
    def not_me(self, who: str, number: int) -> None:
        need = self.pick(Need, number)
        if need:
            ident = self.world.suppliers[who].id
            actor = self.world.supplier(who)
            self.do(lambda: not_me(self.session, actor, need.code, ident, NotMe.TOO_FAR))

    @rule(number=RECENT)
    def she_takes_it_back(self, number: int) -> None:
        offer = self.pick(Offer, number)
        if offer:
            actor = self.supplier_of(offer.supplier_id)
            self.do(lambda: offer_actions.take_back(self.session, actor, offer.public_id))

    def supplier_of(self, ident: int) -> Any:
        names = {supplier.id: name for name, supplier in self.world.suppliers.items()}
        return self.world.supplier(names[ident])

    @rule(number=RECENT)
    def the_need_is_settled(self, number: int) -> None:
        need = self.pick(Need, number)
        if need:
            self.do(lambda: agreements.settle(self.session, SYSTEM, need.id))

    @rule(number=RECENT)
    def neema_withdraws(self, number: int) -> None:
        need = self.pick(Need, number)
        if need:
            neema = self.world.neema
            self.do(lambda: offer_actions.withdraw_need(self.session, neema, need.public_id))

    @rule(number=RECENT)
    def neema_accepts(self, number: int) -> None:
        offer = self.pick(Offer, number)
        if offer:
            neema = self.world.neema
            self.do(lambda: agreements.accept_offer(self.session, neema, offer.public_id))

    @rule(number=RECENT, yes=st.booleans())
    def anna_decides(self, number: int, *, yes: bool) -> None:
        waiting = self.session.scalars(
            select(Assessment)
            .where(Assessment.state == AssessmentState.WAITING)
            .order_by(Assessment.id)
        ).all()
        self.session.rollback()
        if waiting:
            row = waiting[number % len(waiting)]
            self.do(lambda: self._decide(row.public_id, yes=yes))

    def _decide(self, public_id: str, *, yes: bool) -> None:
        anna = self.world.anna
        if not yes:
            refuse(self.session, anna, public_id)
            agreements.after_refusal(self.session, anna, public_id)
            return
        sign(self.session, anna, public_id, ())
        agreements.after_signature(self.session, anna, public_id)

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
        url, remove = databases.copy(migrated, folder)
        removes.append(remove)
        engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
        prepare_engine(engine)
        return Session(engine, expire_on_commit=False)

    class Here(Linkage):
        make_session = staticmethod(fresh)

    quietly = settings(
        max_examples=30, stateful_step_count=50, deadline=None,
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
