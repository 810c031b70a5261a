"""Open is a predicate over the clock: sealed before, open from the deadline on, for ever."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from marketplace.sourcing.rules.opening import Sealing, is_open

NOON = datetime(2026, 11, 24, 9, tzinfo=UTC)
YEAR = timedelta(days=365)
moments = st.timedeltas(-YEAR, YEAR).map(lambda off: NOON + off)
sealings = st.builds(
    Sealing, st.none() | moments, st.none() | moments, st.booleans(), st.integers(0, 50),
    st.integers(0, 50),
)  # fmt: skip


def test_it_opens_at_the_deadline_and_not_a_moment_before() -> None:
    sealing = Sealing(NOON)
    assert not is_open(sealing, now=NOON - timedelta(microseconds=1))
    assert is_open(sealing, now=NOON)


def test_what_was_never_published_is_never_open() -> None:
    assert not is_open(Sealing(None, NOON, opens_when_all_answered=True, asked=3), now=NOON)


def test_everybody_has_answered_opens_only_where_the_buyer_chose_it() -> None:
    later = NOON + timedelta(days=1)
    assert is_open(Sealing(later, None, opens_when_all_answered=True, asked=3), now=NOON)
    assert not is_open(Sealing(later, None, asked=3), now=NOON)
    waiting = Sealing(later, None, opens_when_all_answered=True, asked=3, waiting=1)
    assert not is_open(waiting, now=NOON)
    nobody = Sealing(later, None, opens_when_all_answered=True)
    assert not is_open(nobody, now=NOON)


@given(sealings, moments, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_once_open_it_stays_open(sealing: Sealing, now: datetime, on: timedelta) -> None:
    if is_open(sealing, now=now):
        assert is_open(sealing, now=now + on)


@given(moments, moments, st.integers(0, 50), st.integers(0, 50))
def test_without_an_opening_only_the_clock_decides(
    closes_at: datetime, now: datetime, asked: int, waiting: int
) -> None:
    sealing = Sealing(closes_at, None, asked=asked, waiting=waiting)
    assert is_open(sealing, now=now) is (now >= closes_at)
