"""When sessions end, when money closes, and that a second-factor code is good once."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel.actor import Role
from marketplace.people.rules import sessions, totp
from marketplace.people.rules.lists import EndReason, SessionKind

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SEAT, STAFF = SessionKind.SEAT, SessionKind.STAFF


@pytest.mark.parametrize(
    ("kind", "idle_minutes", "age_minutes", "why"),
    [
        (SEAT, 9, 30, None),
        (SEAT, 10, 30, EndReason.IDLE),
        (SEAT, 1, 59, None),
        (SEAT, 1, 60, EndReason.ABSOLUTE),
        (STAFF, 119, 200, None),
        (STAFF, 120, 200, EndReason.IDLE),
        (STAFF, 5, 719, None),
        (STAFF, 5, 720, EndReason.ABSOLUTE),
    ],
)
def test_idle_and_absolute_ends(
    kind: SessionKind, idle_minutes: int, age_minutes: int, why: EndReason | None
) -> None:
    begun = NOW - timedelta(minutes=age_minutes)
    last = NOW - timedelta(minutes=idle_minutes)
    ends = sessions.absolute_end(kind, begun)
    assert sessions.why_ended(kind, last_seen_at=last, ends_at=ends, now=NOW) is why


@given(st.sampled_from(SessionKind), st.lists(st.integers(1, 300), max_size=200))
def test_however_busy_no_session_outlives_its_absolute_end(
    kind: SessionKind, gaps: list[int]
) -> None:
    ends, last = sessions.absolute_end(kind, NOW), NOW
    for gap in gaps:
        moment = last + timedelta(seconds=gap)
        if sessions.why_ended(kind, last_seen_at=last, ends_at=ends, now=moment):
            break
        last = moment
    assert last - NOW < sessions.ABSOLUTE[kind]


@pytest.mark.parametrize(("seconds", "open_"), [(0, True), (119, True), (120, False)])
def test_money_closes_after_two_idle_minutes(seconds: int, open_: bool) -> None:
    last = NOW - timedelta(seconds=seconds)
    assert sessions.money_open(unlocked=True, last_seen_at=last, now=NOW) is open_
    assert not sessions.money_open(unlocked=False, last_seen_at=last, now=NOW)


def test_last_seen_is_written_once_a_minute() -> None:
    assert not sessions.touch_due(NOW, NOW + timedelta(seconds=59))
    assert sessions.touch_due(NOW, NOW + timedelta(seconds=60))


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.mark.parametrize(("drift", "fits"), [(-60, False), (-30, True), (0, True), (30, True),
                                             (60, False)])  # fmt: skip
def test_a_clock_may_be_half_a_minute_off(drift: int, fits: bool) -> None:
    code = pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=drift))
    step = totp.accepted_step(SECRET, code, now=NOW, last_step=None)
    assert (step is not None) is fits


def test_a_code_is_good_once_and_so_are_all_older_ones() -> None:
    before = pyotp.TOTP(SECRET).at(NOW - timedelta(seconds=30))
    code = pyotp.TOTP(SECRET).at(NOW)
    step = totp.accepted_step(SECRET, f" {code[:3]} {code[3:]}", now=NOW, last_step=None)
    assert step == totp.step_of(NOW)
    assert totp.accepted_step(SECRET, code, now=NOW, last_step=step) is None
    assert totp.accepted_step(SECRET, before, now=NOW, last_step=step) is None


def test_rubbish_is_only_wrong() -> None:
    for code in ("", "abc", "12345", "１２３４５６", "\x00" * 6):
        assert totp.accepted_step(SECRET, code, now=NOW, last_step=None) is None


def test_who_needs_a_second_factor() -> None:
    assert totp.is_required([Role.FACILITATOR], demo=False)
    assert totp.is_required([Role.ADMINISTRATOR], demo=False)
    assert not totp.is_required([Role.BUYER], demo=False)
    assert not totp.is_required([Role.ADMINISTRATOR], demo=True)
    assert "issuer=Mkeka" in totp.address(SECRET, email="a@b.example", issuer="Mkeka")
