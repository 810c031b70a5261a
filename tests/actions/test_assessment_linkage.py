"""The check on any linkage: of a need, or of a proposal that no need asked for."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import time_machine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.agreements.actions import after_refusal, after_signature
from marketplace.assessment import queries
from marketplace.assessment.actions import (
    Linkage,
    SignOutcome,
    answer,
    check_linkage,
    refuse,
    sign,
)
from marketplace.assessment.models import Assessment
from marketplace.assessment.queries.facts import FactSource
from marketplace.assessment.queries.purchase import linkage_of
from marketplace.assessment.queries.stored import facts_of
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.assessment.rules.signals import Verdict
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import NotFound
from marketplace.sourcing.models import CoreProduct
from marketplace.sourcing.rules.lists import MarginBand, ProductRole
from tests.actions.linkage import PRICE, asks, clears, morning, purchase, typical_cost
from tests.world import World, small_world

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(morning(), tick=False):
        yield


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    typical_cost(session, made)
    return made


def proposal(world: World, **changes: object) -> Linkage:
    """Mama Zuhura proposes tomatoes sold straight to the guests of Kijani, who nobody asked."""
    terms = Linkage(
        proposal_id=7, operator_id=world.kijani.id, supplier_id=world.suppliers["fish_47"].id,
        place_id=world.places["rhotia"].id, category_id=world.goods.leaves["veg.tomato"].id,
        unit_id=world.goods.units["kg"].id, route=Route.INDEPENDENT, quantity=10,
        price_minor=PRICE, currency="TZS", payment_days=0, cash_at_door=True, season=(6, 7),
        segment="all", slot="afternoon", zone="garden", guest_price_minor=1500, users=150,
        operator_income_minor=0,
    )  # fmt: skip
    return replace(terms, **changes)  # type: ignore[arg-type]  # by name


def core(session: Session, world: World, **changes: object) -> None:
    """Kijani lives from a walk through its own garden, where guests pick tomatoes."""
    told: dict[str, object] = {
        "public_id": "core-1", "operator_id": world.kijani.id, "name": "Garden walk",
        "category_code": "veg.tomato", "picture": "tomato", "role": ProductRole.CORE,
        "segment": "all", "slot": "afternoon", "zone": "garden", "price_minor": 4500,
        "currency": "USD", "margin_band": MarginBand.B40_50, "capacity_month": 900,
        "utilisation_percent": 60,
    }  # fmt: skip
    session.add(CoreProduct(**(told | changes)))
    session.flush()


def test_a_proposal_is_checked_on_its_own_terms(session: Session, world: World) -> None:
    core(session, world)
    row = check_linkage(session, SYSTEM, proposal(world))
    assert (row.need_id, row.proposal_id, row.state) == (None, 7, AssessmentState.WAITING)
    facts = facts_of(session, row.id)
    assert {facts[f"offer.{key}"].source for key in ("route", "slot", "users")} == {
        FactSource.OFFER
    }
    assert (facts["offer.guest_price"].value, facts["offer.season"].value) == (15, (6, 7))
    page = queries.assessment_page(session, world.anna, row.public_id)
    assert page.verdict is Verdict.BLOCK  # the canoe arithmetic: 16.7 % of the margin
    assert next(card.level for card in page.signals if card.code == "A6") == 3
    assert (page.proposed.proposal_id, page.proposed.need_code) == (7, None)
    assert (page.proposed.price_minor, page.proposed.currency) == (PRICE, "TZS")


def test_a_clearance_for_purchases_never_lets_a_proposal_through(
    session: Session, world: World
) -> None:
    clears(session, world)
    row = check_linkage(session, SYSTEM, proposal(world, route=Route.INPUT))
    assert (row.state, row.out_of_bounds) == (AssessmentState.WAITING, "not_in_force")


def test_a_proposal_waits_at_the_desk_and_is_signed_like_a_purchase(
    session: Session, world: World
) -> None:
    row = check_linkage(session, SYSTEM, proposal(world, route=Route.INPUT))
    waiting = queries.waiting(session, world.anna)
    assert [(one.public_id, one.need_code, one.deliver_on) for one in waiting] == [
        (row.public_id, None, None)
    ]
    assert queries.waiting(session, world.theresia) == ()
    answer(session, world.anna, row.public_id, {"months_to_spec": 1})  # type: ignore[dict-item]  # a number
    assert sign(session, world.anna, row.public_id, ()) is SignOutcome.SIGNED
    assert after_signature(session, world.anna, row.public_id) is None


def test_a_refused_proposal_disturbs_no_need(session: Session, world: World) -> None:
    row = check_linkage(session, SYSTEM, proposal(world, route=Route.INPUT))
    refuse(session, world.anna, row.public_id)
    after_refusal(session, world.anna, row.public_id)
    assert row.state is AssessmentState.REFUSED


def test_the_same_proposal_checked_again_lays_the_first_aside(
    session: Session, world: World
) -> None:
    first = check_linkage(session, SYSTEM, proposal(world))
    other = check_linkage(session, SYSTEM, proposal(world, proposal_id=8))
    again = check_linkage(session, SYSTEM, proposal(world, price_minor=PRICE + 1))
    states = [row.state for row in (first, other, again)]
    assert states == [
        AssessmentState.SUPERSEDED, AssessmentState.WAITING, AssessmentState.WAITING,
    ]  # fmt: skip


def test_a_purchase_with_explicit_terms_of_its_guests(session: Session, world: World) -> None:
    terms = linkage_of(session, purchase(world, asks(session, world)))
    row = check_linkage(session, SYSTEM, replace(terms, slot="morning", users=30))
    facts = facts_of(session, row.id)
    assert (facts["offer.slot"].value, facts["offer.users"].value) == ("morning", 30)
    assert facts["offer.route"].source is FactSource.NEED


def test_a_linkage_is_of_a_need_or_of_a_proposal(session: Session, world: World) -> None:
    with pytest.raises(ValueError, match="never both or neither"):
        proposal(world, proposal_id=None)
    row = check_linkage(session, SYSTEM, proposal(world))
    row.proposal_id = None
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


@pytest.mark.parametrize("name", ["place_id", "category_id", "unit_id", "supplier_id"])
def test_ids_of_nothing_are_not_found(session: Session, world: World, name: str) -> None:
    with pytest.raises(NotFound):
        check_linkage(session, SYSTEM, proposal(world, **{name: 10**6}))
    assert session.query(Assessment).count() == 0
