"""What a desk may do by itself and what it may not: overrides, second signatures, conditions."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.assessment import queries
from marketplace.assessment.actions import (
    EnteredBy,
    SignOutcome,
    answer,
    check_purchase,
    look_at_condition,
    override,
    sign,
)
from marketplace.assessment.models import (
    Assessment,
    AssessmentCondition,
    AssessmentOverride,
    ConditionLook,
)
from marketplace.assessment.queries.oversight import power_used
from marketplace.assessment.rules.clauses import OWN, Clause, ClauseRefusal, LookRefusal
from marketplace.assessment.rules.conditions import ConditionCode, Owner
from marketplace.assessment.rules.lists import AssessmentState, ConditionOutcome
from marketplace.assessment.rules.signals import Verdict
from marketplace.assessment.rules.signing import Override, OverrideRefusal
from marketplace.journal.queries import check_chain, story_of
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM, Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.offers.actions import read_back
from tests.actions.linkage import anna_enters, asks, morning, purchase, today, typical_cost
from tests.world import World, add_facilitator, small_world
from tests.world.small import facilitator

pytestmark = pytest.mark.both
REASON = "She showed me the scales and the shed on Monday."


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


def gap(session: Session, world: World) -> Assessment:
    row = checked(session, world)
    answer(session, world.anna, row.public_id, {"safety": "gap"})
    return row


def test_an_override_moves_one_signal_by_one_level_and_is_told(
    session: Session, world: World
) -> None:
    row = gap(session, world)
    override(session, world.anna, row.public_id, Override("A7", 1, REASON))
    page = queries.assessment_page(session, world.anna, row.public_id)
    assert page.override is not None
    assert (page.override.level_from, page.override.level_to) == (2, 1)
    assert (page.override.made_by, page.override.reason) == ("Anna Mrema", REASON)
    assert (page.verdict, row.verdict) == (Verdict.CLEAR, "clear")
    session.commit()
    assert story_of(session, "assessment", row.id)[-1].verb == "assessment.override"
    assert check_chain(session).whole


@pytest.mark.parametrize(
    ("code", "level", "reason", "why"),
    [
        ("A7", 0, REASON, OverrideRefusal.NOT_ONE_LEVEL),
        ("A7", 1, "because", OverrideRefusal.NO_REASON),
        ("A4", 1, REASON, OverrideRefusal.NO_SUCH_SIGNAL),
    ],
)
def test_what_is_no_override_says_why(
    session: Session, world: World, code: str, level: int, reason: str, why: OverrideRefusal
) -> None:
    row = gap(session, world)
    with pytest.raises(Refused) as refused:
        override(session, world.anna, row.public_id, Override(code, level, reason))
    assert refused.value.reasons == {why}
    assert session.query(AssessmentOverride).count() == 0


@pytest.mark.parametrize(
    "judged", [{"safety": "high"}, {"safety": "illegal"}, {"children": "harm"}]
)
def test_nobody_overrides_hazard_law_or_harm_to_a_child(
    session: Session, world: World, judged: dict[str, str]
) -> None:
    row = checked(session, world)
    answer(session, world.anna, row.public_id, judged)
    with pytest.raises(Refused) as refused:
        override(session, world.anna, row.public_id, Override("A7", 2, REASON))
    assert refused.value.reasons == {OverrideRefusal.NEVER}


def test_nobody_overrides_a_price_under_her_cash_cost(session: Session, world: World) -> None:
    row = checked(session, world, price=40_000)
    with pytest.raises(Refused) as refused:
        override(session, world.anna, row.public_id, Override("C1", 2, REASON))
    assert refused.value.reasons == {OverrideRefusal.NEVER}


def test_one_override_is_the_most_and_none_after_the_signature(
    session: Session, world: World
) -> None:
    row = gap(session, world)
    override(session, world.anna, row.public_id, Override("A7", 1, REASON))
    with pytest.raises(Refused) as second:
        override(session, world.anna, row.public_id, Override("B3", 1, REASON))
    assert OverrideRefusal.ALREADY_ONE in second.value.reasons
    sign(session, world.anna, row.public_id, ())
    assert row.verdict == "clear"
    with pytest.raises(Refused) as late:
        override(session, world.anna, row.public_id, Override("B3", 1, REASON))
    assert late.value.reasons == {WrongState.NOT_NOW}


def test_the_database_itself_refuses_two_levels(session: Session, world: World) -> None:
    row = checked(session, world)
    session.add(
        AssessmentOverride(
            assessment_id=row.id, code="A1", level_from=3, level_to=1, reason="x",
            made_by_id=world.anna.person_id, made_at=clock.now(),
        )
    )  # fmt: skip
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_the_month_lists_every_override_of_her_places_with_what_came_of_it(
    session: Session, world: World
) -> None:
    row = gap(session, world)
    override(session, world.anna, row.public_id, Override("A7", 1, REASON))
    sign(session, world.anna, row.public_id, ())
    since, until = morning() - timedelta(days=5), morning() + timedelta(days=5)
    lines = queries.overrides(session, world.anna, since, until)
    assert [(one.code, one.made_by, one.state) for one in lines] == [
        ("A7", "Anna Mrema", AssessmentState.SIGNED)
    ]
    assert queries.overrides(session, world.theresia, since, until) == ()
    assert queries.overrides(session, world.anna, until, until + timedelta(days=9)) == ()
    line = next(one for one in power_used(session, since, until) if one.name == "Anna Mrema")
    assert (line.signed, line.overrides, line.entered) == (1, 1, 0)


def over_the_ceiling(session: Session, world: World) -> Assessment:
    """Anna entered an offer that is worth more than one person may sign."""
    need = asks(session, world)
    world.destination.quick_buy_ceiling_minor = 1_000_000
    offer = anna_enters(session, world, need)
    read_back(session, world.anna, offer.public_id, yes=True)
    told = purchase(world, need)
    row = check_purchase(session, SYSTEM, type(told)(
        need.id, offer.supplier_id, offer.id, offer.quantity, offer.price_minor
    ))  # fmt: skip
    session.flush()
    return row


def colleague(session: Session, world: World) -> Actor:
    person = add_facilitator(
        session, world.destination, "Hawa Issa", places=[world.places["karatu"]]
    )
    return facilitator(person, world.places["karatu"])


def test_who_entered_an_offer_gives_the_first_signature_and_another_the_second(
    session: Session, world: World
) -> None:
    row = over_the_ceiling(session, world)
    hawa = colleague(session, world)
    with pytest.raises(NotFound):
        queries.assessment_page(session, hawa, row.public_id)
    asked = sign(session, world.anna, row.public_id, (ConditionCode.BACK_UP,))
    assert (asked, row.state) == (SignOutcome.SECOND_ASKED, AssessmentState.WAITING)
    with pytest.raises(Refused) as again:
        sign(session, world.anna, row.public_id, ())
    assert again.value.reasons == {EnteredBy.ENTERED_BY_YOU}
    assert [one.public_id for one in queries.waiting(session, hawa)] == [row.public_id]
    assert sign(session, hawa, row.public_id, (ConditionCode.PILOT,)) is SignOutcome.SIGNED
    page = queries.assessment_page(session, hawa, row.public_id)
    assert (page.hanging.first_signed_by, page.hanging.signed_by) == ("Anna Mrema", "Hawa Issa")
    assert [one.code for one in page.signed_conditions] == ["pilot"]


def test_conditions_are_edited_added_and_removed_before_signing(
    session: Session, world: World
) -> None:
    row = checked(session, world)
    day = today() + timedelta(days=10)
    told = (
        Clause(code="back_up", owner=Owner.FACILITATOR, due_on=day, note="Lazaro of Migombani"),
        Clause(code=OWN, owner=Owner.SUPPLIER, due_on=day, note="She brings her own crates."),
    )
    sign(session, world.anna, row.public_id, told)
    kept = queries.assessment_page(session, world.anna, row.public_id).signed_conditions
    assert [(one.code, one.owner, one.note) for one in kept] == [
        ("back_up", "facilitator", "Lazaro of Migombani"),
        ("own", "supplier", "She brings her own crates."),
    ]
    assert {one.due_at.date() for one in kept} == {day}


def test_a_condition_of_yesterday_is_not_signed(session: Session, world: World) -> None:
    row = checked(session, world)
    told = (Clause(code="pilot", due_on=today() - timedelta(days=1)),)
    with pytest.raises(Refused) as refused:
        sign(session, world.anna, row.public_id, told)
    assert refused.value.reasons == {ClauseRefusal.DAY_PAST}


def signed_condition(session: Session, world: World) -> AssessmentCondition:
    row = checked(session, world)
    due = today() + timedelta(days=5)
    sign(session, world.anna, row.public_id, (Clause(code="pilot", due_on=due),))
    return session.scalars(select(AssessmentCondition)).one()


def due(session: Session, who: Actor, *, closed: bool = False) -> list[int]:
    until = None if closed else clock.now() + queries.SOON
    return [c.id for c in queries.conditions(session, who, closed=closed, until=until)]


def test_a_condition_waits_near_its_day_and_closes_with_its_outcome(
    session: Session, world: World
) -> None:
    row = signed_condition(session, world)
    assert due(session, world.anna) == [row.id]
    assert due(session, world.theresia) == []
    look_at_condition(session, world.anna, row.id, ConditionOutcome.KEPT)
    assert (due(session, world.anna), due(session, world.anna, closed=True)) == ([], [row.id])
    with pytest.raises(Refused) as refused:
        look_at_condition(session, world.anna, row.id, ConditionOutcome.KEPT)
    assert refused.value.reasons == {WrongState.NOT_NOW}


def test_a_condition_is_moved_with_a_reason_and_waits_again(session: Session, world: World) -> None:
    row = signed_condition(session, world)
    later = today() + timedelta(days=60)
    look_at_condition(
        session, world.anna, row.id, ConditionOutcome.MOVED, reason=REASON, moved_to=later
    )
    assert due(session, world.anna) == []
    look = session.scalars(select(ConditionLook)).one()
    assert (look.reason, row.due_at.date(), row.closed_at) == (REASON, later, None)


@pytest.mark.parametrize(
    ("outcome", "reason", "days", "why"),
    [
        (ConditionOutcome.NOT_KEPT, "", None, LookRefusal.NO_REASON),
        (ConditionOutcome.MOVED, REASON, None, LookRefusal.DAY_MISSING),
        (ConditionOutcome.MOVED, REASON, 0, ClauseRefusal.DAY_PAST),
        (ConditionOutcome.MOVED, REASON, 400, ClauseRefusal.DAY_TOO_FAR),
    ],
)
def test_a_look_that_cannot_be_kept_says_why(
    session: Session, world: World, outcome: ConditionOutcome, reason: str, days: int | None,
    why: object,
) -> None:  # fmt: skip
    row = signed_condition(session, world)
    day: date | None = None if days is None else today() + timedelta(days=days)
    with pytest.raises(Refused) as refused:
        look_at_condition(session, world.anna, row.id, outcome, reason=reason, moved_to=day)
    assert refused.value.reasons == {why}
    with pytest.raises(NotFound):
        look_at_condition(session, world.theresia, row.id, ConditionOutcome.KEPT)
