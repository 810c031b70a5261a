"""From an award straight to an agreement, or to one order; never before everybody was heard."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import (
    ChangeTerms,
    WriteFromAward,
    after_signature,
    call_off_order,
    change_terms,
    order_award,
    undo_award,
    write_from_award,
)
from marketplace.agreements.models import Agreement, AgreementClause, AgreementVersion
from marketplace.agreements.queries.agreed_cards import agreement_page
from marketplace.agreements.queries.awarded import awarded
from marketplace.agreements.rules.agreed_lists import AgreementState, Stage, VersionState
from marketplace.agreements.rules.agreed_refusals import AgreementRefusal
from marketplace.agreements.rules.awarded import AwardStep, terms_from
from marketplace.agreements.rules.lists import OrderState
from marketplace.assessment.actions import renew, sign
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.clauses import OWN, Clause
from marketplace.i18n import speaking
from marketplace.journal.queries import check_chain
from marketplace.kernel import clock, ids
from marketplace.kernel.refused import NotFound, Refused
from marketplace.mediation.actions import MarkConflict, conclude, mark_conflict, say_yes
from marketplace.mediation.models import Award
from marketplace.mediation.rules.lists import ConflictKind, UndoReason
from marketplace.sourcing.models import Need, Tender
from marketplace.sourcing.rules.tender_lists import Repeat
from tests.actions.agreed import calls, neema_agrees, open_version, she_agrees, signs
from tests.actions.linkage import ALL_CONDITIONS, morning, today, typical_cost
from tests.actions.openings import chosen, opening
from tests.world import World, small_world

pytestmark = pytest.mark.both
TUESDAYS = 0b0000010


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    return small_world(session)


def repeats(session: Session, need: Need) -> None:
    """The tender is for every Tuesday, for two months."""
    tender = session.scalars(select(Tender).where(Tender.need_id == need.id)).one()
    tender.repeat, tender.weekdays = Repeat.WEEKLY, TUESDAYS
    tender.repeat_until = need.deliver_on + timedelta(days=56)
    session.flush()


def accepted(
    session: Session, world: World, *, cleared: bool = True, weekly: bool = True,
    conditions: tuple[Clause, ...] = (),
) -> tuple[Need, Award]:  # fmt: skip
    """Sun 21 is chosen for 20 kg, signed or cleared, and says yes; two others hear the outcome."""
    if not cleared:
        typical_cost(session, world)
    need, made = opening(session, world, quantity=20, cleared=cleared)
    if weekly:
        repeats(session, need)
    got = chosen(session, world, made["sun_21"])
    if not cleared:
        check = session.get_one(Assessment, got.assessment_id)
        sign(session, world.anna, check.public_id, [*ALL_CONDITIONS, *conditions])
        after_signature(session, world.anna, check.public_id)
    say_yes(session, world.supplier("sun_21"), got.public_id)
    return need, got


def writes(session: Session, world: World, got: Award, **changes: object) -> Agreement:
    """Neema writes the terms as they are filled in."""
    filled = terms_from(awarded(session, world.neema, got.public_id).terms, today())
    terms = replace(filled, **changes)  # type: ignore[arg-type]  # by name
    command = WriteFromAward(award=got.public_id, terms=terms, client_key=ids.public_id())
    return write_from_award(session, world.neema, command)


def step_of(session: Session, world: World, got: Award) -> AwardStep:
    session.flush()
    return awarded(session, world.neema, got.public_id).step


def test_terms_are_filled_in_and_the_awards_signature_carries_over(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    own = Clause(code=OWN, note="She borrows the scale of the school on Mondays")
    need, got = accepted(session, world, cleared=False, conditions=(own,))
    assert step_of(session, world, got) is AwardStep.STANDSTILL
    with pytest.raises(Refused) as early:
        writes(session, world, got)
    assert early.value.reasons == {AgreementRefusal.NOT_YET}
    at.shift(timedelta(hours=48, seconds=1))
    assert step_of(session, world, got) is AwardStep.WRITE
    agreement = writes(session, world, got)
    version = open_version(session, agreement)
    assert (agreement.award_id, agreement.state, version.state) == (
        got.id, AgreementState.OFFERED, VersionState.CHECKED,
    )  # fmt: skip
    assert version.assessment_id == got.assessment_id
    assert (version.most, version.price_minor, version.weekdays) == (20, got.price_minor, TUESDAYS)
    assert version.ends_on == need.deliver_on + timedelta(days=56)
    clauses = agreement_page(session, world.neema, agreement.public_id).shown.clauses  # type: ignore[union-attr]  # just written
    assert (OWN, own.note) in {(one.code, one.note) for one in clauses}
    assert {one.code for one in clauses} >= {one.value for one in ALL_CONDITIONS}
    assert all(one.owner and one.due_on for one in clauses)
    assert step_of(session, world, got) is AwardStep.BOTH_YES
    neema_agrees(session, world, agreement)
    assert step_of(session, world, got) is AwardStep.HER_YES
    she_agrees(session, world, agreement, "sun_21")
    assert agreement.state is AgreementState.IN_FORCE
    assert step_of(session, world, got) is AwardStep.CALL_OFF
    called = call_off_order(
        session, world.neema, calls(agreement, quantity=20, day=need.deliver_on + timedelta(days=5))
    )
    assert called.order is not None
    session.commit()
    assert step_of(session, world, got) is AwardStep.LIVES
    check_chain(session)


def test_terms_of_a_cleared_award_wait_for_a_signature_of_their_own(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    _, got = accepted(session, world)
    at.shift(timedelta(hours=49))
    agreement = writes(session, world, got)
    assert step_of(session, world, got) is AwardStep.CHECK_TERMS
    assert open_version(session, agreement).assessment_id != got.assessment_id
    signs(session, world, agreement)
    session.commit()
    assert agreement.state is AgreementState.OFFERED


def test_one_agreement_of_an_award_and_nothing_beyond_it(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    _, got = accepted(session, world)
    at.shift(timedelta(hours=49))
    for beyond in ({"most": 21}, {"price_minor": got.price_minor + 1}):
        with pytest.raises(Refused) as refused:
            writes(session, world, got, **beyond)
        assert refused.value.reasons == {AgreementRefusal.BEYOND_THE_AWARD}
    with pytest.raises(Refused) as early:
        writes(session, world, got, stage=Stage.STANDING, month_cap=100,
               back_up_id=world.suppliers["hen_33"].id)  # fmt: skip
    assert early.value.reasons == {AgreementRefusal.NOT_GROWN_ENOUGH}
    command = WriteFromAward(
        award=got.public_id, client_key="k",
        terms=terms_from(awarded(session, world.neema, got.public_id).terms, today()),
    )  # fmt: skip
    first = write_from_award(session, world.neema, command)
    session.flush()
    assert write_from_award(session, world.neema, command) is first
    with pytest.raises(Refused) as second:
        writes(session, world, got)
    assert second.value.reasons == {AgreementRefusal.ALREADY_LIVE}
    assert session.scalar(select(func.count()).select_from(Agreement)) == 1


def test_who_is_not_neutral_writes_nothing_and_strangers_find_nothing(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    need, got = accepted(session, world)
    at.shift(timedelta(hours=49))
    filled = terms_from(awarded(session, world.anna, got.public_id).terms, today())
    command = WriteFromAward(award=got.public_id, terms=filled, client_key="k")
    with pytest.raises(NotFound):
        write_from_award(session, world.theresia, command)
    mark_conflict(session, world.anna, MarkConflict(need=need.public_id, kind=ConflictKind.FAMILY))
    with pytest.raises(Refused) as refused:
        write_from_award(session, world.anna, command)
    assert refused.value.reasons == {AgreementRefusal.CONFLICT}


def test_what_is_needed_once_becomes_one_order_on_the_awarded_day(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    need, got = accepted(session, world, weekly=False)
    with pytest.raises(Refused):
        order_award(session, world.neema, got.public_id)
    at.shift(timedelta(hours=49))
    assert step_of(session, world, got) is AwardStep.ORDER
    order = order_award(session, world.neema, got.public_id)
    assert order_award(session, world.neema, got.public_id).id == order.id
    session.commit()
    assert (order.quantity, order.price_minor, order.deliver_on, order.state) == (
        20, got.price_minor, got.starts_on, OrderState.PLACED,
    )  # fmt: skip
    assert need.awarded == 20
    assert step_of(session, world, got) is AwardStep.ORDERED
    with pytest.raises(Refused) as lived:
        undo_award(session, world.neema, got.public_id, UndoReason.CHANGED_PLAN)
    assert lived.value.reasons == {AgreementRefusal.AWARD_IS_LIVED}


def test_an_award_taken_back_takes_its_unsaid_terms_along(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    _, got = accepted(session, world)
    at.shift(timedelta(hours=49))
    agreement = writes(session, world, got)
    undo_award(session, world.neema, got.public_id, UndoReason.CHANGED_PLAN)
    session.commit()
    assert agreement.state is AgreementState.REFUSED
    assert step_of(session, world, got) is AwardStep.OVER


def test_a_part_chosen_waits_until_everybody_else_was_told(session: Session, world: World) -> None:
    need, made = opening(session, world, quantity=40)
    got = chosen(session, world, made["sun_21"])
    assert step_of(session, world, got) is AwardStep.HER_ANSWER
    say_yes(session, world.supplier("sun_21"), got.public_id)
    assert step_of(session, world, got) is AwardStep.END_TENDER
    conclude(session, world.neema, need.public_id)
    assert step_of(session, world, got) is AwardStep.STANDSTILL


def lives(session: Session, world: World, at: time_machine.Traveller) -> Agreement:
    """An agreement out of an award, both have said yes."""
    _, got = accepted(session, world)
    at.shift(timedelta(hours=49))
    agreement = writes(session, world, got)
    signs(session, world, agreement)
    neema_agrees(session, world, agreement)
    she_agrees(session, world, agreement, "sun_21")
    return agreement


def test_a_renewed_signature_is_a_new_version_with_its_own_words(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    agreement = lives(session, world, at)
    first = open_version(session, agreement)
    at.shift(timedelta(days=20))
    again = renew(session, world.anna, session.get_one(Assessment, first.assessment_id).public_id)
    own = Clause(code=OWN, note="Kreti huoshwa mlangoni")
    with speaking("sw"):
        sign(session, world.anna, again.public_id, [*ALL_CONDITIONS, own])
    after_signature(session, world.anna, again.public_id)
    second = open_version(session, agreement)
    assert (second.number, second.state, second.assessment_id) == (
        2, VersionState.CHECKED, again.id,
    )  # fmt: skip
    notes = select(AgreementClause.note, AgreementClause.note_in).where(
        AgreementClause.version_id == second.id, AgreementClause.code == OWN
    )
    assert session.execute(notes).all() == [(own.note, "sw")], "copied with its language"
    assert first.state is VersionState.AGREED
    neema_agrees(session, world, agreement, 2)
    she_agrees(session, world, agreement, "sun_21", 2)
    session.commit()
    assert (first.state, second.state) == (VersionState.SUPERSEDED, VersionState.AGREED)


def test_a_longer_agreement_is_a_version_with_a_check_of_its_own(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    agreement = lives(session, world, at)
    first = open_version(session, agreement)
    page = agreement_page(session, world.neema, agreement.public_id)
    assert page.agreed is not None
    longer = replace(page.agreed.terms, ends_on=first.ends_on + timedelta(days=60))
    command = ChangeTerms(agreement=agreement.public_id, terms=longer, version=agreement.version)
    second = change_terms(session, world.neema, command)
    assert second.assessment_id not in {None, first.assessment_id}
    signs(session, world, agreement)
    own = session.get_one(AgreementVersion, second.id)
    assert (own.state, clock.now() > own.written_at) == (VersionState.CHECKED, False)
