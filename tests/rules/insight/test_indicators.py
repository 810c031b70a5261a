"""The indicator library: each formula by hand, few people silent, splits that do not tell."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from marketplace.forms import insight_words
from marketplace.insight.rules import indicators as library
from marketplace.insight.rules.indicators import (
    BY_CODE,
    LIBRARY,
    Trade,
    compared,
    figure,
    first_steps,
)
from marketplace.insight.rules.outcomes import OUTCOMES, Part, Split, outcomes, part_of
from marketplace.people.rules.lists import StatedFact

WOMEN, MICRO = frozenset({StatedFact.WOMEN}), frozenset({StatedFact.MICRO})
TODAY = date(2026, 11, 24)


def trade(number: int, **values: object) -> Trade:
    known: dict[str, object] = {
        "income_minor": 1000, "payments": 2, "on_time": 1, "paid_after": 12, "measured": 2,
        "orders": 4, "repeats": 3, "buyers": 1, "deliveries": 4, "judged": 4, "in_full": 3,
        "replaced_minor": 500,
    }  # fmt: skip
    return Trade(supplier=str(number), **{**known, **values})  # type: ignore[arg-type]  # by name


SIX = [trade(n, facts=WOMEN if n < 3 else MICRO) for n in range(6)]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("value", 6000), ("suppliers_paid", 6), ("active", 6), ("orders", 24),
        ("repeat_orders", Fraction(3, 4)), ("on_time_in_full", Fraction(3, 4)),
        ("days_to_pay", 6), ("paid_on_time", Fraction(1, 2)), ("income_each", 1000),
        ("imports_replaced", 3000), ("one_buyer_only", 1), ("income_to_poor", 3000),
        ("women_share", Fraction(1, 2)), ("youth_share", 0), ("retention", None),
    ],
)  # fmt: skip
def test_each_formula_by_hand(code: str, found: object) -> None:
    assert BY_CODE[code].work_out(SIX) == found


def test_every_indicator_has_its_words_and_the_same_formula() -> None:
    codes = {one.code for one in LIBRARY}
    assert codes == set(insight_words.INDICATORS) == set(insight_words.FORMULAS)
    for one in LIBRARY:
        assert insight_words.FORMULAS[one.code] == one.formula


def test_nothing_at_all_is_no_division_by_nothing() -> None:
    for one in LIBRARY:
        assert figure(one, []).value in {0, None}


def test_a_figure_on_four_people_is_silent() -> None:
    for one in LIBRARY:
        few = [trade(n, facts=WOMEN | MICRO, first_timer=True) for n in range(4)]
        found = figure(one, few)
        assert found.hidden or found.people == 0, one.code
        assert found.hidden is (found.value is None and found.people is None)


def test_a_share_is_silent_where_either_side_of_it_is_few() -> None:
    women = [trade(n, facts=WOMEN) for n in range(9)]
    assert figure(BY_CODE["women_share"], [*women, trade(10)]).hidden
    assert figure(BY_CODE["women_share"], [trade(0, facts=WOMEN), *SIX[3:], *SIX[3:]]).hidden
    many = [*women, *(trade(n) for n in range(20, 29))]
    assert figure(BY_CODE["women_share"], many).value == Fraction(1, 2)


def test_a_first_timer_had_ninety_days_and_stays_within_ninety() -> None:
    day = timedelta(days=1)
    assert first_steps(None, None, TODAY) == (False, False)
    assert first_steps(TODAY - 89 * day, None, TODAY) == (False, False)
    assert first_steps(TODAY - 366 * day, None, TODAY) == (False, False)
    assert first_steps(TODAY - 90 * day, None, TODAY) == (True, False)
    assert first_steps(TODAY - 200 * day, TODAY - 110 * day, TODAY) == (True, True)
    assert first_steps(TODAY - 200 * day, TODAY - 109 * day, TODAY) == (True, False)
    stayed = [trade(n, first_timer=True, stayed=n < 3) for n in range(5)]
    assert library.retention(stayed) == Fraction(3, 5)


def test_outcomes_are_parted_by_sex_age_disability_size_and_distance() -> None:
    near, far = trade(1, km=9), trade(2, km=10, facts=frozenset(StatedFact))
    assert [part_of(one, near) for one in Split] == [
        Part.OTHERS, Part.OTHERS, Part.OTHERS, Part.OTHERS, Part.NEAR,
    ]  # fmt: skip
    assert [part_of(one, far) for one in Split] == [
        Part.WOMEN, Part.YOUTH, Part.DISABLED, Part.MICRO, Part.FAR,
    ]  # fmt: skip
    assert part_of(Split.DISTANCE, trade(3)) is Part.UNKNOWN


def test_no_part_can_be_worked_out_from_the_total() -> None:
    people = [trade(n, facts=WOMEN if n < 3 else frozenset(), km=3) for n in range(12)]
    found = {(one.split, one.part): one.figures["value"] for one in outcomes(people)}
    assert found[Split.SEX, Part.WOMEN].hidden
    assert found[Split.SEX, Part.OTHERS].hidden, "nine and the total would tell of three"
    assert found[Split.DISTANCE, Part.NEAR].value == 12_000
    assert set(outcomes(people)[0].figures) == set(OUTCOMES)


def test_no_destination_can_be_worked_out_from_its_country() -> None:
    big = [trade(n) for n in range(8)]
    small = [trade(n) for n in range(3)]
    found = compared({"mto": big, "nakuru": small})
    assert found["mto"]["value"].hidden
    assert found["nakuru"]["value"].hidden
    assert not compared({"mto": big, "other": big})["mto"]["value"].hidden
