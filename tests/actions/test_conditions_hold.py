"""Conditions of a match hold where orders are placed: trial, growth, cap, back-up, review date."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import (
    ChangeTerms,
    OrderAnswer,
    Receive,
    after_signature,
    answer_order,
    call_off_order,
    change_terms,
    receive,
)
from marketplace.agreements.models import Agreement
from marketplace.agreements.queries.agreed_cards import agreement_page
from marketplace.agreements.rules.agreed_lists import Stage
from marketplace.agreements.rules.agreed_refusals import AgreementRefusal
from marketplace.agreements.rules.agreed_terms import Terms, TermsRefusal
from marketplace.agreements.rules.answers import CannotReason
from marketplace.agreements.rules.call_offs import TRIAL_DELIVERIES, CallOffRefusal
from marketplace.assessment.actions import (
    SignOutcome,
    look_at_condition,
    look_at_signature,
    renew,
    sign,
)
from marketplace.assessment.models import Assessment, AssessmentCondition, Clearance
from marketplace.assessment.queries import conditions, not_fresh
from marketplace.assessment.rules.conditions import ConditionCode
from marketplace.assessment.rules.fingerprint import Standing
from marketplace.assessment.rules.lists import (
    ClearanceState,
    ConditionOutcome,
    DueReason,
)
from marketplace.kernel import clock
from marketplace.kernel.refused import Refused
from marketplace.sourcing.models import Asked
from tests.actions.agreed import (
    EVERY_DAY,
    calls,
    delivered,
    in_force,
    neema_agrees,
    open_version,
    she_agrees,
    signs,
    trial,
    written,
)
from tests.actions.linkage import clears, morning, today, typical_cost
from tests.world import World, small_world

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    typical_cost(session, made)
    clears(session, made)
    return made


def grows(session: Session, world: World, agreement: Agreement, her: str, terms: Terms) -> None:
    """Other terms: written by Neema, signed by Anna, said yes to by both."""
    command = ChangeTerms(agreement=agreement.public_id, terms=terms, version=agreement.version)
    number = change_terms(session, world.neema, command).number
    signs(session, world, agreement)
    neema_agrees(session, world, agreement, number)
    she_agrees(session, world, agreement, her, number)
    assert open_version(session, agreement).stage is terms.stage


def brings(session: Session, world: World, agreement: Agreement, her: str, *, day: int) -> None:
    """One call-off that she brings whole."""
    made = call_off_order(
        session, world.neema, calls(agreement, quantity=2, day=today() + timedelta(days=day))
    )
    assert made.order is not None
    answer_order(session, world.supplier(her), made.order.public_id, OrderAnswer.yes())
    whole = made.order.quantity * 1000
    line = Receive(order=made.order.public_id, brought_milli=whole, accepted_milli=whole)
    receive(session, world.neema, [line])


def refused(session: Session, world: World, agreement: Agreement, **how: object) -> set[object]:
    """Why a call-off is refused."""
    with pytest.raises(Refused) as found:
        call_off_order(session, world.neema, calls(agreement, **how))  # type: ignore[arg-type]  # named by the tests
    return set(found.value.reasons)


@pytest.mark.feature("G2")
def test_trial_repeat_standing_each_step_earned_capped_and_backed_up(
    session: Session, world: World
) -> None:
    delivery, her = delivered(session, world)
    daily = trial(weekdays=EVERY_DAY, least=1, most=2)
    with pytest.raises(Refused) as early:  # one delivery is not enough for a standing order
        written(session, world, delivery, trial(stage=Stage.STANDING, month_cap=60, back_up_id=1))
    assert AgreementRefusal.NOT_GROWN_ENOUGH in early.value.reasons
    agreement = written(session, world, delivery, daily)
    signs(session, world, agreement)
    neema_agrees(session, world, agreement)
    she_agrees(session, world, agreement, her)
    # The trial is few and small: no more than agreed, no more often than agreed.
    assert refused(session, world, agreement, quantity=3) == {CallOffRefusal.MORE_THAN_AGREED}
    for week in range(1, TRIAL_DELIVERIES + 1):
        brings(session, world, agreement, her, day=7 * week)
    assert refused(session, world, agreement, quantity=2) == {CallOffRefusal.TRIAL_IS_FULL}
    # One step on, under a month's cap.
    repeat = trial(
        stage=Stage.REPEAT, weekdays=EVERY_DAY, least=1, most=2, month_cap=10
    )  # fmt: skip
    grows(session, world, agreement, her, repeat)
    later = today() + timedelta(days=35)
    call_off_order(session, world.neema, calls(agreement, quantity=2, day=later))
    assert refused(session, world, agreement, quantity=2, day=later) == {
        CallOffRefusal.MONTH_IS_FULL
    }
    # A standing order names who steps in, and has a cap; else it cannot be written.
    bare = trial(stage=Stage.STANDING, weekdays=EVERY_DAY, least=1, most=2)
    with pytest.raises(Refused) as wrong:
        change_terms(
            session, world.neema,
            ChangeTerms(agreement=agreement.public_id, terms=bare, version=agreement.version),
        )  # fmt: skip
    assert {TermsRefusal.STANDING_NEEDS_CAP, TermsRefusal.STANDING_NEEDS_BACK_UP} <= set(
        wrong.value.reasons
    )
    back_up = next(name for name in world.suppliers if name != her)
    standing = trial(
        stage=Stage.STANDING, weekdays=EVERY_DAY, least=1, most=2, month_cap=12,
        back_up_id=world.suppliers[back_up].id,
    )  # fmt: skip
    grows(session, world, agreement, her, standing)
    made = call_off_order(session, world.neema, calls(agreement, quantity=2, day=later))
    assert made.order is not None
    answer_order(
        session, world.supplier(her), made.order.public_id, OrderAnswer.cannot(CannotReason.SICK)
    )
    asked = session.scalars(select(Asked.supplier_id).where(Asked.need_id == made.need.id))
    assert world.suppliers[back_up].id in set(asked)
    # The review date: nobody looked for a month after it, so orders stop until she does.
    condition = session.scalars(
        select(AssessmentCondition)
        .where(AssessmentCondition.assessment_id == open_version(session, agreement).assessment_id)
        .order_by(AssessmentCondition.due_at)
        .limit(1)
    ).one()
    condition.due_at = clock.now() - timedelta(days=1)
    session.flush()
    look(session, agreement)
    assert standing_of(session, world) == (Standing.DUE_FOR_REVIEW, DueReason.CONDITION_DUE)
    shown = agreement_page(session, world.neema, agreement.public_id).agreed
    assert shown is not None
    assert shown.carries_orders


def look(session: Session, agreement: Agreement) -> None:
    """The day's look at the signature the agreement rests on."""
    version = open_version(session, agreement)
    assert version.assessment_id is not None
    look_at_signature(session, version.assessment_id)


def standing_of(session: Session, world: World) -> tuple[Standing, DueReason | None]:
    (card,) = not_fresh(session, world.anna)
    return card.standing, card.reason


def the_condition(session: Session, agreement: Agreement) -> AssessmentCondition:
    version = open_version(session, agreement)
    return session.scalars(
        select(AssessmentCondition).where(
            AssessmentCondition.assessment_id == version.assessment_id,
            AssessmentCondition.code == ConditionCode.PILOT.value,
        )
    ).one()


def test_not_kept_it_carries_no_orders_until_it_is_signed_anew(
    session: Session, world: World
) -> None:
    agreement, her = in_force(session, world)
    one = the_condition(session, agreement)
    old = open_version(session, agreement).assessment_id
    look_at_condition(
        session, world.anna, one.id, ConditionOutcome.NOT_KEPT, reason="Half of it came late."
    )
    assert standing_of(session, world) == (Standing.STALE, DueReason.CONDITION_BROKEN)
    assert CallOffRefusal.SIGNATURE_OVER in refused(session, world, agreement)
    shown = agreement_page(session, world.neema, agreement.public_id).agreed
    assert shown is not None
    assert not shown.carries_orders
    assert {c.outcome for c in shown.clauses if c.code == "pilot"} == {ConditionOutcome.NOT_KEPT}
    again = renew(session, world.anna, public_id(session, old))
    if sign(session, world.anna, again.public_id, (ConditionCode.PILOT,)) is not SignOutcome.SIGNED:
        sign(session, world.anna, again.public_id, (ConditionCode.PILOT,))
    after_signature(session, world.anna, again.public_id)
    neema_agrees(session, world, agreement, 2)
    she_agrees(session, world, agreement, her, 2)
    assert open_version(session, agreement).assessment_id == again.id
    assert call_off_order(session, world.neema, calls(agreement)).order is not None


def public_id(session: Session, assessment_id: int | None) -> str:
    return session.scalars(select(Assessment.public_id).where(Assessment.id == assessment_id)).one()


def test_kept_it_is_closed_and_orders_go_on(session: Session, world: World) -> None:
    agreement, _ = in_force(session, world)
    one = the_condition(session, agreement)
    look_at_condition(session, world.anna, one.id, ConditionOutcome.KEPT)
    assert not not_fresh(session, world.anna)
    assert one.id not in {card.id for card in conditions(session, world.anna)}
    assert call_off_order(session, world.neema, calls(agreement)).order is not None


def test_past_its_day_orders_go_on_for_thirty_days_and_no_longer(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    delivery, her = delivered(session, world)
    agreement = written(session, world, delivery, trial(ends_on=today() + timedelta(days=90)))
    signs(session, world, agreement, (ConditionCode.PILOT,))
    neema_agrees(session, world, agreement)
    she_agrees(session, world, agreement, her)
    one = the_condition(session, agreement)
    at.move_to(one.due_at + timedelta(days=1))
    look(session, agreement)
    assert standing_of(session, world) == (Standing.DUE_FOR_REVIEW, DueReason.CONDITION_DUE)
    tuesday = today() + timedelta(days=(1 - today().weekday()) % 7 or 7)
    assert call_off_order(session, world.neema, calls(agreement, day=tuesday)).order is not None
    at.move_to(one.due_at + timedelta(days=32))
    look(session, agreement)
    assert standing_of(session, world) == (Standing.STALE, DueReason.CONDITION_DUE)
    assert CallOffRefusal.SIGNATURE_OVER in refused(session, world, agreement)
    look_at_condition(session, world.anna, one.id, ConditionOutcome.KEPT)
    look(session, agreement)


def test_a_clearance_ends_with_its_condition(session: Session, world: World) -> None:
    clears(session, world, conditions=(ConditionCode.BACK_UP,))
    newest = select(AssessmentCondition).order_by(AssessmentCondition.id.desc()).limit(1)
    one = session.scalars(newest).one()
    clearance = session.get_one(Clearance, one.clearance_id)
    assert clearance.state is ClearanceState.IN_FORCE
    look_at_condition(
        session, world.anna, one.id, ConditionOutcome.NOT_KEPT, reason="Nobody was named."
    )
    assert clearance.state is ClearanceState.ENDED
