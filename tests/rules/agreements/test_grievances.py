"""Grievances: every state and verb; who may handle; whom an alarm wakes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.agreements.rules.grievances import (
    GRIEVANCE,
    GrievanceEnd,
    GrievanceState,
    GrievanceVerb,
    acknowledge_by,
    day_refused,
    may_handle,
    needs_words,
)
from marketplace.agreements.rules.safeguarding import (
    REPORT,
    Lead,
    ReportState,
    ReportVerb,
    alarm_due,
    readers,
    woken,
)

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
TODAY = date(2026, 11, 24)
LEADS = st.lists(
    st.builds(Lead, st.integers(1, 6), st.booleans()), unique_by=lambda one: one.person_id
)


@pytest.mark.parametrize("state", GrievanceState)
@pytest.mark.parametrize("verb", GrievanceVerb)
def test_a_grievance_moves_only_so(state: GrievanceState, verb: GrievanceVerb) -> None:
    may = {
        ("raised", "take_up"), ("raised", "take_back"),
        ("taken_up", "close"), ("taken_up", "take_back"),
    }  # fmt: skip
    assert GRIEVANCE.allows(state, verb) is ((state.value, verb.value) in may)


@pytest.mark.parametrize("state", ReportState)
@pytest.mark.parametrize("verb", ReportVerb)
def test_a_report_is_taken_in_hand_and_closed(state: ReportState, verb: ReportVerb) -> None:
    may = {("sent", "take_in_hand"), ("in_hand", "close")}
    assert REPORT.allows(state, verb) is ((state.value, verb.value) in may)


def test_it_is_acknowledged_in_two_days_and_answered_within_sixty() -> None:
    assert acknowledge_by(NOW) - NOW == timedelta(days=2)
    assert day_refused(TODAY - timedelta(days=1), TODAY)
    assert not day_refused(TODAY, TODAY)
    assert not day_refused(TODAY + timedelta(days=60), TODAY)
    assert day_refused(TODAY + timedelta(days=61), TODAY)


def test_who_has_a_part_in_it_does_not_handle_it() -> None:
    assert may_handle(1, {2, 3})
    assert not may_handle(2, {2, 3})
    assert not may_handle(None, set())


def test_what_is_not_in_her_favour_is_explained() -> None:
    explained = {end for end in GrievanceEnd if needs_words(end)}
    assert explained == {GrievanceEnd.NOT_UPHELD, GrievanceEnd.PASSED_ON}


@given(LEADS, st.none() | st.integers(1, 6), st.integers(0, 3))
def test_nobody_is_woken_by_a_report_about_herself(
    leads: list[Lead], about: int | None, alarms: int
) -> None:
    now = woken(leads, about=about, alarms=alarms)
    assert about not in now
    assert now <= readers(leads, about=about)
    assert bool(now) == bool(readers(leads, about=about))


def test_the_deputy_is_woken_where_the_lead_did_not_look_or_is_meant() -> None:
    leads = (Lead(1, deputy=False), Lead(2, deputy=True))
    assert woken(leads, about=None, alarms=0) == {1}
    assert woken(leads, about=None, alarms=1) == {1, 2}
    assert woken(leads, about=1, alarms=0) == {2}


def test_the_alarm_rings_every_hour() -> None:
    assert alarm_due(last=None, now=NOW)
    assert not alarm_due(last=NOW - timedelta(minutes=59), now=NOW)
    assert alarm_due(last=NOW - timedelta(hours=1), now=NOW)
