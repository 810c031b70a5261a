"""Demand against supply: crowding, gaps, niches and pooled demand, as arithmetic."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.insight.rules.market import (
    Balance,
    Standing,
    crowding,
    demand_month,
    fill_share,
    gap,
    gaps,
    is_crowded,
    niches,
    pooled,
    standing,
    supply_month,
)

TOMATO = Balance(
    leaf_code="veg.tomato", group_code="veg", picture="tomato", unit_code="kg", operators=3,
    needs=9, unmet=0, asked_milli=900_000, suppliers=3, weekly_milli=140_000,
)  # fmt: skip
CABBAGE = replace(
    TOMATO, leaf_code="veg.cabbage", operators=1, needs=3, asked_milli=30_000, suppliers=4
)
HERB = replace(TOMATO, leaf_code="veg.herb", operators=2, needs=2, unmet=2, suppliers=1)
EGG = replace(TOMATO, leaf_code="protein.egg", group_code="protein", unmet=3, suppliers=1)


def test_ninety_days_of_asking_become_a_month() -> None:
    assert demand_month(TOMATO) == 300_000
    assert supply_month(TOMATO) == 600_000
    assert gap(TOMATO) == 0
    assert gap(replace(TOMATO, weekly_milli=35_000)) == 150_000


@pytest.mark.parametrize(
    ("suppliers", "needs", "ratio", "crowded"),
    [
        (4, 3, Fraction(4), True),
        (3, 9, Fraction(1), False),
        (2, 3, Fraction(2), False),
        (2, 0, None, False),
        (3, 0, None, True),
        (6, 9, Fraction(2), False),
    ],
)
def test_crowding_is_suppliers_for_each_need_of_a_month(
    suppliers: int, needs: int, ratio: Fraction | None, crowded: bool
) -> None:
    leaf = replace(TOMATO, suppliers=suppliers, needs=needs)
    assert crowding(leaf) == ratio
    assert is_crowded(leaf) is crowded


def test_a_leaf_whose_needs_stay_open_is_not_crowded_however_many_make_it() -> None:
    assert not is_crowded(replace(CABBAGE, unmet=2))
    assert is_crowded(replace(CABBAGE, unmet=1))


def test_the_first_that_is_true_says_how_a_leaf_stands() -> None:
    assert standing(CABBAGE) is Standing.CROWDED
    assert standing(HERB) is Standing.GAP
    assert standing(TOMATO) is Standing.BALANCED
    assert standing(replace(TOMATO, needs=0, asked_milli=0, suppliers=2)) is Standing.UNASKED


def test_a_crowded_leaf_points_to_a_neighbour_with_unmet_need() -> None:
    found = niches((TOMATO, CABBAGE, HERB, EGG))
    assert {code: leaf.leaf_code for code, leaf in found.items()} == {"veg.cabbage": "veg.herb"}
    assert niches((TOMATO, CABBAGE, EGG)) == {}, "eggs are no neighbour of cabbage"


def test_what_fewer_than_three_buyers_ask_for_is_never_pooled() -> None:
    assert [leaf.leaf_code for leaf in pooled((TOMATO, CABBAGE, HERB))] == ["veg.tomato"]


leaves = st.builds(
    Balance, leaf_code=st.sampled_from(["a", "b", "c"]), group_code=st.sampled_from("gh"),
    picture=st.just("x"), unit_code=st.just("kg"), operators=st.integers(0, 9),
    needs=st.integers(0, 50), unmet=st.integers(0, 50), asked_milli=st.integers(0, 10**9),
    suppliers=st.integers(0, 30), weekly_milli=st.integers(0, 10**9),
)  # fmt: skip


@given(leaves)
def test_one_more_supplier_never_makes_a_leaf_less_crowded(leaf: Balance) -> None:
    more = replace(leaf, suppliers=leaf.suppliers + 1)
    assert is_crowded(more) or not is_crowded(leaf)
    assert gap(leaf) >= 0


@given(st.lists(leaves, max_size=8, unique_by=lambda leaf: leaf.leaf_code))
def test_a_niche_is_a_gap_and_never_the_crowded_leaf_itself(found: list[Balance]) -> None:
    for code, other in niches(found).items():
        assert other.leaf_code != code
        assert other in gaps(found)
        assert not is_crowded(other)


@given(leaves.filter(lambda leaf: 0 < leaf.needs >= leaf.unmet))
def test_the_filled_share_lies_between_nothing_and_all(leaf: Balance) -> None:
    share = fill_share(leaf)
    assert share is not None
    assert 0 <= share <= 1
