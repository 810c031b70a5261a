"""Nobody answers: the reason is asked by phone, and what is missing is asked for in lots."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.journal.models import JournalEntry
from marketplace.kernel import ids
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.sourcing.actions import not_me, unfill
from marketplace.sourcing.actions.lots import AskInLots, ask_in_lots
from marketplace.sourcing.actions.silence import note_silence
from marketplace.sourcing.models import Need, SilenceNote
from marketplace.sourcing.rules.lists import NeedState, NotMe, Silence, UnfilledReason
from marketplace.sourcing.rules.need_check import CheckRefused
from marketplace.sourcing.rules.refusals import LotsRefusal
from tests.actions.linkage import asks, morning, today
from tests.pages.buyer.lodge import lodge
from tests.world import World

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    return lodge(session)


def unfilled(session: Session, world: World, quantity: int = 20) -> Need:
    need = asks(session, world, quantity=quantity)
    unfill(session, SYSTEM, need, UnfilledReason.NO_ANSWER)
    session.commit()
    return need


def in_lots(need: Need, *, lots: int = 2, days: int = 4, key: str = "") -> AskInLots:
    return AskInLots(
        need_public_id=need.public_id, lots=lots, deliver_on=today() + timedelta(days=days),
        cash_at_door=False, client_key=key or ids.public_id(),
    )  # fmt: skip


def test_what_is_missing_is_asked_for_in_lots_each_with_its_own_suppliers(
    session: Session, world: World
) -> None:
    need = unfilled(session, world, quantity=21)
    made = ask_in_lots(session, world.neema, in_lots(need, lots=2))
    session.commit()
    lots = session.scalars(select(Need).where(Need.order_list_id == made.id)).all()
    assert sorted(lot.quantity for lot in lots) == [10, 11]
    assert {lot.state for lot in lots} == {NeedState.PUBLISHED}
    assert {lot.price_minor for lot in lots} == {need.price_minor}
    found = select(func.count()).where(JournalEntry.verb == "need.ask_in_lots")
    assert session.scalar(found) == 1


def test_the_same_press_twice_makes_one_list(session: Session, world: World) -> None:
    need, key = unfilled(session, world), ids.public_id()
    first = ask_in_lots(session, world.neema, in_lots(need, key=key))
    assert ask_in_lots(session, world.neema, in_lots(need, key=key)).id == first.id


def test_what_is_still_asked_or_cannot_be_split_is_refused(session: Session, world: World) -> None:
    running = asks(session, world)
    for need, lots, reason in (
        (running, 2, LotsRefusal.STILL_ASKED),
        (unfilled(session, world), 7, LotsRefusal.CANNOT_SPLIT),
    ):
        with pytest.raises(Refused) as caught:
            ask_in_lots(session, world.neema, in_lots(need, lots=lots))
        assert set(caught.value.reasons) == {reason}
    with pytest.raises(CheckRefused):
        ask_in_lots(session, world.neema, in_lots(unfilled(session, world), days=-1))
    with pytest.raises(NotFound):
        ask_in_lots(session, world.anna, in_lots(unfilled(session, world)))


def note(session: Session, world: World, need: Need, who: str, reason: Silence) -> SilenceNote:
    return note_silence(
        session, world.anna, need_public_id=need.public_id,
        supplier_code=world.suppliers[who].code, reason=reason,
    )  # fmt: skip


def test_the_reason_of_a_silence_is_kept_and_may_be_put_right(
    session: Session, world: World
) -> None:
    need = asks(session, world)
    note(session, world, need, "sun_21", Silence.NO_PHONE)
    note(session, world, need, "sun_21", Silence.NO_TRUST)
    session.commit()
    assert session.scalars(select(SilenceNote.reason)).all() == [Silence.NO_TRUST]
    found = select(func.count()).where(JournalEntry.verb == "asked.silence")
    assert session.scalar(found) == 2


def test_who_answered_was_not_silent_and_other_places_do_not_ask(
    session: Session, world: World
) -> None:
    need = asks(session, world)
    not_me(session, world.fish_47, need.code, world.suppliers["fish_47"].id, NotMe.TOO_FAR)
    with pytest.raises(Refused) as caught:
        note(session, world, need, "fish_47", Silence.BUSY)
    assert set(caught.value.reasons) == {WrongState.NOT_NOW}
    her = world.suppliers["sun_21"].code
    for actor in (world.theresia, world.neema):
        with pytest.raises(NotFound):
            note_silence(
                session, actor, need_public_id=need.public_id, supplier_code=her,
                reason=Silence.BUSY,
            )  # fmt: skip
