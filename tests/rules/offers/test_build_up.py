"""Her cost by pictures: for so many units, brought to one, and what a day of hers earns."""

from hypothesis import given
from hypothesis import strategies as st

from marketplace.offers.rules.build_up import BuildUp, Part, how_low
from marketplace.offers.rules.fair_price import FairPrice
from marketplace.offers.rules.lists import HowLow

TEN_KILOS = BuildUp(10, {
    Part.INPUTS: 300_000, Part.WORK: 2, Part.TRANSPORT: 100_000, Part.PACKING: 0,
    Part.LOSSES: 50_000, Part.GROUP_FEE: 0,
})  # fmt: skip


def test_a_day_for_ten_kilos_is_forty_eight_minutes_for_one() -> None:
    assert TEN_KILOS.per_unit() == {
        "inputs_minor": 30_000, "transport_minor": 10_000, "packing_minor": 0,
        "losses_minor": 5_000, "group_fee_minor": 0, "labour_minutes": 48,
    }  # fmt: skip


def test_the_fair_price_of_all_of_them_pays_the_day_and_a_tenth() -> None:
    fair = TEN_KILOS.fair(day_rate_minor=600_000)
    assert (fair.cash_minor, fair.cost_minor, fair.floor_minor) == (450_000, 1_050_000, 1_155_000)
    assert fair.earns_a_day(fair.floor_minor) == 705_000
    assert not fair.is_default


def test_the_next_question_is_the_first_that_was_not_answered_and_nothing_is_an_answer() -> None:
    asked = []
    said: dict[Part, int | None] = {}
    while (part := BuildUp(5, said).next_part) is not None:
        asked.append(part)
        said[part] = 0
    assert asked == list(Part)


def test_under_cost_under_the_floor_or_neither() -> None:
    fair = FairPrice(50_000, 30, 800_000, is_default=False)  # cost 1,000, floor 1,100
    assert how_low(fair, 99_999) is HowLow.UNDER_COST
    assert how_low(fair, 100_000) is HowLow.UNDER_FLOOR
    assert how_low(fair, 109_999) is HowLow.UNDER_FLOOR
    assert how_low(fair, 110_000) is None
    assert how_low(None, 1) is None


@given(
    st.integers(1, 99),
    st.dictionaries(st.sampled_from(Part), st.integers(0, 10**9), min_size=6, max_size=6),
)
def test_one_unit_times_all_is_what_she_said_but_for_rounding(
    quantity: int, said: dict[Part, int]
) -> None:
    said[Part.WORK] %= 61
    one = BuildUp(quantity, said).per_unit()
    for part in Part:
        if part is not Part.WORK:
            assert abs(one[part.value] * quantity - said[part]) <= quantity / 2
    assert abs(one["labour_minutes"] * quantity - said[Part.WORK] * 240) <= quantity / 2
