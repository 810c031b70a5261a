"""Outcomes: nobody who offered is left without one; losers may ask, complain, and are coached."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.models import OutboxMessage
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.mediation.actions import (
    ChooseOffer,
    answer_look,
    ask_look,
    choose,
    conclude,
    none_suitable,
    say_yes,
    shortlist,
    talk,
)
from marketplace.mediation.models import Coaching, Loss, SecondLook, Shortlisted
from marketplace.mediation.queries.load import tender_of
from marketplace.mediation.rules.lists import LookKind, LookState, PricePosition, Skill
from marketplace.mediation.rules.refusals import AwardRefusal, LookRefusal, OutcomeRefusal
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import OfferState
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NeedState
from marketplace.sourcing.rules.tender_lists import EndedBecause, Ending
from tests.actions.linkage import PRICE, asks, morning
from tests.actions.openings import chosen, opening, tender
from tests.world import World, add_facilitator, facilitator, small_world

pytestmark = pytest.mark.both
ENOUGH = "Her crates were smaller than the pictures asked."


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    return small_world(session)


def losses(session: Session, offers: dict[str, Offer]) -> dict[str, Loss]:
    found = {row.offer_id: row for row in session.scalars(select(Loss))}
    return {who: found[offer.id] for who, offer in offers.items() if offer.id in found}


def lost(session: Session, world: World) -> tuple[Need, dict[str, Offer]]:
    """Lazaro is chosen of three; Zuhura and Happy are not."""
    need, made = opening(session, world, quantity=20)
    got = chosen(session, world, made["sun_21"])
    say_yes(session, world.supplier("sun_21"), got.public_id)
    session.commit()
    return need, made


@pytest.mark.feature("D3", part=True)
@pytest.mark.paper(62, part=True)
def test_every_loser_hears_where_her_price_stood_and_no_more(
    session: Session, world: World
) -> None:
    _, made = lost(session, world)
    told = losses(session, made)
    assert {who: one.position for who, one in told.items()} == {
        "fish_47": PricePosition.MIDDLE, "hen_33": PricePosition.HIGHER,
    }  # fmt: skip
    assert {one.standstill_until - one.told_at for one in told.values()} == {timedelta(hours=48)}
    to = session.scalars(
        select(OutboxMessage.to_supplier_id).where(OutboxMessage.kind == "offer_not_chosen")
    )
    assert set(to) == {world.suppliers["fish_47"].id, world.suppliers["hen_33"].id}


def test_of_two_offers_a_loser_hears_only_that_another_was_chosen(
    session: Session, world: World
) -> None:
    _, made = opening(session, world, quantity=20, prices={"fish_47": PRICE, "sun_21": 120_000})
    got = chosen(session, world, made["sun_21"])
    say_yes(session, world.supplier("sun_21"), got.public_id)
    assert losses(session, made)["fish_47"].position is PricePosition.UNSAID


def test_a_need_does_not_end_while_an_award_waits_for_somebody(
    session: Session, world: World
) -> None:
    need, made = opening(session, world)
    with pytest.raises(Refused) as nothing:
        conclude(session, world.neema, need.public_id)
    got = chosen(session, world, made["sun_21"])
    with pytest.raises(Refused) as waits:
        conclude(session, world.neema, need.public_id)
    with pytest.raises(Refused) as also:
        none_suitable(session, world.neema, need.public_id, EndedBecause.NOT_AS_ASKED)
    assert nothing.value.reasons == {OutcomeRefusal.NOTHING_AWARDED}
    assert waits.value.reasons == also.value.reasons == {OutcomeRefusal.AWARDS_WAIT}
    say_yes(session, world.supplier("sun_21"), got.public_id)
    assert need.state is NeedState.PUBLISHED  # 40 of 60 are still looked for
    with pytest.raises(Refused) as some:
        none_suitable(session, world.neema, need.public_id, EndedBecause.NOT_AS_ASKED)
    assert some.value.reasons == {OutcomeRefusal.SOMETHING_AWARDED}
    conclude(session, world.neema, need.public_id)
    session.commit()
    assert need.state is NeedState.PART_MATCHED


@pytest.mark.feature("H1", part=True)
def test_none_suitable_has_a_reason_and_tells_everybody(session: Session, world: World) -> None:
    need, made = opening(session, world)
    none_suitable(session, world.neema, need.public_id, EndedBecause.PRICES_TOO_HIGH)
    session.commit()
    ended = tender_of(session, need.id)
    assert ended is not None
    assert (ended.ending, ended.ended_because) == (
        Ending.NONE_SUITABLE, EndedBecause.PRICES_TOO_HIGH,
    )  # fmt: skip
    assert need.state is NeedState.UNFILLED
    told = losses(session, made)
    assert len(told) == 3
    assert all(one.none_suitable for one in told.values())


def test_after_any_ending_no_offer_is_without_an_outcome(session: Session, world: World) -> None:
    need, made = opening(session, world)
    entered = made["hen_33"]
    entered.state = OfferState.TO_READ_BACK
    none_suitable(session, world.neema, need.public_id, EndedBecause.NOT_AS_ASKED)
    session.commit()
    undecided = (OfferState.SUBMITTED, OfferState.WAITING_AT_DESK, OfferState.TO_READ_BACK)
    left = session.scalars(
        select(Offer.id).where(Offer.need_id == need.id, Offer.state.in_(undecided))
    )
    assert left.all() == []
    assert entered.state is OfferState.LAPSED  # she never said it: no mark, no loss
    assert "hen_33" not in losses(session, made)


def test_nobody_ends_a_sealed_tender(session: Session, world: World) -> None:
    need = tender(session, world)
    for act in (
        lambda: conclude(session, world.neema, need.public_id),
        lambda: none_suitable(session, world.anna, need.public_id, EndedBecause.NOT_AS_ASKED),
    ):
        with pytest.raises(Refused) as sealed:
            act()
        assert sealed.value.reasons == {AwardRefusal.NOT_OPEN_YET}
    with pytest.raises(NotFound):
        conclude(session, world.theresia, need.public_id)


def test_a_loser_may_ask_for_a_look_within_the_standstill_once(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    _, made = lost(session, world)
    hers = world.supplier("fish_47")
    look = ask_look(session, hers, made["fish_47"].public_id, LookKind.LOOK)
    session.commit()
    assert (look.state, look.due_at - look.asked_at) == (LookState.ASKED, timedelta(days=2))
    with pytest.raises(Refused) as twice:
        ask_look(session, hers, made["fish_47"].public_id, LookKind.LOOK)
    assert twice.value.reasons == {LookRefusal.ASKED_BEFORE}
    with pytest.raises(NotFound):
        ask_look(session, hers, made["hen_33"].public_id, LookKind.LOOK)
    with pytest.raises(NotFound):
        ask_look(session, world.supplier("sun_21"), made["sun_21"].public_id, LookKind.LOOK)
    at.shift(timedelta(hours=48, seconds=1))
    with pytest.raises(Refused) as late:
        ask_look(session, world.supplier("hen_33"), made["hen_33"].public_id, LookKind.LOOK)
    assert late.value.reasons == {LookRefusal.TOO_LATE}
    told = ask_look(session, world.anna, made["hen_33"].public_id, LookKind.COMPLAINT)
    assert told.asked_by_id == world.anna.person_id


def test_a_look_is_answered_with_words_by_who_is_no_party(session: Session, world: World) -> None:
    need, made = opening(session, world, quantity=20)
    got = choose(session, world.anna, ChooseOffer(offer=made["sun_21"].public_id, quantity=20))
    say_yes(session, world.supplier("sun_21"), got.public_id)
    look = ask_look(
        session, world.supplier("fish_47"), made["fish_47"].public_id, LookKind.COMPLAINT
    )
    with pytest.raises(Refused) as party:
        answer_look(session, world.anna, look.public_id, upheld=True, words=ENOUGH)
    assert party.value.reasons == {LookRefusal.YOU_ARE_A_PARTY}
    bakari = facilitator(
        add_facilitator(session, world.destination, "Bakari", places=[world.places["rhotia"]]),
        world.places["rhotia"],
    )
    with pytest.raises(Refused):
        answer_look(session, bakari, look.public_id, upheld=True, words="no")
    answer_look(session, bakari, look.public_id, upheld=True, words=ENOUGH)
    session.commit()
    assert session.scalars(select(SecondLook)).one().state is LookState.UPHELD
    assert need.id


@pytest.mark.feature("O3", part=True)
def test_each_loss_begins_a_step_with_a_skill_and_a_next_need(
    session: Session, world: World
) -> None:
    open_one = asks(session, world, quantity=10)
    _, made = lost(session, world)
    steps = {one.offer_id: one for one in session.scalars(select(Coaching))}
    assert set(steps) == {made["fish_47"].id, made["hen_33"].id}
    hers = steps[made["hen_33"].id]
    assert (hers.skill, hers.next_need_id) == (Skill.COUNT_COST, open_one.id)
    talk(session, world.anna, made["hen_33"].public_id, Skill.PACK)
    session.commit()
    assert (hers.skill, hers.talked_by_id) == (Skill.PACK, world.anna.person_id)
    with pytest.raises(Refused) as twice:
        talk(session, world.anna, made["hen_33"].public_id, Skill.PACK)
    assert twice.value.reasons == {WrongState.NOT_NOW}
    with pytest.raises(NotFound):
        talk(session, world.theresia, made["fish_47"].public_id, Skill.PACK)


def test_the_shortlist_keeps_and_crosses_off(session: Session, world: World) -> None:
    _, made = opening(session, world)
    offer = made["fish_47"].public_id
    shortlist(session, world.neema, offer, keep=True)
    shortlist(session, world.anna, offer, keep=True)  # it stands already
    session.commit()
    row = session.scalars(select(Shortlisted)).one()
    assert (row.dropped_at, row.by_id) == (None, world.neema.person_id)
    shortlist(session, world.anna, offer, keep=False)
    session.commit()
    assert row.dropped_at is not None
    with pytest.raises(NotFound):
        shortlist(session, world.theresia, offer, keep=True)
