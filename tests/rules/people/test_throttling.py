"""Delays after wrong tries: guessing is slow, and nobody is locked out everywhere."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.people.rules import throttling
from marketplace.people.rules.throttling import ALLOWANCES, Attempt, Scope

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
scopes = st.sampled_from(Scope)


@given(scopes, st.integers(0, 10_000))
def test_a_delay_never_shrinks_and_never_passes_its_longest(scope: Scope, failures: int) -> None:
    wait = throttling.delay_after(failures, scope)
    assert wait <= throttling.delay_after(failures + 1, scope) <= ALLOWANCES[scope].longest


@given(scopes)
def test_the_first_tries_are_free_and_then_it_doubles(scope: Scope) -> None:
    allowance = ALLOWANCES[scope]
    assert not throttling.delay_after(allowance.free - 1, scope)
    assert throttling.delay_after(allowance.free, scope) == allowance.first
    assert throttling.delay_after(allowance.free + 1, scope) == 2 * allowance.first


def test_her_own_phone_and_a_strangers_share_no_counter() -> None:
    hers = Attempt("fish 47", device_id=1, known=True, network="41.59.1.0/24")
    strangers = Attempt("fish 47", device_id=2, network="41.59.1.0/24")
    assert not set(throttling.counters(hers)) & set(throttling.counters(strangers))


def test_new_cookies_and_new_networks_buy_a_stranger_no_try() -> None:
    tries = [Attempt("fish 47", device_id=d, network=f"10.0.{d}.0/24") for d in (None, 5, 6)]
    shared = set.intersection(*(set(throttling.counters(t)) for t in tries))
    assert shared == {(Scope.PERSON_STRANGERS, "fish 47")}


def test_success_resets_only_what_is_about_the_person() -> None:
    attempt = Attempt("fish 47", device_id=1, network="10.0.0.0/24")
    assert throttling.cleared_by_success(attempt) == ((Scope.PERSON_STRANGERS, "fish 47"),)


@given(st.builds(Attempt, st.text(), st.none() | st.integers(), st.booleans(), st.text()))
def test_every_try_is_counted_about_its_person(attempt: Attempt) -> None:
    assert throttling.cleared_by_success(attempt)


def test_a_counter_that_rested_a_day_begins_anew() -> None:
    just_before = NOW + timedelta(hours=23, minutes=59)
    assert throttling.failures_now(7, NOW, just_before) == 7
    assert throttling.failures_now(7, NOW, NOW + timedelta(days=1)) == 0


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("41.59.7.200", "41.59.7.0/24"),
        ("::ffff:41.59.7.200", "41.59.7.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("rubbish", ""),
        (None, ""),
    ],
)
def test_which_network_an_address_counts_for(address: str | None, network: str) -> None:
    assert throttling.network_of(address) == network


def test_an_attackers_day_at_one_symbol_is_a_thousandth_of_all_codes() -> None:
    tried, spent = 0, timedelta(0)
    while spent < timedelta(days=1):
        tried += 1
        spent += throttling.delay_after(tried, Scope.PERSON_STRANGERS)
    assert tried < 12 * 11 * 10 * 9 / 150
