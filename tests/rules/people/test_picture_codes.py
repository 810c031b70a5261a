"""Picture codes and symbols: dealt by the server, never alike, proved with a pepper."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.people.rules import drawings, picture_codes, symbols
from marketplace.people.rules.symbols import SymbolName

PEPPER = picture_codes.pepper_of("the tests' own secret, long enough to be one")


@given(st.randoms(use_true_random=False))
def test_twelve_drawings_are_different_and_no_two_look_alike(dealer: random.Random) -> None:
    dealt = drawings.distinct(12, dealer)
    assert len(set(dealt)) == 12
    assert all(len(row & set(dealt)) <= 1 for row in drawings.ALIKE)


def test_a_dealt_code_fits_and_no_other_does() -> None:
    code = picture_codes.deal_code(PEPPER)
    assert len(code.drawings) == 12
    assert len(set(code.keys)) == 4
    assert set(code.keys) <= set(picture_codes.KEYPAD)
    assert picture_codes.verify_code(code.code_hash, code.keys, PEPPER)
    assert not picture_codes.verify_code(code.code_hash, code.keys[::-1], PEPPER)
    assert not picture_codes.verify_code(code.code_hash, None, PEPPER)
    assert not picture_codes.verify_code(None, code.keys, PEPPER)


def test_a_stolen_table_is_worth_nothing_without_the_pepper() -> None:
    code = picture_codes.deal_code(PEPPER)
    other = picture_codes.pepper_of("another installation's secret, long enough too")
    assert not picture_codes.verify_code(code.code_hash, code.keys, other)
    assert code.keys not in repr(code)


def test_the_demo_code_is_never_dealt() -> None:
    class Stubborn(random.Random):
        turns = 0

        def sample(self, population, k, *, counts=None):  # type: ignore[no-untyped-def]  # a stand-in for the standard one
            self.turns += 1
            return list("1234") if self.turns == 1 else list("4*0#")

    assert picture_codes._four_keys(Stubborn()) == "4*0#"


@pytest.mark.parametrize(
    ("typed", "keys"),
    [("1234", "1234"), (" 1 2-3.4 ", "1234"), ("*0#9", "*0#9"), ("123", None), ("12345", None),
     ("12a4", None), ("", None), ("１２３４", None)],
)  # fmt: skip
def test_reading_what_was_typed(typed: str, keys: str | None) -> None:
    assert picture_codes.read_keys(typed) == keys


def test_a_symbol_nobody_has_always_shows_the_same_pictures() -> None:
    one = picture_codes.decoy_drawings("symbol:1:fish:47", PEPPER)
    assert one == picture_codes.decoy_drawings("symbol:1:fish:47", PEPPER)
    assert one != picture_codes.decoy_drawings("symbol:1:fish:48", PEPPER)
    assert len(set(one)) == 12


taken_symbols = st.sets(
    st.builds(SymbolName, st.sampled_from(drawings.SYMBOLS), st.integers(10, 99)), max_size=300
)


@given(taken_symbols)
def test_a_free_symbol_is_free_and_valid(taken: set[SymbolName]) -> None:
    given_out = symbols.free_symbol(taken)
    assert given_out not in taken
    assert given_out.valid


def test_every_symbol_is_used_before_there_are_none_left() -> None:
    every = {SymbolName(d, n) for d in drawings.SYMBOLS for n in range(10, 100)}
    last = SymbolName("fish", 47)
    assert symbols.free_symbol(every - {last}) == last
    with pytest.raises(symbols.NoneFreeError):
        symbols.free_symbol(every)


@pytest.mark.parametrize("symbol", [("fish", 9), ("fish", 100), ("dragon", 47)])
def test_a_symbol_that_cannot_be(symbol: tuple[str, int]) -> None:
    assert not SymbolName(*symbol).valid
