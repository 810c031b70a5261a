"""The note after the door, what a week proves, and when "nobody is here" may be said."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.agreements.rules.money import rejected_permille
from marketplace.agreements.rules.notes import (
    NoteRefusal,
    correction_refusals,
    may_speak,
    missed_from,
)
from marketplace.agreements.rules.proven import proven_after

DOOR = datetime(2026, 11, 27, 5, tzinfo=UTC)
ZONE = "Africa/Dar_es_Salaam"
MILLI = st.integers(min_value=0, max_value=10**6)


def test_she_may_speak_for_seven_days() -> None:
    assert may_speak(DOOR, DOOR + timedelta(days=7))
    assert not may_speak(DOOR, DOOR + timedelta(days=7, seconds=1))


@pytest.mark.parametrize(
    ("corrected", "reasons"),
    [
        (None, [NoteRefusal.CORRECTION_MISSING]),
        (15_000, [NoteRefusal.CORRECTION_NOT_MORE]),
        (20_001, [NoteRefusal.CORRECTION_TOO_MUCH]),
        (15_001, []),
        (20_000, []),
    ],
)
def test_a_correction_gives_more_and_never_beyond_the_order(
    corrected: int | None, reasons: list[NoteRefusal]
) -> None:
    found = correction_refusals(accepted_milli=15_000, ordered=20, corrected_milli=corrected)
    assert list(found) == reasons


@pytest.mark.parametrize(
    ("opens", "closes", "way", "hour"),
    [(420, 1020, False, (6, 0)), (420, 540, False, (5, 0)), (420, 1020, True, (14, 0))],
)
def test_the_door_waits_two_hours_or_half_its_window(
    opens: int, closes: int, way: bool, hour: tuple[int, int]
) -> None:
    found = missed_from(date(2026, 11, 27), opens, closes, zone=ZONE, on_the_way=way)
    assert found == datetime(2026, 11, 27, *hour, tzinfo=UTC)


@given(opens=st.integers(0, 1439), length=st.integers(0, 1000), way=st.booleans())
def test_the_door_is_never_waited_for_beyond_its_window(opens: int, length: int, way: bool) -> None:
    day, closes = date(2026, 11, 27), min(opens + length, 1439)
    first = missed_from(day, opens, opens, zone=ZONE, on_the_way=False)
    last = missed_from(day, closes, closes, zone=ZONE, on_the_way=False)
    assert first <= missed_from(day, opens, closes, zone=ZONE, on_the_way=way) <= last


def test_a_week_proves_what_it_came_to() -> None:
    assert proven_after(60, None, [40_000, 19_999]) is None
    assert proven_after(60, None, [40_000, 20_000]) == 60
    assert proven_after(60, 50, [70_500]) == 70
    assert proven_after(60, 50, [10_000]) == 50


@given(
    said=st.integers(0, 500), proven=st.none() | st.integers(0, 500), week=st.lists(MILLI)
)  # fmt: skip
def test_no_delivery_ever_makes_her_capacity_smaller(
    said: int, proven: int | None, week: list[int]
) -> None:
    after = proven_after(said, proven, week)
    before = said if proven is None else proven
    assert (said if after is None else after) >= before


@given(accepted=MILLI, brought=MILLI)
def test_the_rejected_part_is_a_part(accepted: int, brought: int) -> None:
    part = rejected_permille(accepted, brought)
    assert 0 <= part <= 1000
    assert (part > 0) == (accepted < brought)
