"""Smaller lots and the adaptation list: what a need that nobody fills may change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.sourcing.rules.adaptation import Asking, adaptations
from marketplace.sourcing.rules.lists import NotMe
from marketplace.sourcing.rules.lots import MOST_LOTS, choices, split

SILENT = Asking(asked=4, offered=0, seen=1, why_not={}, cash_at_door=False, payment_days=7)


def test_a_quantity_is_split_as_equally_as_whole_units_allow() -> None:
    assert split(20, 2) == (10, 10)
    assert split(20, 3) == (7, 7, 6)
    assert choices(3) == (2, 3)
    assert choices(1) == ()


@pytest.mark.parametrize(("quantity", "lots"), [(20, 1), (20, 7), (2, 3), (20, 0), (20, -1)])
def test_what_is_no_split_is_refused(quantity: int, lots: int) -> None:
    with pytest.raises(ValueError, match="cannot be asked for"):
        split(quantity, lots)


@given(st.integers(2, 10**6), st.integers(2, MOST_LOTS))
def test_lots_add_up_to_the_quantity_and_differ_by_one_at_most(quantity: int, lots: int) -> None:
    if lots not in choices(quantity):
        return
    found = split(quantity, lots)
    assert sum(found) == quantity
    assert min(found) >= 1
    assert max(found) - min(found) <= 1


def said(asking: Asking) -> str:
    return " ".join(sentence.english() for sentence in adaptations(asking))


def test_fewer_than_two_offers_bring_the_list() -> None:
    text = said(SILENT)
    for part in ("Smaller lots", "Cash at the door instead of payment after 7 days", "later day",
                 "Pictures of good and bad", "3 never saw it"):  # fmt: skip
        assert part in text, part
    assert adaptations(Asking(4, 2, 4, {}, cash_at_door=False, payment_days=7)) == ()
    assert adaptations(Asking(4, 1, 4, {}, cash_at_door=False, payment_days=7)) != ()


def test_what_suppliers_said_themselves_comes_first_and_is_not_said_twice() -> None:
    why = {NotMe.TOO_MUCH: 2, NotMe.PAID_LATE: 1}
    found = [
        one.english()
        for one in adaptations(Asking(4, 0, 4, why, cash_at_door=False, payment_days=7))
    ]
    assert found[0] == "2 said it is too much: ask for it in smaller lots."
    assert not any(text.startswith("Smaller lots") for text in found)
    assert not any(text.startswith("Cash at the door instead") for text in found)
