"""Growing: steps after bad deliveries, ends of papers told in time, her own wish."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.rules.lists import RejectReason
from marketplace.catalogue.models import CategoryPaper, Paper
from marketplace.jobs import tick
from marketplace.journal.models import JournalEntry, OutboxMessage
from marketplace.kernel import clock
from marketplace.kernel.refused import NotFound, Refused
from marketplace.offers.models import Offer
from marketplace.people.actions.papers import keep_paper
from marketplace.support import actions
from marketplace.support.models import (
    DeliveryStep,
    GrowthWish,
    PaperReminder,
)
from marketplace.support.queries import waiting
from marketplace.support.queries.supplier import her_growth
from marketplace.support.rules.lists import (
    NextTime,
    Waits,
    Wish,
)
from tests.actions.after_the_door import promised, taken, village
from tests.actions.linkage import asks, morning, offers, today
from tests.world import World

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    return village(session)


def verbs(session: Session) -> list[str]:
    return list(session.scalars(select(JournalEntry.verb).order_by(JournalEntry.id)))


def kinds(session: Session) -> list[str]:
    return list(session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)))


@pytest.mark.feature("O3", part=True)
def test_a_bad_delivery_opens_a_step_once_and_blocks_nothing(
    session: Session, world: World
) -> None:
    order, her = promised(session, world)
    taken(session, world, order, accepted=5_000, why=RejectReason.WARM)
    for _ in range(2):
        tick(session)
    step = session.scalars(select(DeliveryStep)).one()
    assert step.helps is NextTime.COOLER_BOX
    assert kinds(session).count("next_time") == 1
    supplier = world.suppliers[her]
    assert [one.helps for one in her_growth(session, supplier.id).steps] == [NextTime.COOLER_BOX]
    assert [one.kind for one in waiting(session, world.anna, today())] == [Waits.DELIVERY_STEP]
    need = asks(session, world, days=5)
    assert offers(session, world, need, who=her).state.value == "submitted"
    with pytest.raises(NotFound):
        actions.talk_delivery(session, world.theresia, step.public_id)
    actions.talk_delivery(session, world.anna, step.public_id)
    session.commit()
    assert waiting(session, world.anna, today()) == ()
    with pytest.raises(Refused):
        actions.talk_delivery(session, world.anna, step.public_id)
    assert session.scalar(select(func.count(Offer.id))) == 2


def test_a_late_delivery_opens_a_step_and_a_good_one_none(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    good, _ = promised(session, world)
    at.shift(timedelta(days=3))
    taken(session, world, good)
    late, _ = promised(session, world)
    at.shift(timedelta(days=4))
    delivery = taken(session, world, late)
    tick(session)
    step = session.scalars(select(DeliveryStep)).one()
    assert (step.delivery_id, step.helps) == (delivery.id, NextTime.EARLIER)


def licence(session: Session, world: World) -> Paper:
    paper = Paper(code="guide_licence", picture="paper-guide-licence")
    session.add(paper)
    session.flush()
    leaf = world.goods.leaves["veg.tomato"]
    session.add(CategoryPaper(category_id=leaf.id, paper_id=paper.id))
    session.flush()
    return paper


@pytest.mark.feature("G4", part=True)
def test_the_end_of_a_paper_is_told_at_each_stage_once_until_it_is_renewed(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    licence(session, world)
    her = world.suppliers["fish_47"].public_id

    def looked_at(days: int) -> None:
        ends = clock.now() + timedelta(days=days)
        keep_paper(session, world.anna, her, paper="guide_licence", expires_at=ends)
        session.commit()

    looked_at(60)
    told = []
    for _ in range(10):
        tick(session)
        told.append(session.scalar(select(func.count(PaperReminder.id))))
        at.shift(timedelta(days=7))
    assert told == [0, 0, 0, 0, 0, 1, 1, 1, 2, 3]
    assert kinds(session).count("paper_ends") == 3
    assert waiting(session, world.anna, today())[0].kind is Waits.PAPER
    looked_at(400)
    tick(session)
    assert waiting(session, world.anna, today()) == ()
    with pytest.raises(NotFound):
        keep_paper(session, world.theresia, her, paper="guide_licence", expires_at=None)


def test_a_wish_is_her_own_word_and_the_last_one_counts(session: Session, world: World) -> None:
    her = world.suppliers["fish_47"].id
    for wish in (Wish.MORE, Wish.MORE, Wish.LEARN):
        actions.say_wish(session, world.fish_47, her, wish)
        session.commit()
    assert her_growth(session, her).wish is Wish.LEARN
    assert session.scalar(select(func.count(GrowthWish.id))) == 2
    with pytest.raises(NotFound):
        actions.say_wish(session, world.supplier("sun_21"), her, Wish.MORE)
