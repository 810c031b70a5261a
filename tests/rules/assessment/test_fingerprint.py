"""What a signature rests on, and how it stands when something changes."""

from typing import Any

import pytest

from marketplace.assessment.rules.fingerprint import (
    READINGS,
    Fingerprint,
    Since,
    Standing,
    fingerprint,
    input_hash,
    new_blockers,
    standing,
    worse_readings,
)
from marketplace.assessment.rules.parse import OFFER, parse
from marketplace.assessment.rules.ruleset import DEFAULT, RuleSet
from tests.rules.assessment.linkages import CORE, RIDE, TOMATOES, tomatoes

NEXT = RuleSet.from_values(2, {})
CHANGES: dict[str, Any] = {
    "price": 1300, "quantity": 20, "route": "embedded", "season": [3], "guest_price": 41,
    "safety": "gap", "children": "guarded", "existing_similar": 4, "staged": True, "users": 11,
    "secrecy": True, "months_to_spec": 3, "cost": 1001, "category": "veg.onion",
}  # fmt: skip
READ: dict[str, Any] = {
    "capacity_share": 0.6, "capacity_proven": False, "payment_days": 6, "buyer_share": 0.5,
    "measured_payment_days": 9, "cash_at_door": True, "prepaid": True, "sales_months": 3,
    "sales_count": 2, "micro_supplier": False, "price_spread": {"median": 9, "suppliers": 4},
    "price_reference": {"p10": 1, "p90": 2, "n": 3, "age_months": 1},
}  # fmt: skip


def printed(change: dict[str, Any] | None = None, core: Any = None) -> Fingerprint:
    offer = {**TOMATOES, **(change or {})}
    return fingerprint(parse({"core": core, "offer": offer}), DEFAULT)


@pytest.mark.parametrize("key", CHANGES)
def test_a_change_of_what_was_signed_changes_the_hash(key: str) -> None:
    assert printed({key: CHANGES[key]}).hash != printed().hash


@pytest.mark.parametrize("key", sorted(READINGS))
def test_a_reading_does_not(key: str) -> None:
    assert printed({key: READ[key]}).hash == printed().hash


def test_readings_are_inputs() -> None:
    assert set(OFFER) >= READINGS
    assert set(READ) == READINGS


def test_core_and_rule_set_are_in_the_hash_and_the_order_of_cores_is_not() -> None:
    other = {**CORE, "name": "Bush dinner"}
    assert printed(core=CORE).hash != printed().hash
    assert printed(core={**CORE, "util": 0.51}).hash != printed(core=CORE).hash
    assert printed(core=[CORE, other]).hash == printed(core=[other, CORE]).hash
    told = parse({"offer": RIDE})
    assert input_hash(told, DEFAULT) != input_hash(told, NEXT)
    assert len(input_hash(told, DEFAULT)) == 64


def test_the_way_a_number_is_written_does_not_matter() -> None:
    assert printed({"price": 1200.0}).hash == printed({"price": 1200}).hash


def stands(now: Fingerprint, since: Since, *blockers: str) -> Standing:
    return standing(printed(core=CORE), now, since, blockers=blockers, rule_set=DEFAULT)


INSIDE, OUTSIDE = Since(in_bounds=True), Since(in_bounds=False)


def test_nothing_changed() -> None:
    assert stands(printed(core=CORE), INSIDE) is Standing.FRESH


@pytest.mark.parametrize("change", [{"price": 1250}, {"quantity": 30}, {"season": [4]}])
def test_moves_inside_the_bounds_leave_it_fresh_and_outside_make_it_stale(
    change: dict[str, Any],
) -> None:
    assert stands(printed(change, CORE), INSIDE) is Standing.FRESH
    assert stands(printed(change, CORE), OUTSIDE) is Standing.STALE


def test_the_local_price_moves_with_the_price() -> None:
    def bought(price: int, gop: float, carriage: int) -> Fingerprint:
        local = {"price": price, "transport": carriage}
        landed = {"local": local, "incumbent": {"price": 1100}, "gop_share": gop}
        return printed({"price": price, "landed": landed}, CORE)

    signed = bought(1200, 0.001, 50)

    def at(now: Fingerprint) -> Standing:
        return standing(signed, now, INSIDE, blockers=(), rule_set=DEFAULT)

    assert at(bought(1250, 0.002, 50)) is Standing.FRESH
    assert at(bought(1200, 0.001, 60)) is Standing.STALE


def test_any_other_change_of_the_offer_needs_a_new_signature() -> None:
    assert stands(printed({"safety": "gap"}, CORE), INSIDE) is Standing.STALE


@pytest.mark.parametrize(
    ("days", "expected"), [(0, "due_for_review"), (30, "due_for_review"), (31, "stale")]
)
def test_core_rule_set_and_expiry_make_it_due_for_thirty_days(days: int, expected: str) -> None:
    since = Since(in_bounds=True, due_days=days)
    moved = printed(core={**CORE, "price": 41})
    newer = fingerprint(parse({"core": CORE, "offer": TOMATOES}), NEXT)
    assert stands(moved, since) == expected
    assert stands(newer, since) == expected
    assert (
        stands(printed(core=CORE), Since(in_bounds=True, expired=True, due_days=days)) == expected
    )


def test_a_new_blocker_stops_after_notice_and_a7_at_once() -> None:
    assert stands(printed(core=CORE), INSIDE, "B3") is Standing.STOP_AFTER_NOTICE
    assert stands(printed(core=CORE), INSIDE, "B3", "A7") is Standing.STOP_NOW


def test_new_blockers_are_those_not_signed_as_such() -> None:
    now = tomatoes(safety="illegal", capacity_share=2)
    assert new_blockers({"A7": 2, "B3": 3}, now) == ("A7",)
    assert new_blockers({}, now) == ("A7", "B3")


def test_only_worse_readings_of_market_and_record_ask_for_a_new_signature() -> None:
    now = tomatoes(payment_days=10, capacity_share=0.9, months_to_spec=8)
    assert worse_readings({"C5": 0, "B3": 0, "B6": 0}, now) == ("B3", "C5")
    assert worse_readings({"C5": 1, "B3": 2}, now) == ()
