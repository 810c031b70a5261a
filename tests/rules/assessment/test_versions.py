"""Versions of the rule set beside each other; clauses; several core products; both sides."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.assessment.rules.both_sides import both_sides
from marketplace.assessment.rules.clauses import (
    OWN,
    Clause,
    ClauseRefusal,
    as_clauses,
    clause_refusals,
    settle,
)
from marketplace.assessment.rules.conditions import ConditionCode, Owner
from marketplace.assessment.rules.each_core import each_core
from marketplace.assessment.rules.evaluate import evaluate
from marketplace.assessment.rules.inputs import Core, Inputs, Landed, Linkage, Side
from marketplace.assessment.rules.ruleset import DEFAULT, KINDS, RuleSet
from marketplace.assessment.rules.signals import Verdict
from marketplace.assessment.rules.versions import Change, difference, read_all, verdicts
from marketplace.catalogue.rules.lists import Route

TODAY = date(2026, 11, 24)
OFFER = Linkage(
    category="guide.canoe", route=Route.INDEPENDENT, segment="all", slot="afternoon",
    zone="lake", guest_price=Fraction(15), users=Fraction(150), op_income=Fraction(0),
)  # fmt: skip
CANOE = Core(
    name="Canoe", category="guide.canoe", segment="all", slot="afternoon", zone="lake",
    price=Fraction(45), margin=Fraction("0.45"), capacity=Fraction(900), util=Fraction("0.6"),
)  # fmt: skip
ROOM = Core(
    name="Room", category="stay.room", segment="all", slot="night", zone="hill",
    price=Fraction(200), margin=Fraction("0.35"), capacity=Fraction(600), util=Fraction("0.6"),
)  # fmt: skip


def test_a_version_differs_from_itself_in_nothing() -> None:
    assert difference(DEFAULT, DEFAULT) == ()


def test_the_difference_names_each_number_before_and_after() -> None:
    other = RuleSet.from_values(2, {"price_weak": "0.85", "pilot_days": "45"})
    assert difference(DEFAULT, other) == (
        Change("price_weak", "0.9", "0.85"), Change("pilot_days", "30", "45"),
    )  # fmt: skip


def test_every_wrong_number_is_named_at_once() -> None:
    made, wrong = read_all(2, {"price_weak": "much", "due_days": "1.5", "pilot_days": "30"})
    assert made is None
    assert set(wrong) == {"price_weak", "due_days"}


def test_numbers_that_cross_each_other_are_named_together() -> None:
    made, wrong = read_all(2, {"loss_note": "0.5"})
    assert made is None
    assert set(wrong) == {"loss_cond"}


@given(st.sampled_from(list(KINDS)), st.integers(0, 3))
def test_a_difference_is_symmetric(key: str, value: int) -> None:
    made, wrong = read_all(2, {key: str(value)})
    if made is None:
        assert wrong
        return
    there, back = difference(DEFAULT, made), difference(made, DEFAULT)
    assert [(c.key, c.before, c.after) for c in there] == [(c.key, c.after, c.before) for c in back]
    assert {c.key for c in there} <= {key}


def test_both_verdicts_are_those_of_the_whole_check() -> None:
    inputs = Inputs((CANOE,), OFFER)
    whole = evaluate(inputs)
    assert verdicts(inputs, DEFAULT) == (whole.verdict, whole.fairness)


def test_of_several_core_products_each_says_what_it_would_alone() -> None:
    inputs = Inputs((ROOM, CANOE), OFFER)
    found = each_core(inputs)
    assert [(one.core.name, one.verdict) for one in found] == [
        ("Canoe", Verdict.BLOCK), ("Room", Verdict.CLEAR),
    ]  # fmt: skip
    assert (found[0].level("A6"), found[1].level("A1")) == (3, 0)
    assert found[0].verdict is evaluate(inputs).verdict
    assert each_core(Inputs((ROOM,), Linkage(route=Route.INPUT))) == ()


def test_a_usual_clause_has_its_owner_and_day_until_they_are_changed() -> None:
    usual = settle(Clause(code="back_up"), DEFAULT, TODAY)
    assert (usual.owner, usual.due_on) == (Owner.BUYER, TODAY + timedelta(days=30))
    told = Clause(code="back_up", owner=Owner.BOTH, due_on=TODAY, note=" of Lazaro ")
    changed = settle(told, DEFAULT, TODAY)
    assert (changed.owner, changed.due_on, changed.note) == (Owner.BOTH, TODAY, "of Lazaro")


def test_a_usual_clause_stands_once_own_ones_as_often_as_written() -> None:
    told = (ConditionCode.PILOT, Clause(code="pilot"), Clause(code=OWN, note="a"),
            Clause(code=OWN, note="a"))  # fmt: skip
    assert [one.code for one in as_clauses(told)] == ["pilot", OWN, OWN]


@pytest.mark.parametrize(
    ("clause", "why"),
    [
        (Clause(code="pilot", due_on=TODAY - timedelta(days=1)), ClauseRefusal.DAY_PAST),
        (Clause(code="pilot", due_on=TODAY + timedelta(days=367)), ClauseRefusal.DAY_TOO_FAR),
        (Clause(code=OWN, note="  "), ClauseRefusal.NO_WORDS),
    ],
)
def test_a_clause_that_cannot_be_signed_says_why(clause: Clause, why: ClauseRefusal) -> None:
    assert clause_refusals([settle(clause, DEFAULT, TODAY)], TODAY) == {why}


@pytest.mark.feature("G2", part=True)
def test_trial_growth_cap_back_up_and_review_date_are_conditions_with_a_day() -> None:
    wanted = ("trial_order", "growth_steps", "volume_cap", "back_up", "review_date")
    settled = [settle(Clause(code=code), DEFAULT, TODAY) for code in wanted]
    assert all(one.due_on > TODAY and one.owner in set(Owner) for one in settled)


@pytest.mark.paper(51)
def test_what_costs_more_than_it_may_is_carried_until_a_day_and_no_longer() -> None:
    offer = Linkage(route=Route.INPUT, landed=Landed(gop_share=Fraction("0.01")))
    found = evaluate(Inputs((), offer))
    patience = next(one for one in found.conditions if one.code is ConditionCode.PATIENCE)
    assert (patience.signal, patience.owner, found.verdict) == (
        "B2", Owner.BUYER, Verdict.CONDITIONS,
    )  # fmt: skip
    settled = settle(Clause(code="patience"), DEFAULT, TODAY)
    assert settled.due_on == TODAY + timedelta(days=DEFAULT.step_days)
    too_dear = Linkage(route=Route.INPUT, landed=Landed(gop_share=Fraction("0.03")))
    assert evaluate(Inputs((), too_dear)).verdict is Verdict.BLOCK


@pytest.mark.paper(50, part=True)
def test_both_sides_have_a_money_line_and_no_benefit_is_warned_of() -> None:
    landed = Landed(local=Side(price=Fraction(12)), incumbent=Side(price=Fraction(10)))
    told = both_sides(
        Linkage(price=Fraction(12), quantity=Fraction(20), cash_cost=Fraction(5), landed=landed)
    )
    assert (told.paid, told.left, told.saved) == (240, 140, -40)
    assert told.no_benefit
    with_guests = both_sides(
        Linkage(landed=landed, quantity=Fraction(20), op_income=Fraction(2), users=Fraction(30))
    )
    assert (with_guests.income, with_guests.no_benefit) == (60, False)
    assert not both_sides(Linkage()).no_benefit  # not known is not nothing
