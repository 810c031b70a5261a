"""The first half of the linkage machine: from asking to a signature."""

from collections.abc import Callable
from typing import Any

import time_machine
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements import actions as agreements
from marketplace.agreements.models import Delivery, Order, Payment
from marketplace.agreements.rules.lists import OrderState
from marketplace.assessment.actions import refuse, sign
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.db import transaction
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import NotFound, Refused
from marketplace.offers import actions as offer_actions
from marketplace.offers.models import Offer
from marketplace.people.models import SupplierLeaf
from marketplace.sourcing.actions import not_me
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NotMe
from tests.actions.linkage import anna_enters, asks, clears, morning, offers, typical_cost
from tests.world import World, small_world

RECENT = st.integers(0, 3)
GROWERS = ("fish_47", "hen_33", "sun_21")
LIVE = (OrderState.PLACED, OrderState.CONFIRMED, OrderState.DELIVERED)
# What has a state, and the verb its first journal row carries.
STATEFUL: tuple[tuple[type[Any], str], ...] = (
    (Need, "need"), (Offer, "offer"), (Order, "purchase_order"), (Delivery, "delivery"),
    (Payment, "payment"), (Assessment, "assessment"),
)  # fmt: skip


class Asking(RuleBasedStateMachine):
    """Neema asks, three growers answer, Anna reads back and signs."""

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
