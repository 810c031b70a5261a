"""Rotation order decides who is served, never speed."""

from hypothesis import given
from hypothesis import strategies as st

from marketplace.agreements.rules.rotation import Turn, by_rotation, next_offer

SILENT = Turn(answered=False, over=False, offer_id=None)
TOO_LATE = Turn(answered=False, over=True, offer_id=None)
NOT_ME = Turn(answered=True, over=False, offer_id=None)


def offer(ident: int) -> Turn:
    return Turn(answered=True, over=False, offer_id=ident)


def test_a_quick_answer_waits_for_the_one_before_her() -> None:
    assert next_offer([SILENT, offer(2)]) is None


def test_when_the_wave_is_over_nobody_is_waited_for() -> None:
    assert next_offer([TOO_LATE, offer(2)]) == 2


def test_a_no_passes_the_turn_on() -> None:
    assert next_offer([NOT_ME, offer(2), offer(3)]) == 2


def test_the_first_in_rotation_is_served_first() -> None:
    assert next_offer([offer(9), offer(2)]) == 9


turns = st.builds(
    Turn, answered=st.booleans(), over=st.booleans(), offer_id=st.none() | st.integers(1, 50)
)


@given(st.lists(turns, max_size=12))
def test_nobody_is_ever_overtaken(found: list[Turn]) -> None:
    taken = next_offer(found)
    if taken is None:
        return
    before = found[: [turn.offer_id for turn in found].index(taken)]
    assert all(turn.offer_id is None and (turn.answered or turn.over) for turn in before)


def test_every_fourth_repeat_goes_round() -> None:
    assert [by_rotation(n) for n in range(8)] == [False, False, False, True] * 2
