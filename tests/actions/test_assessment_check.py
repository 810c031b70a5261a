"""The check on every purchase: its facts, its sources, its clearance, its second look."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.actions import check_purchase
from marketplace.assessment.models import Assessment, Review
from marketplace.assessment.queries.facts import FactSource
from marketplace.assessment.queries.stored import facts_of, levels_of, recompute
from marketplace.assessment.rules.clearance import OutReason
from marketplace.assessment.rules.lists import AssessmentState, ReviewReason
from marketplace.catalogue.models import CategoryPaper, Paper
from marketplace.journal.queries import check_chain, story_of
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM
from marketplace.offers.models import CostBuildUp
from marketplace.people.models import SupplierPaper
from marketplace.people.rules.lists import Function
from marketplace.sourcing.models import CoreProduct, Incumbent
from marketplace.sourcing.rules.lists import MarginBand, ProductRole
from tests.actions.linkage import (
    PRICE,
    asks,
    clears,
    morning,
    purchase,
    typical_cost,
)
from tests.world import World, commit_week, small_world, sold
from tests.world.goods import add_price


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(morning(), tick=False):
        yield


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    typical_cost(session, made)
    return made


def check(session: Session, world: World, **changes: object) -> Assessment:
    need = asks(session, world)
    return check_purchase(session, SYSTEM, purchase(world, need, **changes))  # type: ignore[arg-type]  # by name


def source_of(session: Session, row: Assessment, key: str) -> FactSource:
    return facts_of(session, row.id)[f"offer.{key}"].source


def value_of(session: Session, row: Assessment, key: str) -> object:
    return facts_of(session, row.id)[f"offer.{key}"].value


def test_without_a_clearance_it_waits_at_the_desk(session: Session, world: World) -> None:
    row = check(session, world)
    session.commit()
    assert row.state is AssessmentState.WAITING
    assert row.out_of_bounds == OutReason.NOT_IN_FORCE
    assert (row.verdict, row.fairness, row.complete) == ("clear", "clear", True)
    assert [entry.verb for entry in story_of(session, "assessment", row.id)] == ["assessment.check"]
    assert check_chain(session).whole


def test_a_clearance_is_its_signature(session: Session, world: World) -> None:
    clearance = clears(session, world)
    row = check(session, world)
    assert row.state is AssessmentState.CLEARED
    assert (row.clearance_id, row.out_of_bounds) == (clearance.id, None)


@pytest.mark.parametrize(
    ("bounds", "reason"),
    [
        ({"high": PRICE - 1}, OutReason.PRICE_HIGH),
        ({"low": PRICE + 1}, OutReason.PRICE_LOW),
        ({"most": 19}, OutReason.QUANTITY),
        ({"months": (1, 2, 3)}, OutReason.SEASON),
    ],
)
def test_out_of_bounds_it_waits_with_the_reason(
    session: Session, world: World, bounds: dict[str, int], reason: OutReason
) -> None:
    clears(session, world, **bounds)  # type: ignore[arg-type]  # by name
    row = check(session, world)
    assert row.state is AssessmentState.WAITING
    assert row.out_of_bounds == reason.value


def test_a_condition_that_was_not_signed_is_out_of_bounds(session: Session, world: World) -> None:
    clears(session, world, conditions=())
    commit_week(
        session, world.suppliers["fish_47"], world.goods.leaves["veg.tomato"],
        unit=world.goods.units["kg"], on=clock.now().date(), quantity=18,
    )  # fmt: skip
    row = check(session, world)
    assert row.out_of_bounds == OutReason.NEW_CONDITION
    assert levels_of(session, row.id)["B3"] == 2


def test_an_expired_clearance_does_not_cover(session: Session, world: World) -> None:
    clears(session, world)
    with time_machine.travel(morning() + timedelta(days=200), tick=False):
        row = check(session, world)
    assert row.out_of_bounds == OutReason.EXPIRED


def test_the_figures_are_worked_out_again_the_same(session: Session, world: World) -> None:
    row = check(session, world)
    session.commit()
    again = recompute(session, row)
    assert again.result.verdict == row.verdict
    assert {one.code: one.level for one in again.result.signals} == levels_of(session, row.id)


def test_her_own_cost_comes_before_the_typical_one(session: Session, world: World) -> None:
    assert source_of(session, check(session, world), "cost") is FactSource.TYPICAL_COST
    session.add(
        CostBuildUp(
            supplier_id=world.suppliers["fish_47"].id,
            category_id=world.goods.leaves["veg.tomato"].id,
            unit_id=world.goods.units["crate"].id, inputs_minor=1_000_000, transport_minor=400_000,
            packing_minor=0, losses_minor=200_000, group_fee_minor=0, labour_minutes=480,
            updated_at=clock.now(),
        )
    )  # fmt: skip
    row = check(session, world)
    assert source_of(session, row, "cost") is FactSource.OWN_COST
    # a crate of 20 kg costs 16,000 in cash: 800 a kilogram, and a twentieth of a day of 6,000
    assert value_of(session, row, "cash_cost") == 800
    assert value_of(session, row, "cost") == 1100
    assert not row.provisional


def test_a_typical_cost_makes_it_provisional(session: Session, world: World) -> None:
    assert check(session, world).provisional


def test_the_market_stands_in_for_a_cost_nobody_knows(session: Session) -> None:
    world = small_world(session)
    assert not check(session, world).complete
    leaf = world.goods.leaves["veg.tomato"]
    add_price(session, leaf, prices=(120_000, 140_000, 160_000), last_month=date(2026, 10, 1))
    row = check(session, world)
    assert row.complete
    assert levels_of(session, row.id)["C1"] == 0
    assert source_of(session, row, "price_reference.p10") is FactSource.MARKET


def test_below_the_market_is_a_condition_for_fairness(session: Session, world: World) -> None:
    leaf = world.goods.leaves["veg.tomato"]
    add_price(session, leaf, prices=(150_000, 160_000, 170_000), last_month=date(2026, 10, 1))
    row = check(session, world)
    assert levels_of(session, row.id)["C2"] == 2
    assert (row.verdict, row.fairness) == ("clear", "conditions")


def test_no_reference_is_said(session: Session, world: World) -> None:
    row = check(session, world)
    assert levels_of(session, row.id)["C2"] == 0
    assert value_of(session, row, "price_reference.n") == 0


def test_a_missing_paper_is_a_gap_that_can_be_closed(session: Session, world: World) -> None:
    leaf, hers = world.goods.leaves["veg.tomato"], world.suppliers["fish_47"]
    paper = Paper(code="food_safety", picture="paper")
    session.add(paper)
    session.flush()
    session.add(CategoryPaper(category_id=leaf.id, paper_id=paper.id))
    row = check(session, world)
    assert levels_of(session, row.id)["A7"] == 2
    assert value_of(session, row, "safety_text") == "food_safety"
    held = SupplierPaper(
        supplier_id=hers.id, paper_id=paper.id, checked_at=clock.now(),
        expires_at=clock.now() + timedelta(days=1),
    )  # fmt: skip
    session.add(held)
    session.flush()
    assert levels_of(session, check(session, world).id)["A7"] == 0
    held.expires_at = clock.now()
    session.flush()
    assert levels_of(session, check(session, world).id)["A7"] == 2


def test_proven_capacity_counts_with_what_the_week_holds(session: Session, world: World) -> None:
    hers = world.suppliers["fish_47"]
    row = check(session, world)
    assert (
        value_of(session, row, "capacity_share"),
        value_of(session, row, "capacity_proven"),
    ) == (0.5, True)
    commit_week(
        session, hers, world.goods.leaves["veg.tomato"], unit=world.goods.units["kg"],
        on=clock.now().date(), quantity=21,
    )  # fmt: skip
    row = check(session, world)
    assert levels_of(session, row.id)["B3"] == 3
    assert row.verdict == "block"


def test_what_she_only_stated_is_a_trial(session: Session, world: World) -> None:
    row = check(session, world, who="sun_21", quantity=15)
    assert value_of(session, row, "capacity_proven") is False
    assert levels_of(session, row.id)["B3"] == 1


def test_the_incumbent_is_compared_landed(session: Session, world: World) -> None:
    session.add(
        Incumbent(
            operator_id=world.kijani.id, category_id=world.goods.leaves["veg.tomato"].id,
            unit_id=world.goods.units["kg"].id, price_minor=110_000, transport_minor=20_000,
        )
    )  # fmt: skip
    row = check(session, world)
    assert source_of(session, row, "landed.incumbent.price") is FactSource.INCUMBENT
    assert levels_of(session, row.id)["B1"] == 1  # 1,400 against 1,300


@pytest.mark.paper(53)
def test_a_contact_for_charity_only_is_noted(session: Session, world: World) -> None:
    assert levels_of(session, check(session, world).id)["B5"] == 0
    from marketplace.people.models import OperatorStaff

    session.scalars(select(OperatorStaff)).one().function = Function.CSR
    session.flush()
    assert levels_of(session, check(session, world).id)["B5"] == 1


def test_an_input_needs_no_core_product_and_a_resale_does(session: Session, world: World) -> None:
    session.add(
        CoreProduct(
            public_id="core-1", operator_id=world.kijani.id, name="Lodge shop", currency="USD",
            category_code="craft.import", picture="shop", role=ProductRole.ADD_ON, segment="all",
            slot="any", zone="rhotia", price_minor=2_800, margin_band=MarginBand.B40_50,
            capacity_month=150, utilisation_percent=80,
        )
    )  # fmt: skip
    session.flush()
    keys = set(facts_of(session, check(session, world).id))
    assert not any(key.startswith("core.") for key in keys)
    need = asks(session, world)
    from marketplace.catalogue.rules.lists import Route

    need.route = Route.INPUT_OR_RESALE
    session.flush()
    row = check_purchase(session, SYSTEM, purchase(world, need))
    facts = facts_of(session, row.id)
    assert facts["core.0.price"].value == 28
    assert facts["core.0.margin"].value == "40-50"
    assert not row.complete  # what the guest pays was never said


@pytest.mark.paper(79)
def test_a_first_sale_is_looked_at_within_a_week(session: Session, world: World) -> None:
    clears(session, world)
    row = check(session, world)
    review = session.scalars(select(Review)).one()
    assert (review.assessment_id, review.reason) == (row.id, ReviewReason.FIRST_SALE)
    assert review.due_at == clock.now() + timedelta(days=7)


def test_of_later_sales_one_in_ten(session: Session, world: World) -> None:
    clears(session, world, most=10)
    sold(session, world.suppliers["fish_47"], world.kijani, world.goods.leaves["veg.tomato"])
    for _ in range(60):
        assert check(session, world, quantity=1).state is AssessmentState.CLEARED
    looked_at = session.scalars(select(Review)).all()
    assert {review.reason for review in looked_at} == {ReviewReason.ONE_IN_TEN}
    assert 1 <= len(looked_at) <= 18
