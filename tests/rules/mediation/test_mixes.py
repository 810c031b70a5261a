"""The best mixes: never more than the need, the optimum of every small case, bounded time."""

import time
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.mediation.rules.mixes import Goal, Mix, Piece, Taken, best_mixes

pieces = st.lists(
    st.tuples(st.integers(1, 12), st.integers(1, 50), st.integers(0, 100)), max_size=5
).map(
    lambda rows: [
        Piece(f"c{at}", quantity, price, Fraction(points), at + 1)
        for at, (quantity, price, points) in enumerate(rows)
    ]
)


def mixes_by_hand(offers: list[Piece], need: int) -> Iterator[Mix]:
    """Every subset, whole, and with every one of it cut to every size."""
    for size in range(1, len(offers) + 1):
        for chosen in combinations(offers, size):
            for cut in chosen:
                others = [Taken(one, one.quantity) for one in chosen if one is not cut]
                for quantity in range(1, cut.quantity + 1):
                    mix = Mix((*others, Taken(cut, quantity)))
                    if mix.quantity <= need:
                        yield mix


COST = {
    Goal.CHEAPEST: lambda mix: (mix.total_minor, mix.suppliers, -worth(mix)),
    Goal.BEST_RANKED: lambda mix: (-worth(mix), mix.total_minor, mix.suppliers),
    Goal.FEWEST: lambda mix: (mix.suppliers, mix.total_minor, -worth(mix)),
}


def worth(mix: Mix) -> Fraction:
    return sum((one.quantity * one.piece.points for one in mix.taken), Fraction(0))


@given(pieces, st.integers(1, 30))
@settings(max_examples=200)
def test_the_optimum_of_every_small_case_is_found(offers: list[Piece], need: int) -> None:
    found = {goal: mix for goals, mix in best_mixes(offers, need).best for goal in goals}
    by_hand = list(mixes_by_hand(offers, need))
    if not by_hand:
        assert found == {}
        return
    most = max(mix.quantity for mix in by_hand)
    full = [mix for mix in by_hand if mix.quantity == most]
    for goal, cost in COST.items():
        assert found[goal].quantity == most
        assert cost(found[goal]) == min(map(cost, full)), goal


@given(pieces, st.integers(1, 40), st.integers(1, 5))
def test_a_mix_never_exceeds_the_need_and_is_of_whole_lots(
    offers: list[Piece], need: int, lot: int
) -> None:
    offered = {one.code: one.quantity for one in offers}
    for _, mix in best_mixes(offers, need, lot).best:
        assert 0 < mix.quantity <= need
        for one in mix.taken:
            assert one.quantity % lot == 0
            assert 0 < one.quantity <= offered[one.piece.code]


def test_three_part_offers_meet_a_need_and_the_page_can_say_how() -> None:
    offers = [
        Piece("fish", 30, 1400, Fraction(80), 1),
        Piece("moon", 30, 1300, Fraction(70), 2),
        Piece("drum", 40, 1500, Fraction(60), 3),
    ]
    mixes = best_mixes(offers, 60)
    ((goals, mix),) = mixes.best
    assert goals == tuple(Goal)
    assert [(one.piece.code, one.quantity) for one in mix.taken] == [("fish", 30), ("moon", 30)]
    assert (mix.total_minor, mix.suppliers) == (81_000, 2)
    assert mix.average_place == Fraction(3, 2)
    assert mixes.left_out == 0


@given(pieces, st.integers(1, 30), st.randoms(use_true_random=False))
def test_the_order_of_sending_changes_no_mix(
    offers: list[Piece], need: int, random: Random
) -> None:
    shuffled = list(offers)
    random.shuffle(shuffled)
    assert best_mixes(shuffled, need) == best_mixes(offers, need)


def test_forty_offers_of_a_usual_need_are_all_searched_within_bounds() -> None:
    random = Random(1)
    for need in (99, 997, 99_991):
        offers = [
            Piece(f"c{at}", random.randint(1, need // 3), random.randint(900, 2000),
                  Fraction(random.randint(0, 9999), 100), at + 1)
            for at in range(40)
        ]  # fmt: skip
        began = time.process_time()
        mixes = best_mixes(offers, need)
        assert time.process_time() - began < 5
        assert mixes.best
        assert (mixes.left_out == 0) == (need == 99)
