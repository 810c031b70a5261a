"""The ranking: exact, explained, monotone in price; a price under her floor earns nothing."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.mediation.rules.ranking import Candidate, Part, Ranked, Weights, Why, band, rank
from marketplace.mediation.rules.spread import far_under

shares = st.none() | st.integers(0, 1000)
candidates = st.builds(
    Candidate,
    code=st.text("ABCDEF", min_size=4, max_size=6),
    price_minor=st.integers(1, 10**9),
    floor_minor=st.none() | st.integers(1, 10**9),
    deliveries=st.integers(0, 9),
    on_time_permille=shares,
    accepted_permille=shares,
    has_agreement=st.booleans(),
)
fields = st.lists(candidates, min_size=1, max_size=12, unique_by=lambda one: one.code)


def by_code(ranked: tuple[Ranked, ...]) -> dict[str, Ranked]:
    return {one.code: one for one in ranked}


def points(ranked: Ranked, part: Part) -> Fraction:
    return next(one.points for one in ranked.parts if one.part is part)


def why(ranked: Ranked) -> list[Why]:
    return [one.why for one in ranked.parts]


def test_the_formula_of_the_product() -> None:
    fish = Candidate("fish", 1000, deliveries=10, on_time_permille=900, accepted_permille=950)
    moon = Candidate("moon", 1250, has_agreement=True)
    first, second = rank([moon, fish])
    assert (first.code, first.place, second.place) == ("fish", 1, 2)
    assert first.points == 40 + Fraction(225, 10) + 19 + 15
    assert second.points == 32 + Fraction(25, 2) + 10
    assert why(first) == [Why.LOWEST, Why.MEASURED, Why.MEASURED, Why.NO_AGREEMENT]
    assert why(second) == [Why.ABOVE_LOWEST, Why.TOO_FEW, Why.TOO_FEW, Why.HAS_AGREEMENT]


def test_under_three_deliveries_a_share_counts_half() -> None:
    (two,) = rank([Candidate("two", 10, deliveries=2, on_time_permille=0, accepted_permille=0)])
    assert points(two, Part.ON_TIME) == Fraction(25, 2)
    assert points(two, Part.ACCEPTED) == 10


def test_a_price_under_her_fair_price_earns_nothing_extra() -> None:
    at_floor = by_code(rank([Candidate("she", 900, floor_minor=900), Candidate("other", 1000)]))
    under = by_code(rank([Candidate("she", 500, floor_minor=900), Candidate("other", 1000)]))
    assert {code: one.points for code, one in at_floor.items()} == {
        code: one.points for code, one in under.items()
    }
    assert under["she"].under_fair
    assert not at_floor["she"].under_fair


@given(fields, st.integers(1, 10**9))
def test_what_is_shown_of_prices_knows_nothing_of_floors(
    field: list[Candidate], floor: int
) -> None:
    """Whatever her fair price is, the words beside every price are the same, and no points."""
    she, *others = field
    plain = by_code(rank([replace(she, floor_minor=None), *others]))
    floored = by_code(rank([replace(she, floor_minor=floor), *others]))
    for code, one in plain.items():
        assert one.parts[0].why is floored[code].parts[0].why
        assert floored[code].parts[0].shown is None
        assert one.parts[1:] == floored[code].parts[1:]


@pytest.mark.parametrize(
    ("price", "said"),
    [
        (100, Why.LOWEST),
        (110, Why.NEAR_LOWEST),
        (111, Why.ABOVE_LOWEST),
        (130, Why.ABOVE_LOWEST),
        (131, Why.FAR_ABOVE),
    ],
)
def test_the_bands_of_prices(price: int, said: Why) -> None:
    assert band(price, 100) is said


def test_equal_points_stand_by_shortest_record_then_code_never_by_speed() -> None:
    new = Candidate("zebra", 100)
    old = Candidate("ant", 100, deliveries=2)
    same = Candidate("bee", 100, deliveries=2)
    assert [one.code for one in rank([same, old, new])] == ["zebra", "ant", "bee"]


def test_the_weights_belong_to_the_rule_set() -> None:
    (one,) = rank([Candidate("a", 1)], Weights(price=70, on_time=10, accepted=10, newcomer=10))
    assert one.points == 70 + 5 + 5 + 10
    assert Weights().most == 100


@given(fields)
def test_points_are_never_negative_nor_over_the_most(field: list[Candidate]) -> None:
    for one in rank(field):
        assert all(0 <= part.points <= part.most for part in one.parts)
        assert one.points == sum(part.points for part in one.parts)


@given(fields, st.randoms(use_true_random=False))
def test_the_order_of_sending_changes_nothing(field: list[Candidate], random: Random) -> None:
    shuffled = list(field)
    random.shuffle(shuffled)
    assert rank(shuffled) == rank(field)


@given(fields, st.integers(1, 10**9))
def test_asking_more_never_earns_more(field: list[Candidate], more: int) -> None:
    she, *others = field
    before = by_code(rank(field))[she.code]
    dearer = replace(she, price_minor=she.price_minor + more)
    after = by_code(rank([dearer, *others]))[she.code]
    assert points(after, Part.PRICE) <= points(before, Part.PRICE)
    assert after.place >= before.place


@given(fields, st.integers(1, 10**9))
def test_going_under_the_floor_moves_nobody(field: list[Candidate], floor: int) -> None:
    she, *others = field
    fair = replace(she, floor_minor=floor, price_minor=floor)
    under = replace(fair, price_minor=1)
    order = [one.code for one in rank([fair, *others])]
    assert [one.code for one in rank([under, *others])] == order


def test_nobody_is_ranked_where_nobody_offered() -> None:
    assert rank([]) == ()


@pytest.mark.parametrize(
    ("prices", "far"),
    [
        ({"a": 100, "b": 100, "c": 84}, {"c"}),
        ({"a": 100, "b": 100, "c": 85}, set()),
        ({"a": 100, "b": 10}, set()),  # under three it would say too much
        ({}, set()),
    ],
)
def test_the_spread_alarm_needs_three_and_rings_under_85_percent(
    prices: dict[str, int], far: set[str]
) -> None:
    assert far_under(prices) == far
