"""Awards: reserved only under a signature, answered by her, never beyond the need."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import after_refusal, after_signature, settle
from marketplace.agreements.models import Order
from marketplace.assessment.actions import sign
from marketplace.assessment.actions.sign import refuse
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.db import transaction
from marketplace.journal.models import JournalEntry, OutboxMessage
from marketplace.journal.queries import check_chain
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.mediation.actions import ChooseOffer, choose, expire, say_no, say_yes, undo
from marketplace.mediation.models import Award, Loss
from marketplace.mediation.queries.awards import award, awards_past_answer
from marketplace.mediation.rules.lists import AwardState, NoReason, UndoReason
from marketplace.mediation.rules.refusals import AwardRefusal
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import OfferState
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NeedState
from tests.actions.linkage import anna_enters, morning, typical_cost
from tests.actions.openings import chosen, opening, tender, unseal
from tests.world import World, small_world

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    return small_world(session)


def told(session: Session) -> list[str]:
    return list(session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)))


def assessment_of(session: Session, made: Award) -> Assessment:
    return session.get_one(Assessment, made.assessment_id)


@pytest.mark.feature("H1")
def test_inside_a_clearance_the_choice_reserves_at_once(session: Session, world: World) -> None:
    need, made = opening(session, world)
    got = chosen(session, world, made["sun_21"])
    session.commit()
    assert (got.state, got.value_minor, got.starts_on) == (
        AwardState.RESERVED, 20 * 120_000, need.deliver_on,
    )  # fmt: skip
    assert need.awarded == 20
    assert told(session)[-1] == "award_offered"
    assert session.scalar(select(func.count()).select_from(Order)) == 0
    card = award(session, world.neema, got.public_id)
    assert (card.assessment_signed, card.ready) == (True, False)
    check_chain(session)


def test_without_a_clearance_it_waits_for_a_signature_and_holds_nothing(
    session: Session, world: World
) -> None:
    typical_cost(session, world)
    need, made = opening(session, world, cleared=False)
    got = chosen(session, world, made["fish_47"])
    assert (got.state, need.awarded) == (AwardState.WAITING, 0)
    assert made["fish_47"].state is OfferState.WAITING_AT_DESK
    check = assessment_of(session, got)
    sign(session, world.anna, check.public_id, ())
    assert after_signature(session, world.anna, check.public_id) is None
    session.commit()
    assert (got.state, need.awarded) == (AwardState.RESERVED, 20)
    assert session.scalar(select(func.count()).select_from(Order)) == 0


def test_a_refusal_at_the_desk_ends_the_award(session: Session, world: World) -> None:
    typical_cost(session, world)
    need, made = opening(session, world, cleared=False)
    got = chosen(session, world, made["fish_47"])
    check = assessment_of(session, got)
    refuse(session, world.anna, check.public_id)
    after_refusal(session, world.anna, check.public_id)
    session.commit()
    assert (got.state, need.awarded) == (AwardState.REFUSED, 0)
    assert made["fish_47"].state is OfferState.DECLINED


def test_her_yes_accepts_and_the_last_yes_tells_everybody(session: Session, world: World) -> None:
    need, made = opening(session, world, quantity=20)
    got = chosen(session, world, made["sun_21"])
    say_yes(session, world.supplier("sun_21"), got.public_id)
    session.commit()
    assert (got.state, made["sun_21"].state) == (AwardState.ACCEPTED, OfferState.ACCEPTED)
    assert need.state is NeedState.MATCHED
    assert {made[who].state for who in ("fish_47", "hen_33")} == {OfferState.DECLINED}
    assert session.scalar(select(func.count()).select_from(Loss)) == 2
    assert award(session, world.anna, got.public_id).ready


@pytest.mark.feature("H3")
def test_her_no_frees_the_quantity_and_the_next_best_is_asked(
    session: Session, world: World
) -> None:
    need, made = opening(session, world, quantity=20)
    first = chosen(session, world, made["sun_21"])
    say_no(session, world.supplier("sun_21"), first.public_id, NoReason.SOLD)
    session.commit()
    assert (first.state, first.no_reason) == (AwardState.DECLINED, NoReason.SOLD)
    (second,) = session.scalars(select(Award).where(Award.state == AwardState.RESERVED))
    assert (second.offer_id, second.quantity, second.made_by_id) == (made["fish_47"].id, 20, None)
    assert need.awarded == 20
    assert told(session)[-1] == "award_offered"


def test_nobody_is_asked_where_the_buyer_wants_to_choose_again(
    session: Session, world: World
) -> None:
    need, made = opening(session, world, quantity=20)
    command = ChooseOffer(offer=made["sun_21"].public_id, quantity=20, then_next=False)
    first = choose(session, world.neema, command)
    say_no(session, world.supplier("sun_21"), first.public_id, None)
    assert need.awarded == 0
    assert session.scalar(select(func.count()).select_from(Award)) == 1


def test_an_award_nobody_answers_expires_and_the_next_is_asked(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    need, made = opening(session, world, quantity=20)
    first = chosen(session, world, made["sun_21"])
    session.commit()
    assert awards_past_answer(session, morning()) == ()
    at.shift(timedelta(hours=72, seconds=1))
    session.expire_all()
    with pytest.raises(Refused):
        say_yes(session, world.supplier("sun_21"), first.public_id)
    session.rollback()
    assert awards_past_answer(session, clock.now()) == (first.public_id,)
    expire(session, first.public_id)
    session.commit()
    assert session.get_one(Award, first.id).state is AwardState.EXPIRED
    assert session.get_one(Offer, made["sun_21"].id).state is OfferState.LAPSED
    assert session.get_one(Need, need.id).awarded == 20
    assert expire(session, first.public_id) is None


def test_an_award_is_taken_back_with_a_reason_and_may_be_given_again(
    session: Session, world: World
) -> None:
    need, made = opening(session, world)
    got = chosen(session, world, made["sun_21"])
    undo(session, world.neema, got.public_id, UndoReason.CHANGED_PLAN)
    assert (got.state, need.awarded) == (AwardState.UNDONE, 0)
    assert told(session)[-1] == "award_undone"
    again = chosen(session, world, made["sun_21"])
    session.commit()
    assert again.state is AwardState.RESERVED


def test_taking_back_an_accepted_award_opens_the_need_for_another_look(
    session: Session, world: World
) -> None:
    need, made = opening(session, world, quantity=20)
    got = chosen(session, world, made["sun_21"])
    say_yes(session, world.supplier("sun_21"), got.public_id)
    undo(session, world.neema, got.public_id, UndoReason.TERMS_BROKEN)
    session.commit()
    assert (need.state, need.awarded) == (NeedState.CLOSED, 0)
    assert made["sun_21"].state is OfferState.DECLINED


@pytest.mark.parametrize(
    ("quantity", "reason"),
    [
        (0, AwardRefusal.QUANTITY_ZERO),
        (21, AwardRefusal.QUANTITY_OVER_OFFER),
        (61, AwardRefusal.NOTHING_LEFT),
    ],
)
def test_not_more_than_offered_nor_than_needed(
    session: Session, world: World, quantity: int, reason: AwardRefusal
) -> None:
    _, made = opening(session, world)
    with pytest.raises(Refused) as refused:
        chosen(session, world, made["fish_47"], quantity=quantity)
    assert reason in refused.value.reasons


def test_a_sealed_offer_and_one_never_read_back_cannot_be_awarded(
    session: Session, world: World
) -> None:
    typical_cost(session, world)
    need = tender(session, world)
    need.price_minor = 140_000
    offer = anna_enters(session, world, need)
    need.price_minor = None
    with pytest.raises(Refused) as sealed:
        chosen(session, world, offer)
    unseal(session, need)
    with pytest.raises(Refused) as unread:
        chosen(session, world, offer)
    assert AwardRefusal.NOT_OPEN_YET in sealed.value.reasons
    assert unread.value.reasons == {AwardRefusal.NOT_CONFIRMED_BY_HER}


def test_strangers_find_nothing(session: Session, world: World) -> None:
    _, made = opening(session, world)
    got = chosen(session, world, made["fish_47"])
    session.commit()
    doors = (
        lambda: choose(
            session, world.theresia, ChooseOffer(offer=made["sun_21"].public_id, quantity=1)
        ),
        lambda: say_yes(session, world.supplier("sun_21"), got.public_id),
        lambda: say_yes(session, world.neema, got.public_id),
        lambda: undo(session, world.theresia, got.public_id, UndoReason.MISTAKE),
        lambda: award(session, world.supplier("sun_21"), got.public_id),
    )
    for door in doors:
        with pytest.raises(NotFound):
            door()
        session.rollback()


def test_rotation_leaves_a_tender_alone(session: Session, world: World) -> None:
    need, made = opening(session, world)
    settle(session, SYSTEM, need.id)
    assert {one.state for one in made.values()} == {OfferState.SUBMITTED}
    assert session.scalar(select(func.count()).select_from(Assessment)) == 0


def test_a_second_tap_is_refused_and_changes_nothing(session: Session, world: World) -> None:
    _, made = opening(session, world)
    got = chosen(session, world, made["fish_47"])
    with pytest.raises(Refused) as twice:
        chosen(session, world, made["fish_47"])
    assert twice.value.reasons == {AwardRefusal.IS_AWARDED}
    say_yes(session, world.supplier("fish_47"), got.public_id)
    with pytest.raises(Refused) as again:
        say_yes(session, world.supplier("fish_47"), got.public_id)
    assert again.value.reasons == {WrongState.NOT_NOW}


def test_two_hundred_races_end_with_exactly_the_reserved_quantity(
    session: Session, world: World, engine: Engine
) -> None:
    """Three offers of 20 for a need of 40: whoever races, two are reserved and one is refused."""
    # SQLite's writers are one at a time from their first word: thirty races say the same.
    races = 200 if engine.dialect.name == "postgresql" else 30
    asked, made = opening(session, world, quantity=40)
    need_id, neema = asked.id, world.neema
    public_ids = [offer.public_id for offer in made.values()]
    session.commit()

    def choose_one(offer: str) -> str:
        with Session(engine) as own:
            try:
                with transaction(own):
                    command = ChooseOffer(offer=offer, quantity=20, then_next=False)
                    return choose(own, neema, command).public_id
            except Refused:
                return ""

    with ThreadPoolExecutor(3) as pool:
        for _race in range(races):
            got = [one for one in pool.map(choose_one, public_ids) if one]
            held = session.scalars(select(Award).where(Award.state == AwardState.RESERVED)).all()
            need = session.get_one(Need, need_id, populate_existing=True)
            assert len(got) == 2
            assert sum(one.quantity for one in held) == need.awarded == 40
            for one in held:
                undo(session, neema, one.public_id, UndoReason.CHANGED_PLAN)
            session.commit()
    reserved = select(func.count(JournalEntry.id)).where(JournalEntry.verb == "award.reserve")
    assert session.scalar(reserved) == 2 * races
    check_chain(session)


def test_the_check_is_stored_with_each_award(session: Session, world: World) -> None:
    _, made = opening(session, world)
    got = chosen(session, world, made["fish_47"])
    check = assessment_of(session, got)
    assert (check.state, check.offer_id) == (AssessmentState.CLEARED, made["fish_47"].id)
