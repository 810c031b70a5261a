"""The desk of the check: the page, signing, clearances, second looks."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment import queries
from marketplace.assessment.actions import (
    SignClearance,
    SignOutcome,
    answer,
    check_purchase,
    end_clearance,
    end_expired,
    refuse,
    review,
    sign,
    sign_clearance,
)
from marketplace.assessment.actions.clearances import ClearanceRefusal
from marketplace.assessment.models import Assessment, AssessmentCondition, Clearance, Review
from marketplace.assessment.queries.facts import FactSource
from marketplace.assessment.rules.conditions import ConditionCode
from marketplace.assessment.rules.errors import BadInput
from marketplace.assessment.rules.lists import (
    AssessmentState,
    ClearanceState,
    ReviewOutcome,
    ReviewReason,
)
from marketplace.assessment.rules.signals import Verdict
from marketplace.assessment.rules.signing import SignRefusal
from marketplace.catalogue.rules.lists import Route
from marketplace.journal.queries import check_chain, story_of
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import Forbidden, NotFound, Refused
from marketplace.kernel.states import WrongState
from tests.actions.linkage import PRICE, asks, clears, morning, purchase, typical_cost
from tests.world import World, small_world


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    typical_cost(session, made)
    return made


def checked(session: Session, world: World, **changes: object) -> Assessment:
    need = asks(session, world)
    return check_purchase(session, SYSTEM, purchase(world, need, **changes))  # type: ignore[arg-type]  # by name


def test_the_page_says_everything_that_went_in(session: Session, world: World) -> None:
    row = checked(session, world)
    page = queries.assessment_page(session, world.anna, row.public_id)
    assert (page.verdict, page.fairness) == (Verdict.CLEAR, Verdict.CLEAR)
    assert page.provisional
    assert any("typical one" in one.text.english() for one in page.defaults_used)
    assert page.holds_across_band
    assert page.out_of_bounds == ("not_in_force",)
    assert page.refusals == ()
    assert page.proposed.operator_name == "Kijani Ridge Lodges"
    assert (page.proposed.quantity, page.proposed.unit_code) == (20, "kg")
    assert page.signals
    assert all(card.text.english() for card in page.signals)
    assert {card.source for card in page.figures} >= {FactSource.NEED, FactSource.TYPICAL_COST}
    assert page.input_hash == row.input_hash
    for stranger in (world.theresia, world.neema, world.fish_47):
        with pytest.raises(NotFound):
            queries.assessment_page(session, stranger, row.public_id)


def test_a_block_shows_a_way_back(session: Session, world: World) -> None:
    row = checked(session, world, price=40_000)
    page = queries.assessment_page(session, world.anna, row.public_id)
    assert page.fairness is Verdict.BLOCK
    assert page.refusals == (SignRefusal.UNFAIR,)
    assert page.ways_back


def test_a_signature_keeps_its_conditions_with_owner_and_day(
    session: Session, world: World
) -> None:
    row = checked(session, world)
    codes = (ConditionCode.BACK_UP, ConditionCode.PILOT, ConditionCode.BACK_UP)
    assert sign(session, world.anna, row.public_id, codes) is SignOutcome.SIGNED
    page = queries.assessment_page(session, world.anna, row.public_id)
    assert [one.code for one in page.signed_conditions] == ["back_up", "pilot"]
    assert page.hanging.signed_by == "Anna Mrema"
    verbs = [entry.verb for entry in story_of(session, "assessment", row.id)]
    session.commit()
    verbs = [entry.verb for entry in story_of(session, "assessment", row.id)]
    assert verbs == ["assessment.check", "assessment.sign"]
    with pytest.raises(Refused) as refused:
        refuse(session, world.anna, row.public_id)
    assert refused.value.reasons == {WrongState.NOT_NOW}


def test_incomplete_cannot_be_signed_until_it_is_answered(session: Session) -> None:
    world = small_world(session)  # nobody knows her cost, and there is no market
    row = checked(session, world)
    assert not row.complete
    with pytest.raises(Refused) as refused:
        sign(session, world.anna, row.public_id, ())
    assert refused.value.reasons == {SignRefusal.INCOMPLETE}
    page = queries.assessment_page(session, world.anna, row.public_id)
    assert page.missing == ("C1",)


def test_what_a_person_judged_goes_in_and_is_asked_once(session: Session, world: World) -> None:
    row = checked(session, world)
    answer(session, world.anna, row.public_id, {"months_to_spec": Fraction(8), "safety": "high"})
    page = queries.assessment_page(session, world.anna, row.public_id)
    assert page.verdict is Verdict.BLOCK
    assert {one.key: one.source for one in page.figures}["offer.safety"] is FactSource.JUDGED
    answer(session, world.anna, row.public_id, {"safety": "gap", "safety_text": "no scales"})
    sign(session, world.anna, row.public_id, (ConditionCode.PAPERS_BY_DATE,))
    later = queries.assessment_page(session, world.anna, checked(session, world).public_id)
    levels = {card.code: card.level for card in later.signals}
    assert (levels["A7"], levels["B6"]) == (2, 1)
    other = queries.assessment_page(
        session, world.anna, checked(session, world, who="sun_21", quantity=10).public_id
    )
    assert {card.code: card.level for card in other.signals}["A7"] == 0  # it was about her


@pytest.mark.parametrize("key", ["price", "payment_days", "no_such_key"])
def test_terms_are_not_judged(session: Session, world: World, key: str) -> None:
    row = checked(session, world)
    with pytest.raises(BadInput) as bad:
        answer(session, world.anna, row.public_id, {key: Fraction(1)})
    assert bad.value.key_path == f"offer.{key}"


def command(world: World, **changes: object) -> SignClearance:
    values: dict[str, object] = {
        "operator_id": world.kijani.id, "category_id": world.goods.leaves["veg.tomato"].id,
        "unit_id": world.goods.units["kg"].id, "place_id": world.places["rhotia"].id,
        "route": Route.INPUT, "price_low_minor": 100_000, "price_high_minor": 200_000,
        "max_quantity": 60, "months": (11, 12),
    }  # fmt: skip
    return SignClearance(**{**values, **changes})  # type: ignore[arg-type]  # by name


def test_a_clearance_runs_six_months_and_replaces_the_one_before(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    first = sign_clearance(session, world.anna, command(world))
    codes = (ConditionCode.BACK_UP,)
    second = sign_clearance(session, world.anna, command(world, conditions=codes))
    assert (first.state, second.state) == (ClearanceState.ENDED, ClearanceState.IN_FORCE)
    (card,) = queries.clearances(session, world.anna)
    assert (card.public_id, card.months, card.conditions) == (
        second.public_id,
        (11, 12),
        ("back_up",),
    )
    assert [one.public_id for one in queries.clearances(session, world.anna, ended=True)] == [
        first.public_id
    ]
    assert second.expires_at == morning().replace(year=2027, month=5)
    at.move_to(second.expires_at)
    assert end_expired(session, SYSTEM) == 1
    assert queries.clearances(session, world.anna) == ()
    session.commit()
    assert check_chain(session).whole


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"months": ()}, ClearanceRefusal.MONTHS_MISSING),
        ({"months": (0, 13)}, ClearanceRefusal.MONTHS_MISSING),
        ({"price_low_minor": 200_001}, ClearanceRefusal.PRICE_BAND),
        ({"price_low_minor": 0}, ClearanceRefusal.PRICE_BAND),
        ({"max_quantity": 0}, ClearanceRefusal.QUANTITY),
    ],
)
def test_bounds_that_bound_nothing(
    session: Session, world: World, changes: dict[str, object], reason: ClearanceRefusal
) -> None:
    with pytest.raises(Refused) as refused:
        sign_clearance(session, world.anna, command(world, **changes))
    assert refused.value.reasons == {reason}


def test_only_a_facilitator_of_the_place_clears(session: Session, world: World) -> None:
    for stranger in (world.theresia, world.neema):
        with pytest.raises(NotFound):
            sign_clearance(session, stranger, command(world))
    row = sign_clearance(session, world.anna, command(world))
    with pytest.raises(NotFound):
        end_clearance(session, world.theresia, row.public_id)
    with pytest.raises(NotFound):
        queries.clearance(session, world.theresia, row.public_id)
    with pytest.raises(Forbidden):
        queries.clearances(session, world.neema)
    end_clearance(session, world.anna, row.public_id)
    assert row.ended_at == clock.now()


def test_a_clearance_does_not_rest_on_a_block(session: Session, world: World) -> None:
    blocked = checked(session, world, price=40_000)
    with pytest.raises(Refused) as refused:
        sign_clearance(session, world.anna, command(world, assessment=blocked.public_id))
    assert refused.value.reasons == {SignRefusal.UNFAIR}
    good = checked(session, world)
    row = sign_clearance(session, world.anna, command(world, assessment=good.public_id))
    assert row.assessment_id == good.id


def put_up(session: Session, world: World, clearance: Clearance, number: int) -> Review:
    assessment = checked(session, world, quantity=1, price=PRICE)
    assert assessment.state is AssessmentState.CLEARED
    found = session.scalar(select(Review).where(Review.assessment_id == assessment.id))
    if found is not None:
        return found
    made = Review(
        public_id=f"review-{number}", assessment_id=assessment.id, clearance_id=clearance.id,
        place_id=assessment.place_id, reason=ReviewReason.ONE_IN_TEN,
        due_at=clock.now() + timedelta(days=7),
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def test_two_found_wrong_end_the_clearance(session: Session, world: World) -> None:
    clearance = clears(session, world)
    looks = [put_up(session, world, clearance, number) for number in range(3)]
    assert len(queries.reviews_due(session, world.anna)) == 3
    assert queries.reviews_due(session, world.theresia) == ()
    review(session, world.anna, looks[0].public_id, ReviewOutcome.RIGHT)
    review(session, world.anna, looks[1].public_id, ReviewOutcome.WRONG)
    assert clearance.state is ClearanceState.IN_FORCE
    review(session, world.anna, looks[2].public_id, ReviewOutcome.WRONG)
    assert clearance.state is ClearanceState.ENDED
    assert queries.reviews_due(session, world.anna) == ()
    with pytest.raises(Refused):
        review(session, world.anna, looks[2].public_id, ReviewOutcome.RIGHT)
    with pytest.raises(NotFound):
        review(session, world.theresia, looks[0].public_id, ReviewOutcome.RIGHT)
    assert checked(session, world).state is AssessmentState.WAITING


def test_conditions_belong_to_one_thing(session: Session, world: World) -> None:
    clears(session, world, conditions=(ConditionCode.BACK_UP,))
    row = session.scalars(select(AssessmentCondition)).one()
    assert (row.assessment_id, row.owner) == (None, "buyer")
