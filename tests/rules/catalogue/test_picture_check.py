"""The picture check's arithmetic: Wilson's interval, the two limits, what follows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.catalogue.rules import packed
from marketplace.catalogue.rules.picture_check import (
    GRAVE,
    Verdict,
    interval,
    is_under,
    limit,
    verdict,
)


@pytest.mark.parametrize(
    ("right", "asked", "low", "high"),
    [(0, 0, 0, 1000), (0, 10, 0, 278), (10, 10, 722, 1000), (8, 10, 490, 943),
     (81, 263, 255, 366), (50, 100, 404, 596)],
)  # fmt: skip
def test_wilson_as_in_the_tables(right: int, asked: int, low: int, high: int) -> None:
    assert interval(right, asked) == (low, high)


@given(asked=st.integers(1, 500), data=st.data())
def test_the_interval_holds_the_share_and_narrows(asked: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, asked))
    low, high = interval(right, asked)
    assert 0 <= low <= round(1000 * right / asked) <= high <= 1000
    lower, higher = interval(10 * right, 10 * asked)
    assert higher - lower <= high - low


def test_money_accept_and_refuse_need_85_others_67() -> None:
    for code in ("yes", "no", "got-money", "tzs-note-500", "cash-coin-2", "thumb-up"):
        assert limit(code) == 850
    for code in ("tomato", "rain", "unit-kg"):
        assert limit(code) == 670
    assert set(packed.picture_purposes()) >= GRAVE


@pytest.mark.parametrize(
    ("picture", "right", "asked", "so"),
    [("tomato", 0, 0, Verdict.NOT_ASKED), ("tomato", 10, 10, Verdict.STANDS),
     ("yes", 10, 10, Verdict.UNSURE), ("yes", 40, 40, Verdict.STANDS),
     ("tomato", 3, 10, Verdict.FALLS), ("tomato", 6, 10, Verdict.UNSURE)],
)  # fmt: skip
def test_few_answers_prove_little(picture: str, right: int, asked: int, so: Verdict) -> None:
    assert verdict(picture, right, asked) is so


def test_the_flag_is_the_share_itself() -> None:
    assert is_under("tomato", 66, 100)
    assert not is_under("tomato", 67, 100)
    assert is_under("yes", 84, 100)
    assert not is_under("yes", 85, 100)
    assert not is_under("yes", 0, 0)
