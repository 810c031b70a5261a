"""A new rule set, what it would do to past cases, and how signatures stand after changes."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment import queries
from marketplace.assessment.actions import (
    PublishRuleSet,
    check_linkage,
    check_purchase,
    load_default_rule_set,
    look_at_signature,
    publish_rule_set,
    renew,
    sign,
)
from marketplace.assessment.models import Assessment, AssessmentStanding
from marketplace.assessment.queries.standing import orders_allowed, signatures_to_look_at
from marketplace.assessment.queries.what_if import Changes
from marketplace.assessment.rules.errors import BadInput
from marketplace.assessment.rules.fingerprint import Standing
from marketplace.assessment.rules.lists import AssessmentState, DueReason
from marketplace.assessment.rules.ruleset import DEFAULT, RuleSet
from marketplace.assessment.rules.signals import Verdict
from marketplace.assessment.rules.versions import RuleSetRefusal
from marketplace.catalogue.models import CategoryPaper, Paper
from marketplace.catalogue.rules.lists import Route
from marketplace.jobs.tick import tick
from marketplace.journal.queries import story_of
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import NotFound, Refused
from marketplace.sourcing.models import CoreProduct
from tests.actions.linkage import asks, morning, purchase, typical_cost
from tests.actions.test_assessment_linkage import core, proposal
from tests.world import World, small_world

pytestmark = pytest.mark.both
REASON = "Two of three overrides of A4 were about this."


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    typical_cost(session, made)
    load_default_rule_set(session)
    return made


def publish(session: Session, world: World, *, based_on: int = 1, **numbers: str) -> int:
    values = {key: format(value, "f") for key, value in DEFAULT.values().items()} | numbers
    command = PublishRuleSet(
        destination_id=world.destination.id, based_on=based_on, values=values, reason=REASON
    )
    return publish_rule_set(session, world.anna, command).version


def test_a_new_version_changes_nothing_that_was(session: Session, world: World) -> None:
    old = check_purchase(session, SYSTEM, purchase(world, asks(session, world)))
    assert publish(session, world, pilot_days="45") == 2
    new = check_purchase(session, SYSTEM, purchase(world, asks(session, world, days=4)))
    assert (old.rule_set_version, new.rule_set_version) == (1, 2)
    pages = [queries.assessment_page(session, world.anna, r.public_id) for r in (old, new)]
    assert [page.rules.pilot_days for page in pages] == [30, 45]
    cards = queries.versions(session, world.destination.id)
    assert [(c.version, c.published_by, c.reason) for c in cards] == [
        (2, "Anna Mrema", REASON), (1, None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "why"),
    [({}, RuleSetRefusal.NOTHING_CHANGED), ({"based_on": 7}, RuleSetRefusal.STALE)],
)
def test_a_version_of_nothing_or_of_an_old_one_is_refused(
    session: Session, world: World, changes: dict[str, int], why: RuleSetRefusal
) -> None:
    with pytest.raises(Refused) as refused:
        publish(session, world, **changes)  # type: ignore[arg-type]  # by name
    assert why in refused.value.reasons


def test_an_impossible_number_is_named_and_nothing_is_stored(
    session: Session, world: World
) -> None:
    with pytest.raises(BadInput) as bad:
        publish(session, world, loss_note="0.5")
    assert bad.value.key_path == "loss_cond"
    assert len(queries.versions(session, world.destination.id)) == 1


def test_a_dry_run_lists_which_past_verdicts_would_change(session: Session, world: World) -> None:
    late = check_purchase(session, SYSTEM, purchase(world, asks(session, world)))
    check_purchase(session, SYSTEM, purchase(world, asks(session, world, days=4, cash=True)))
    same = queries.dry_run(session, world.destination.id, DEFAULT, DEFAULT)
    assert (same.cases, same.changed) == (2, ())
    strict = RuleSet.from_values(2, {"pay_note": "0", "pay_cond": "0"})
    run = queries.dry_run(session, world.destination.id, DEFAULT, strict)
    assert run.cases == 2
    assert [(c.public_id, c.before[1], c.after[1]) for c in run.changed] == [
        (late.public_id, Verdict.CLEAR, Verdict.CONDITIONS)
    ]
    assert (late.fairness, session.query(Assessment).count()) == ("clear", 2)


def signed_proposal(session: Session, world: World) -> Assessment:
    row = check_linkage(session, SYSTEM, proposal(world, route=Route.INPUT))
    sign(session, world.anna, row.public_id, ())
    return row


def stands(session: Session, row: Assessment) -> tuple[Standing, DueReason | None]:
    found = look_at_signature(session, row.id)
    assert found is not None
    return found.standing, found.reason


def test_a_signature_stays_fresh_until_something_changes(session: Session, world: World) -> None:
    row = signed_proposal(session, world)
    assert stands(session, row) == (Standing.FRESH, None)
    assert queries.not_fresh(session, world.anna) == ()
    with time_machine.travel(morning() + timedelta(days=40), tick=False):
        assert stands(session, row) == (Standing.FRESH, None)


def test_a_new_rule_set_makes_it_due_for_thirty_days_then_stale(
    session: Session, world: World
) -> None:
    row = signed_proposal(session, world)
    publish(session, world, pilot_days="45")
    assert stands(session, row) == (Standing.DUE_FOR_REVIEW, DueReason.RULE_SET)
    assert orders_allowed(session, row.id, clock.now())
    assert [c.assessment_public_id for c in queries.not_fresh(session, world.anna)] == [
        row.public_id
    ]
    assert queries.not_fresh(session, world.theresia) == ()
    with time_machine.travel(morning() + timedelta(days=31), tick=False):
        assert stands(session, row) == (Standing.STALE, DueReason.RULE_SET)
        assert not orders_allowed(session, row.id, clock.now())
    session.commit()
    verbs = [entry.verb for entry in story_of(session, "assessment", row.id)]
    assert verbs.count("assessment.standing") == 2


def test_a_changed_core_product_makes_it_due(session: Session, world: World) -> None:
    core(session, world, category_code="stay.room", slot="night", zone="hill")
    terms = proposal(world, route=Route.REFERRED, guest_price_minor=4500, users=3)
    row = check_linkage(session, SYSTEM, terms)
    row.state = AssessmentState.SIGNED
    row.expires_at = clock.now() + timedelta(days=180)
    assert stands(session, row) == (Standing.FRESH, None)
    session.scalars(select(CoreProduct)).one().utilisation_percent = 75
    session.flush()
    assert stands(session, row) == (Standing.DUE_FOR_REVIEW, DueReason.CORE_PRODUCT)


def test_an_expiry_makes_it_due_and_a_missing_paper_needs_a_new_signature(
    session: Session, world: World
) -> None:
    row = signed_proposal(session, world)
    with time_machine.travel(morning() + timedelta(days=185), tick=False):
        assert stands(session, row) == (Standing.DUE_FOR_REVIEW, DueReason.EXPIRED)
    paper = Paper(code="food_safety", picture="paper")
    session.add(paper)
    session.flush()
    leaf = world.goods.leaves["veg.tomato"].id
    session.add(CategoryPaper(category_id=leaf, paper_id=paper.id))
    session.flush()
    assert stands(session, row) == (Standing.STALE, DueReason.INPUTS)


def test_the_clock_looks_once_an_hour_and_again_after_a_new_version(
    session: Session, world: World
) -> None:
    row = signed_proposal(session, world)
    session.commit()
    assert list(signatures_to_look_at(session, clock.now())) == [row.id]
    assert tick(session).looked_at == 1
    assert tick(session).looked_at == 0
    publish(session, world, pilot_days="45")
    session.commit()
    assert tick(session).looked_at == 1
    kept = session.scalars(select(AssessmentStanding)).one()
    assert kept.standing is Standing.DUE_FOR_REVIEW


def test_a_renewal_waits_for_a_signature_of_its_own(session: Session, world: World) -> None:
    row = signed_proposal(session, world)
    publish(session, world, pilot_days="45")
    stands(session, row)
    again = renew(session, world.anna, row.public_id)
    assert (again.state, again.proposal_id, again.rule_set_version) == (
        AssessmentState.WAITING, row.proposal_id, 2,
    )  # fmt: skip
    assert orders_allowed(session, row.id, clock.now())
    sign(session, world.anna, again.public_id, ())
    assert queries.not_fresh(session, world.anna) == ()
    assert again.id in signatures_to_look_at(session, clock.now())
    with pytest.raises(NotFound):
        renew(session, world.theresia, row.public_id)


@pytest.mark.feature("G1", part=True)
def test_what_if_recomputes_and_saves_nothing(session: Session, world: World) -> None:
    core(session, world)
    row = check_linkage(session, SYSTEM, proposal(world))
    before = queries.assessment_page(session, world.anna, row.public_id)
    tried = queries.what_if(
        session, world.anna, row.public_id,
        Changes(route=Route.REFERRED, slot="morning", guest_price=Fraction(45), quantity=20),
    )  # fmt: skip
    moved = {one.code: one for one in tried.moved}
    assert {"A3", "A4", "A5"} <= set(moved)
    assert tried.before.verdict is before.verdict
    assert not session.dirty
    after = queries.assessment_page(session, world.anna, row.public_id)
    assert (after.figures, after.input_hash) == (before.figures, before.input_hash)
    with pytest.raises(NotFound):
        queries.what_if(session, world.theresia, row.public_id, Changes(quantity=1))


def test_a_way_back_says_what_it_changes(session: Session, world: World) -> None:
    core(session, world)
    row = check_linkage(session, SYSTEM, proposal(world))
    ways = {one.code: one for one in queries.ways_back(session, world.anna, row.public_id)}
    assert ways["work_within"].route is Route.EMBEDDED
    assert ways["different_service"].new_thing
    assert all(one.supplier_id == world.suppliers["fish_47"].id for one in ways.values())
    clear = check_linkage(session, SYSTEM, proposal(world, route=Route.INPUT, proposal_id=9))
    assert queries.ways_back(session, world.anna, clear.public_id) == ()
