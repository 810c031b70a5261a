"""Whatever is tried in whatever order: every change has one journal row, nothing exceeds the need.

The steps below are drawn at random; most of them are refused. What the journal says, replayed,
must be what the tables say, and at most one price ever comes from each side.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.models import JournalEntry
from marketplace.journal.queries import check_chain
from marketplace.kernel import clock
from marketplace.kernel.refused import NotFound, Refused
from marketplace.mediation.actions import (
    ChooseOffer,
    Propose,
    answer_proposal,
    choose,
    conclude,
    expire,
    none_suitable,
    propose,
    say_no,
    say_yes,
    undo,
    withdraw_proposal,
)
from marketplace.mediation.models import Award, CounterProposal, Loss, MediationCase
from marketplace.mediation.rules.lists import HOLDS, AwardState, Side, UndoReason
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import OfferState
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.tender_lists import EndedBecause
from tests.actions.linkage import clears, morning, offers, typical_cost
from tests.actions.openings import ALL_THREE, tender, unseal
from tests.support.setting import examples
from tests.world import World, small_world

pytestmark = pytest.mark.both
VERBS = (
    "choose", "choose", "yes", "yes", "no", "undo", "expire", "ask_price", "ask_price", "ask_day",
    "ask_less", "accept", "accept", "decline", "withdraw", "conclude", "none",
)  # fmt: skip
steps = st.tuples(
    st.sampled_from(VERBS), st.sampled_from(sorted(ALL_THREE)), st.sampled_from(Side),
    st.integers(1, 20),
)  # fmt: skip


class Table:
    """One opening at which people do whatever comes into their heads."""

    def __init__(self, session: Session, world: World) -> None:
        self.session, self.world = session, world
        self.need = tender(session, world, quantity=40)
        self.offers = {
            who: offers(session, world, self.need, who=who, quantity=20, price=price)
            for who, price in ALL_THREE.items()
        }
        unseal(session, self.need)
        session.commit()

    def do(self, verb: str, who: str, side: Side, number: int) -> None:
        """Try one step; what is refused leaves no trace."""
        try:
            self._acts(who, side, number)[verb]()
            self.session.commit()
        except (Refused, NotFound):
            self.session.rollback()

    def _acts(self, who: str, side: Side, number: int) -> dict[str, Callable[[], object]]:
        session, need = self.session, self.need.public_id
        her, neema, offer = self.world.supplier(who), self.world.neema, self.offers[who].public_id
        actor = neema if side is Side.BUYER else her
        award, asked = self._award(who), self._asked(who)
        return {
            "choose": lambda: choose(
                session, neema, ChooseOffer(offer=offer, quantity=number, then_next=number % 2 == 0)
            ),
            "yes": lambda: say_yes(session, her, award),
            "no": lambda: say_no(session, her, award, None),
            "undo": lambda: undo(session, neema, award, UndoReason.CHANGED_PLAN),
            "expire": lambda: self._too_late(award),
            "ask_price": lambda: propose(
                session, actor, Propose(offer=offer, price_minor=110_000 + number)
            ),
            "ask_day": lambda: propose(
                session, actor,
                Propose(offer=offer, deliver_on=self.need.deliver_on + timedelta(days=number)),
            ),
            "ask_less": lambda: propose(session, actor, Propose(offer=offer, quantity=number)),
            "accept": lambda: answer_proposal(session, actor, asked, yes=True),
            "decline": lambda: answer_proposal(session, actor, asked, yes=False),
            "withdraw": lambda: withdraw_proposal(session, actor, asked),
            "conclude": lambda: conclude(session, neema, need),
            "none": lambda: none_suitable(session, neema, need, EndedBecause.NOT_AS_ASKED),
        }  # fmt: skip

    def _award(self, who: str) -> str:
        found = select(Award.public_id).where(Award.offer_id == self.offers[who].id)
        return self.session.scalar(found.order_by(Award.id.desc()).limit(1)) or "none"

    def _asked(self, who: str) -> str:
        found = select(CounterProposal.public_id).where(
            CounterProposal.offer_id == self.offers[who].id
        )
        latest = found.order_by(CounterProposal.id.desc()).limit(1)
        return self.session.scalar(latest) or "none"

    def _too_late(self, award: str) -> None:
        row = self.session.scalar(select(Award).where(Award.public_id == award))
        if row is not None and row.state is AwardState.RESERVED:
            row.expires_at = clock.now()
        expire(self.session, award)

    def holds(self) -> None:
        """Say everything that must be true after every step."""
        self.session.expire_all()
        need = self.session.get_one(Need, self.need.id)
        awards = self.session.scalars(select(Award).where(Award.need_id == need.id)).all()
        held = sum(one.quantity for one in awards if one.state in HOLDS)
        assert held == need.awarded <= need.quantity
        for kind in (Award, CounterProposal, MediationCase, Need, Offer):
            for row in self.session.scalars(select(kind)):
                self._replays(row)
        self._one_price_a_side()
        self._every_end_has_an_outcome(need)

    def _replays(self, row: Award | CounterProposal | MediationCase | Need | Offer) -> None:
        said = self.session.scalars(
            select(JournalEntry.facts)
            .where(
                JournalEntry.subject_type == row.__tablename__, JournalEntry.subject_id == row.id
            )
            .order_by(JournalEntry.id)
        )
        moves = [facts for facts in map(json.loads, said) if "to" in facts]
        assert moves[-1]["to"] == row.state.value, (row.__tablename__, moves)
        for before, after in pairwise(moves):
            assert after["from"] == before["to"], (row.__tablename__, moves)

    def _one_price_a_side(self) -> None:
        priced = self.session.execute(
            select(CounterProposal.offer_id, CounterProposal.side).where(
                CounterProposal.price_minor.is_not(None)
            )
        ).all()
        assert len(priced) == len(set(priced))

    def _every_end_has_an_outcome(self, need: Need) -> None:
        if need.settled_at is None:
            return
        told = set(self.session.scalars(select(Loss.offer_id).where(Loss.need_id == need.id)))
        for offer in self.session.scalars(select(Offer).where(Offer.need_id == need.id)):
            assert offer.state not in (OfferState.SUBMITTED, OfferState.WAITING_AT_DESK)
            assert offer.state is not OfferState.DECLINED or offer.id in told | self._undone()

    def _undone(self) -> set[int]:
        return set(
            self.session.scalars(select(Award.offer_id).where(Award.state == AwardState.UNDONE))
        )


def test_anything_in_any_order(session: Session) -> None:
    with time_machine.travel(morning(), tick=False):
        world = small_world(session)
        typical_cost(session, world)
        clears(session, world, most=200)
        session.commit()

        @settings(max_examples=examples(6))
        @given(st.lists(steps, min_size=8, max_size=16))
        def anything(drawn: list[tuple[str, str, Side, int]]) -> None:
            table = Table(session, world)
            for verb, who, side, number in drawn:
                table.do(verb, who, side, number)
                table.holds()

        anything()
        check_chain(session)
