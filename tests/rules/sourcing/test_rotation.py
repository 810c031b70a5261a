"""Rotation: the longest unasked first, a seat for a first-timer, never speed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.sourcing.rules.rotation import (
    WAVE_SIZE,
    Candidate,
    again_wave,
    order,
    wave,
)

START = datetime(2026, 1, 1, tzinfo=UTC)


def who(number: int, *, days: int | None = 0, first: bool = False, away: int = 0) -> Candidate:
    asked = None if days is None else START + timedelta(days=days)
    return Candidate(number, asked, first_timer=first, distance_m=away)


def numbers(candidates: tuple[Candidate, ...]) -> list[int]:
    return [candidate.supplier_id for candidate in candidates]


def test_the_longest_unasked_comes_first_then_the_nearer() -> None:
    group = [who(1, days=5), who(2, days=1), who(3, days=None, away=9), who(4, days=None, away=2)]
    assert numbers(order(group)) == [4, 3, 2, 1]


def test_the_last_seat_goes_to_a_first_timer() -> None:
    old = [who(n, days=n) for n in range(1, 7)]
    newcomer = who(9, days=8, first=True)
    assert numbers(wave([*old, newcomer])) == [1, 2, 3, 9]
    assert numbers(wave(old)) == [1, 2, 3, 4]
    assert numbers(wave([who(5, days=0, first=True), *old])) == [5, 1, 2, 3]


def test_again_asks_the_same_supplier_and_every_fourth_time_all() -> None:
    group = [who(n, days=n) for n in range(1, 6)]
    asked = [numbers(again_wave(group, same_supplier_id=5, repeats=n)) for n in range(8)]
    assert [one == [5] for one in asked] == [True, True, True, False] * 2
    assert asked[3] == [1, 2, 3, 4]


def test_again_without_her_goes_by_rotation() -> None:
    assert numbers(again_wave([who(1), who(2)], same_supplier_id=7, repeats=0)) == [1, 2]


CANDIDATES = st.lists(
    st.builds(
        who,
        st.integers(1, 500),
        days=st.none() | st.integers(0, 40),
        first=st.booleans(),
        away=st.integers(0, 40_000),
    ),
    max_size=30,
    unique_by=lambda candidate: candidate.supplier_id,
)


@pytest.mark.feature("B2", part=True)
@given(CANDIDATES, st.randoms(use_true_random=False))
def test_a_wave_is_fair_whatever_the_order_of_arrival(group: list[Candidate], dice) -> None:  # type: ignore[no-untyped-def]  # random.Random of hypothesis
    chosen = wave(group)
    shuffled = list(group)
    dice.shuffle(shuffled)
    assert wave(shuffled) == chosen
    assert len(chosen) == min(WAVE_SIZE, len(group))
    assert any(c.first_timer for c in chosen) == any(c.first_timer for c in group)
    left_out = [c for c in group if c not in chosen]
    regular = chosen[:-1] if len(chosen) == WAVE_SIZE else chosen
    assert all(order([a, b])[0] == a for a in regular for b in left_out)


@given(CANDIDATES)
def test_everybody_is_asked_once_before_anybody_twice(group: list[Candidate]) -> None:
    waiting, asked = list(group), []
    while waiting:
        chosen = wave(waiting)
        asked += numbers(chosen)
        waiting = [c for c in waiting if c not in chosen]
    assert sorted(asked) == sorted(c.supplier_id for c in group)
