"""From a delivery to a living agreement: terms, the desk, two yeses; changes, notice, the end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import (
    ChangeTerms,
    SayYes,
    change_terms,
    end_due,
    give_notice,
    say_no,
    say_yes,
    stop_now,
)
from marketplace.agreements.actions.choose import after_refusal
from marketplace.agreements.models import Agreement, AgreementClause, AgreementConsent
from marketplace.agreements.queries.agreed_load import terms_of
from marketplace.agreements.rules.agreed_lists import (
    AgreementState,
    ConsentHow,
    EndReason,
    RefuseWhy,
    Side,
    Stage,
    VersionState,
)
from marketplace.agreements.rules.agreed_refusals import AgreementRefusal
from marketplace.agreements.rules.agreed_terms import Terms, TermsRefusal
from marketplace.assessment.actions import refuse
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.conditions import ConditionCode
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.jobs.tick import tick
from marketplace.journal.models import JournalEntry, OutboxMessage
from marketplace.journal.queries import check_chain
from marketplace.kernel import ids
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import NotFound, Refused, StaleEdit
from marketplace.kernel.states import WrongState
from marketplace.people.models import CommittedWeek
from marketplace.people.rules.private import PrivateRefusal
from tests.actions.agreed import (
    delivered,
    in_force,
    neema_agrees,
    open_version,
    she_agrees,
    signs,
    trial,
    written,
)
from tests.actions.linkage import clears, morning, typical_cost
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


def verbs(session: Session) -> list[str]:
    session.commit()
    found = select(JournalEntry.verb).where(JournalEntry.verb.like("agreement%"))
    return list(session.scalars(found.order_by(JournalEntry.id)))


@pytest.mark.feature("F4", part=True)
@pytest.mark.paper(17)
def test_terms_are_checked_signed_and_said_yes_to_by_both(session: Session, world: World) -> None:
    delivery, her = delivered(session, world)
    agreement = written(session, world, delivery, trial())
    version = open_version(session, agreement)
    checked = session.get_one(Assessment, version.assessment_id)
    assert (agreement.state, version.state) == (AgreementState.DRAFT, VersionState.PROPOSED)
    assert (checked.state, checked.out_of_bounds) == (AssessmentState.WAITING, "agreement")
    signs(session, world, agreement)
    assert (agreement.state, version.state) == (AgreementState.OFFERED, VersionState.CHECKED)
    neema_agrees(session, world, agreement)
    neema_agrees(session, world, agreement)  # a second tap is the same yes
    assert agreement.state is AgreementState.OFFERED
    she_agrees(session, world, agreement, her)
    assert (agreement.state, version.state) == (AgreementState.IN_FORCE, VersionState.AGREED)
    she_agrees(session, world, agreement, her)
    said = session.execute(select(AgreementConsent.side, AgreementConsent.how)).all()
    assert {tuple(row) for row in said} == {
        (Side.OPERATOR, ConsentHow.SIGNED_IN), (Side.SUPPLIER, ConsentHow.PICTURE_CODE)
    }  # fmt: skip
    clauses = session.scalar(select(func.count(AgreementClause.id)))
    assert clauses == len(ConditionCode), "conditions are clauses"
    assert verbs(session) == [
        "agreement_version.write", "agreement.write", "agreement_version.check",
        "agreement.offer", "agreement_consent.give", "agreement_consent.give",
        "agreement_version.agree", "agreement.agree",
    ]  # fmt: skip
    assert check_chain(session).whole


def test_the_same_send_twice_writes_one(session: Session, world: World) -> None:
    from marketplace.agreements.actions import WriteTerms, write_terms

    delivery, _ = delivered(session, world)
    command = WriteTerms(delivery=delivery.public_id, terms=trial(), client_key=ids.public_id())
    first = write_terms(session, world.neema, command)
    assert write_terms(session, world.neema, command) is first
    again = replace(command, client_key=ids.public_id())
    with pytest.raises(Refused) as refused:
        write_terms(session, world.neema, again)
    assert refused.value.reasons == {AgreementRefusal.ALREADY_LIVE}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"stage": Stage.STANDING, "month_cap": 90, "back_up_id": 1}, "not_grown_enough"),
        ({"least": 6}, TermsRefusal.LEAST_OVER_MOST),
        ({"back_up_id": 10**6}, AgreementRefusal.UNKNOWN_BACK_UP),
    ],
)
def test_terms_that_cannot_stand_are_refused_with_their_reason(
    session: Session, world: World, changes: dict[str, object], reason: str
) -> None:
    delivery, _ = delivered(session, world)
    with pytest.raises(Refused) as refused:
        written(session, world, delivery, trial(**changes))
    assert reason in refused.value.reasons


def test_nobody_says_yes_for_the_other_side(session: Session, world: World) -> None:
    delivery, her = delivered(session, world)
    agreement = written(session, world, delivery, trial())
    signs(session, world, agreement)
    others = next(name for name in world.suppliers if name != her)
    yes = SayYes(agreement=agreement.public_id, number=1, how=ConsentHow.PICTURE_CODE)
    with pytest.raises(Refused):
        say_yes(session, world.neema, yes)
    with pytest.raises(Refused):  # her seat without the code
        say_yes(session, replace(world.supplier(her), code_proved=False), yes)
    with pytest.raises(NotFound):
        say_yes(session, replace(world.supplier(others), code_proved=True), yes)
    with pytest.raises(NotFound):
        say_yes(session, world.theresia, replace(yes, how=ConsentHow.WITNESSED_VOICE))
    aloud = replace(yes, how=ConsentHow.WITNESSED_VOICE)
    with pytest.raises(Refused) as unasked:  # her phone is shared: who is beside her?
        say_yes(session, world.anna, aloud)
    assert unasked.value.reasons == {PrivateRefusal.NOT_ALONE}
    say_yes(session, world.anna, replace(aloud, alone=True))
    row = session.scalars(select(AgreementConsent)).one()
    assert (row.side, row.witness_id) == (Side.SUPPLIER, world.anna.person_id)


def test_a_no_ends_what_never_lived_and_says_why(session: Session, world: World) -> None:
    delivery, her = delivered(session, world)
    agreement = written(session, world, delivery, trial())
    signs(session, world, agreement)
    say_no(session, world.supplier(her), agreement.public_id, number=1, why=RefuseWhy.PRICE)
    version = open_version(session, agreement)
    assert (agreement.state, version.refused_by) == (AgreementState.REFUSED, Side.SUPPLIER)
    told = select(OutboxMessage.kind).where(OutboxMessage.kind == "agreement_refused")
    assert len(session.scalars(told).all()) == 2
    with pytest.raises(Refused):
        neema_agrees(session, world, agreement)


def test_the_desk_may_refuse_the_terms(session: Session, world: World) -> None:
    delivery, _ = delivered(session, world)
    agreement = written(session, world, delivery, trial())
    row = session.get_one(Assessment, open_version(session, agreement).assessment_id)
    refuse(session, world.anna, row.public_id)
    after_refusal(session, world.anna, row.public_id)
    assert agreement.state is AgreementState.REFUSED


def changed(session: Session, agreement: Agreement, **changes: object) -> Terms:
    return replace(terms_of(session, open_version(session, agreement)), **changes)  # type: ignore[arg-type]  # named by the tests


@pytest.mark.feature("G2", part=True)
def test_a_change_is_a_new_version_with_both_consents(session: Session, world: World) -> None:
    agreement, her = in_force(session, world)
    first = open_version(session, agreement)
    wider = ChangeTerms(
        agreement=agreement.public_id, version=agreement.version,
        terms=changed(session, agreement, most=7),
    )  # fmt: skip
    second = change_terms(session, world.neema, wider)
    assert (first.state, second.state) == (VersionState.AGREED, VersionState.PROPOSED)
    with pytest.raises(Refused) as refused:
        change_terms(session, world.neema, replace(wider, version=agreement.version))
    assert refused.value.reasons == {AgreementRefusal.OPEN_VERSION}
    signs(session, world, agreement)
    neema_agrees(session, world, agreement, 2)
    assert first.state is VersionState.AGREED, "what is agreed goes on until both said yes"
    she_agrees(session, world, agreement, her, 2)
    assert (first.state, second.state) == (VersionState.SUPERSEDED, VersionState.AGREED)
    assert agreement.state is AgreementState.IN_FORCE
    assert check_chain(session).whole


def test_a_change_inside_the_signature_needs_no_new_one(session: Session, world: World) -> None:
    agreement, her = in_force(session, world)
    first = open_version(session, agreement)
    narrower = ChangeTerms(
        agreement=agreement.public_id, version=agreement.version,
        terms=changed(session, agreement, most=4, payment_days=3),
    )  # fmt: skip
    second = change_terms(session, world.neema, narrower)
    assert (second.state, second.assessment_id) == (VersionState.CHECKED, first.assessment_id)
    she_agrees(session, world, agreement, her, 2)
    neema_agrees(session, world, agreement, 2)
    assert second.state is VersionState.AGREED


def test_a_stale_edit_and_no_change_are_refused(session: Session, world: World) -> None:
    agreement, _ = in_force(session, world)
    same = changed(session, agreement)
    old = ChangeTerms(agreement=agreement.public_id, version=agreement.version - 1, terms=same)
    with pytest.raises(StaleEdit):
        change_terms(session, world.neema, old)
    with pytest.raises(Refused) as refused:
        change_terms(session, world.neema, replace(old, version=agreement.version))
    assert refused.value.reasons == {AgreementRefusal.NOTHING_CHANGED}


def test_a_reading_that_got_worse_goes_back_to_the_desk_and_keeps_the_yes(
    session: Session, world: World
) -> None:
    delivery, her = delivered(session, world)
    agreement = written(session, world, delivery, trial())
    signs(session, world, agreement)
    neema_agrees(session, world, agreement)
    week = select(CommittedWeek).where(CommittedWeek.supplier_id == world.suppliers[her].id)
    session.scalars(week).one().quantity = 500  # promised elsewhere since the signature
    she_agrees(session, world, agreement, her)
    version = open_version(session, agreement)
    assert (agreement.state, version.state) == (AgreementState.OFFERED, VersionState.PROPOSED)
    with pytest.raises(Refused) as refused:
        neema_agrees(session, world, agreement)
    assert refused.value.reasons == {WrongState.NOT_NOW}
    assert session.scalar(select(func.count(AgreementConsent.id))) == 2


def test_notice_runs_its_days_and_then_it_ends(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    agreement, her = in_force(session, world)
    give_notice(session, world.supplier(her), agreement.public_id, version=agreement.version)
    assert (agreement.state, agreement.notice_by) == (AgreementState.NOTICE, Side.SUPPLIER)
    assert end_due(session, SYSTEM, agreement.id) is None
    session.commit()
    at.shift(timedelta(days=15))
    tick(session)
    session.refresh(agreement)
    assert (agreement.state, agreement.end_reason) == (
        AgreementState.ENDED, EndReason.NOTICE_SUPPLIER
    )  # fmt: skip


def test_it_ends_by_its_date_and_is_stopped_at_once_where_it_must(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    agreement, _ = in_force(session, world)
    with pytest.raises(Refused):
        stop_now(session, world.neema, agreement.public_id)
    at.shift(timedelta(days=61))
    ended = end_due(session, SYSTEM, agreement.id)
    assert ended is not None
    assert ended.end_reason is EndReason.DATE


def test_the_desk_stops_it_at_once(session: Session, world: World) -> None:
    agreement, _ = in_force(session, world)
    stop_now(session, world.anna, agreement.public_id)
    assert (agreement.state, agreement.end_reason) == (AgreementState.ENDED, EndReason.STOPPED)
    with pytest.raises(NotFound):
        stop_now(session, world.theresia, agreement.public_id)
