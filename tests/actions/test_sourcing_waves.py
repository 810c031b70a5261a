"""Waves, answers, awards and the end of a need."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.journal.models import JournalEntry
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import NotFound, Refused, StaleEdit
from marketplace.kernel.states import WrongState
from marketplace.offers.actions import SubmitOffer, submit_offer, withdraw_need
from marketplace.offers.rules.lists import DeclineReason, OfferState
from marketplace.people.models import SupplierLeaf
from marketplace.sourcing.actions import (
    close,
    mark_seen,
    match,
    next_wave,
    not_me,
    release,
    reopen,
    reserve,
    sweep_board,
    unfill,
)
from marketplace.sourcing.models import Asked, BoardRow, Need, SeenMark
from marketplace.sourcing.queries import asked_of, supplier_list, waves_to_settle
from marketplace.sourcing.rules.lists import Answer, NeedState, NotMe, UnfilledReason
from tests.actions.linkage import asks
from tests.world import World, add_leaf, add_supplier, small_world, sold


@pytest.fixture
def world(session: Session) -> World:
    return small_world(session)


def more_growers(session: Session, world: World, *, count: int) -> list[int]:
    """Growers asked a day after each other: the first of them longest ago."""
    made = []
    for number in range(count):
        her, _ = add_supplier(
            session, world.destination, world.places["rhotia"], name=f"Grower {number}"
        )
        add_leaf(
            session, her, world.goods.leaves["veg.tomato"], unit=world.goods.units["kg"], weekly=30,
            asked_at=clock.now() - timedelta(days=30 - number),
        )  # fmt: skip
        sold(session, her, world.kijani, world.goods.leaves["veg.tomato"])
        made.append(her.id)
    return made


def asked_in(session: Session, need: Need) -> list[int]:
    return [card.supplier_id for card in asked_of(session, need.id)]


@pytest.mark.feature("B2", part=True)
def test_waves_go_through_everybody_once(session: Session, world: World) -> None:
    later = more_growers(session, world, count=5)
    need = asks(session, world)
    assert asked_in(session, need)[3:] == later[:1]  # the three never asked come first
    second = next_wave(session, SYSTEM, need)
    assert second is not None
    assert asked_in(session, need)[4:] == later[1:]
    assert next_wave(session, SYSTEM, need) is None
    cards = asked_of(session, need.id)
    assert [card.wave for card in cards] == [1] * 4 + [2] * 4
    assert [card.position for card in cards] == [1, 2, 3, 4] * 2


def test_no_wave_after_the_door_is_shut(session: Session, world: World) -> None:
    more_growers(session, world, count=5)
    need = asks(session, world)
    need.deliver_on = clock.now().date() - timedelta(days=1)
    assert next_wave(session, SYSTEM, need) is None


def test_a_wave_is_due_when_time_is_over_or_all_have_answered(
    session: Session, world: World
) -> None:
    need = asks(session, world)
    assert waves_to_settle(session) == []
    assert need.closes_at is not None
    (due,) = waves_to_settle(session, now=need.closes_at)
    assert (due.need_id, due.number) == (need.id, 1)
    for name in world.suppliers:
        not_me(session, world.supplier(name), need.code, world.suppliers[name].id, NotMe.NONE_NOW)
    assert [wave.need_id for wave in waves_to_settle(session)] == [need.id]


def test_a_need_nobody_can_be_asked_for_keeps_its_time_on_the_board(
    session: Session, world: World
) -> None:
    for leaf in session.scalars(select(SupplierLeaf)):
        leaf.category_id = world.goods.leaves["veg.onion"].id
    need = asks(session, world)
    assert asked_in(session, need) == []
    assert waves_to_settle(session) == []


def test_not_me_is_kept_with_its_reason_and_leaves_her_list(session: Session, world: World) -> None:
    need = asks(session, world)
    her = world.suppliers["fish_47"].id
    assert [card.code for card in supplier_list(session, her).needs] == [need.code]
    not_me(session, world.fish_47, need.code, her, NotMe.PRICE_LOW)
    session.commit()
    assert supplier_list(session, her).needs == ()
    card = next(card for card in asked_of(session, need.id) if card.supplier_id == her)
    assert (card.answer, card.not_me) == (Answer.NOT_ME, NotMe.PRICE_LOW)
    assert (
        session.scalars(select(JournalEntry.verb).order_by(JournalEntry.id)).all()[-1]
        == "asked.not_me"
    )


def test_a_facilitator_may_note_it_by_phone_but_only_of_her_places(
    session: Session, world: World
) -> None:
    need = asks(session, world)
    her = world.suppliers["fish_47"].id
    with pytest.raises(NotFound):
        not_me(session, world.theresia, need.code, her, NotMe.TOO_FAR)
    with pytest.raises(NotFound):
        not_me(session, world.supplier("sun_21"), need.code, her, NotMe.TOO_FAR)
    assert not_me(session, world.anna, need.code, her, NotMe.TOO_FAR)


def test_not_me_after_an_offer_is_refused(session: Session, world: World) -> None:
    need = asks(session, world)
    her = world.suppliers["fish_47"].id
    submit_offer(session, world.fish_47, SubmitOffer(need.code, her, 5, client_key="o"))
    with pytest.raises(Refused) as caught:
        not_me(session, world.fish_47, need.code, her, NotMe.TOO_FAR)
    assert caught.value.reasons == {WrongState.NOT_NOW}


def test_who_came_unasked_is_known_as_such(session: Session, world: World) -> None:
    need = asks(session, world)
    late, _ = add_supplier(session, world.destination, world.places["rhotia"], name="Late")
    not_me(session, world.anna, need.code, late.id, NotMe.TOO_MUCH)
    assert asked_of(session, need.id)[-1].position is None


def test_seen_is_marked_once(session: Session, world: World) -> None:
    need = asks(session, world)
    her = world.suppliers["fish_47"].id
    for _ in range(2):
        mark_seen(session, need.id, her)
    assert session.scalar(select(func.count(SeenMark.id))) == 1
    assert any(card.seen_at for card in asked_of(session, need.id))


def test_reserving_stops_at_the_quantity(session: Session, world: World) -> None:
    need = asks(session, world)
    assert reserve(session, need.id, 15)
    assert need.awarded == 15
    assert not reserve(session, need.id, 6)
    assert not reserve(session, need.id, 0)
    assert not reserve(session, need.id, -5)
    assert reserve(session, need.id, 5)
    assert not release(session, need.id, 21)
    assert release(session, need.id, 20)
    assert (need.awarded, need.version) == (0, 4)


def test_reserving_asks_for_the_version_and_an_open_need(session: Session, world: World) -> None:
    need = asks(session, world)
    assert reserve(session, need.id, 1, version=1)
    assert not reserve(session, need.id, 1, version=1)
    unfill(session, SYSTEM, need, UnfilledReason.NO_ANSWER)
    session.flush()
    assert not reserve(session, need.id, 1)


@pytest.mark.feature("A2", part=True)
def test_a_need_lives_and_ends_as_its_table_says(session: Session, world: World) -> None:
    need = asks(session, world)
    reserve(session, need.id, 5)
    match(session, SYSTEM, need)
    assert need.state is NeedState.PART_MATCHED
    reopen(session, SYSTEM, need)
    close(session, SYSTEM, need)
    reserve(session, need.id, 15)
    match(session, SYSTEM, need)
    session.commit()
    states = ["need.draft", "need.publish", "need.wave", "need.match_part", "need.reopen",
              "need.close", "need.match"]  # fmt: skip
    assert list(session.scalars(select(JournalEntry.verb).order_by(JournalEntry.id))) == states
    with pytest.raises(Refused):
        unfill(session, SYSTEM, need, UnfilledReason.NO_ANSWER)


def test_withdrawing_tells_who_offered(session: Session, world: World) -> None:
    need = asks(session, world)
    her = world.suppliers["fish_47"].id
    offer = submit_offer(session, world.fish_47, SubmitOffer(need.code, her, 5, client_key="o"))
    with pytest.raises(StaleEdit):
        withdraw_need(session, world.neema, need.public_id, version=99)
    with pytest.raises(NotFound):
        withdraw_need(session, world.anna, need.public_id)
    withdraw_need(session, world.neema, need.public_id, version=1)
    session.commit()
    assert (need.state, need.unfilled_reason) == (NeedState.WITHDRAWN, UnfilledReason.WITHDRAWN)
    assert (offer.state, offer.decline_reason) == (
        OfferState.DECLINED, DeclineReason.NEED_WITHDRAWN,
    )  # fmt: skip
    assert session.scalar(select(func.count()).select_from(BoardRow)) == 0


def test_the_sweeper_takes_off_what_is_over(session: Session, world: World) -> None:
    need = asks(session, world)
    session.flush()
    assert need.closes_at is not None
    assert sweep_board(session, need.closes_at - timedelta(seconds=1)) == 0
    assert sweep_board(session, need.closes_at) == 22
    assert session.scalar(select(func.count(Asked.id))) == 3
