"""The need check: what must change, what is asked back, what is advice."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.sourcing.rules.lists import Lane
from marketplace.sourcing.rules.need_check import (
    Finding,
    NeedFacts,
    NeedFinding,
    UnitSize,
    Weight,
    bigger_unit,
    check,
    lots,
    refusing,
)

KG, CRATE, TENGA = UnitSize("kg", 1_000), UnitSize("crate", 20_000), UnitSize("tenga40", 40_000)
MONDAY = datetime(2026, 6, 1, 6, 0, tzinfo=UTC)  # nine in the morning in Tanzania
# Twenty kilograms of tomatoes for Thursday at 1,450: nothing is wrong with it.
GOOD = NeedFacts(
    lane=Lane.QUICK,
    quantity=20,
    unit=KG,
    bigger=CRATE,
    deliver_on=date(2026, 6, 4),
    now=MONDAY,
    today=date(2026, 6, 1),
    window_opens_at=datetime(2026, 6, 4, 4, 0, tzinfo=UTC),
    window_closes_at=datetime(2026, 6, 4, 7, 0, tzinfo=UTC),
    wave_ends_at=datetime(2026, 6, 1, 9, 0, tzinfo=UTC),
    payment_days=7,
    cash_at_door=False,
    price_minor=145_000,
    p10_minor=100_000,
    median_minor=140_000,
    ceiling_minor=15_000_000,
    capacities=(40, 30),
)
URGENT = replace(
    GOOD,
    lane=Lane.URGENT,
    cash_at_door=True,
    payment_days=0,
    window_opens_at=datetime(2026, 6, 2, 4, 0, tzinfo=UTC),
)
F = NeedFinding


def found(facts: NeedFacts) -> dict[NeedFinding, Finding]:
    return {finding.kind: finding for finding in check(facts)}


def changed(**changes: object) -> NeedFacts:
    return replace(GOOD, **changes)  # type: ignore[arg-type]  # by name


def test_an_ordinary_quick_buy_has_no_findings() -> None:
    assert check(GOOD) == ()


CASES = [
    ({"deliver_on": date(2026, 5, 31)}, F.PAST_DAY, Weight.MUST),
    ({"window_closes_at": MONDAY}, F.PAST_DAY, Weight.MUST),
    ({"wave_ends_at": datetime(2026, 6, 4, 7, 1, tzinfo=UTC)}, F.TOO_SOON, Weight.MUST),
    ({"shut": True, "next_open": date(2026, 6, 5)}, F.SHUT_DAY, Weight.QUESTION),
    ({"quantity": 100, "price_minor": 100_000}, F.NUMBER_OVER_99, Weight.MUST),
    ({"payment_days": 8}, F.PAYMENT_LATE, Weight.MUST),
    ({"price_minor": None}, F.PRICE_MISSING, Weight.MUST),
    ({"price_minor": 750_001}, F.OVER_CEILING, Weight.MUST),
    ({"price_minor": 99_999}, F.PRICE_UNDER_MARKET, Weight.SHOULD),
    ({"route_is_input": False}, F.ROUTE_NOT_INPUT, Weight.MUST),
    ({"capacities": ()}, F.NOBODY_NEAR, Weight.SHOULD),
    ({"capacities": (12, 6, 5)}, F.TOO_LARGE, Weight.SHOULD),
    ({"made": True, "capacities": (20, 10)}, F.LEAD_TIME, Weight.SHOULD),
    ({"papers_asked": frozenset({"iso"})}, F.PAPERS_BEYOND_LAW, Weight.SHOULD),
]


@pytest.mark.feature("A4", part=True)
@pytest.mark.parametrize(("changes", "kind", "weight"), CASES, ids=lambda value: str(value)[:40])
def test_each_finding_is_found_and_weighs(
    changes: dict[str, object], kind: NeedFinding, weight: Weight
) -> None:
    findings = found(changed(**changes))
    assert findings[kind].weight is weight


@pytest.mark.parametrize(
    "changes",
    [
        {"quantity": 99, "price_minor": 100_000, "capacities": (99,)},
        {"payment_days": 7},
        {"payment_days": 30, "cash_at_door": True},
        {"price_minor": 750_000},
        {"price_minor": 100_000},
        {"wave_ends_at": datetime(2026, 6, 4, 7, 0, tzinfo=UTC)},
        {"made": True, "capacities": (50,)},
        {"papers_asked": frozenset({"milk"}), "papers_by_law": frozenset({"milk"})},
    ],
)
def test_the_edge_itself_is_fine(changes: dict[str, object]) -> None:
    assert check(changed(**changes)) == ()


def test_findings_propose_something_better() -> None:
    assert found(changed(quantity=101))[F.NUMBER_OVER_99] == Finding(
        F.NUMBER_OVER_99, proposed_unit="crate", proposed_quantity=6
    )
    assert found(changed(quantity=110))[F.OVER_CEILING].proposed_quantity == 103
    assert found(changed(capacities=(12, 6, 5)))[F.TOO_LARGE].lots == (12, 6, 2)
    assert found(changed(price_minor=90_000))[F.PRICE_UNDER_MARKET].proposed_minor == 140_000
    assert found(changed(made=True, capacities=(20, 10)))[F.LEAD_TIME].proposed_day == date(
        2026, 6, 6
    )


def test_a_number_without_a_bigger_sister_proposes_two_digits() -> None:
    assert found(changed(quantity=120, bigger=None))[F.NUMBER_OVER_99].proposed_quantity == 99


def test_only_must_and_unconfirmed_questions_refuse() -> None:
    findings = check(changed(shut=True, price_minor=99_999, payment_days=30))
    assert [f.kind for f in refusing(findings)] == [F.PAYMENT_LATE, F.SHUT_DAY]
    assert [f.kind for f in refusing(findings, frozenset({F.SHUT_DAY}))] == [F.PAYMENT_LATE]
    # A "must" cannot be confirmed away.
    everything = frozenset(NeedFinding)
    assert [f.kind for f in refusing(findings, everything)] == [F.PAYMENT_LATE]


def test_urgent_pays_the_median_at_the_door_within_36_hours() -> None:
    assert check(URGENT) == ()
    assert F.CASH_AT_DOOR in found(replace(URGENT, cash_at_door=False))
    cheap = found(replace(URGENT, price_minor=139_999))
    assert cheap[F.URGENT_PRICE].proposed_minor == 140_000
    assert F.URGENT_PRICE not in found(replace(URGENT, median_minor=None, price_minor=1))
    later = datetime(2026, 6, 2, 18, 1, tzinfo=UTC)
    assert F.NOT_URGENT in found(replace(URGENT, window_opens_at=later))


def test_often_urgent_is_said_above_a_fifth_of_the_value() -> None:
    assert check(replace(URGENT, urgent_permille=200)) == ()
    often = found(replace(URGENT, urgent_permille=201))[F.OFTEN_URGENT]
    assert often.weight is Weight.SHOULD


def test_a_tender_has_other_limits() -> None:
    tender = changed(
        lane=Lane.TENDER, route_is_input=False, price_minor=None, payment_days=30, quantity=90
    )
    assert set(found(tender)) == {F.TOO_LARGE}
    assert F.PAYMENT_LATE in found(replace(tender, payment_days=31))
    assert F.PAYMENT_LATE not in found(replace(tender, payment_days=60, perishable=False))


def test_the_smallest_sufficient_unit_is_proposed() -> None:
    assert bigger_unit(KG, (KG, CRATE, TENGA), quantity=150) == CRATE
    assert bigger_unit(KG, (KG, CRATE, TENGA), quantity=3_000) == TENGA
    assert bigger_unit(KG, (CRATE,), quantity=50_000) == CRATE
    assert bigger_unit(CRATE, (KG, CRATE), quantity=100) is None


@given(st.integers(1, 10**6), st.lists(st.integers(1, 10**4), max_size=12))
def test_lots_never_exceed_need_or_supplier(quantity: int, capacities: list[int]) -> None:
    parts = lots(quantity, capacities)
    assert sum(parts) == min(quantity, sum(capacities))
    assert all(part > 0 for part in parts)
    assert all(p <= c for p, c in zip(parts, sorted(capacities, reverse=True), strict=False))
