"""Loading the demo world: on any day, in one piece or not at all; and what it prints."""

from collections.abc import Iterator
from datetime import UTC, datetime
from time import perf_counter

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.queries import is_set_up
from marketplace.cli import demo_world
from marketplace.cli.demo_world import loading
from marketplace.journal.queries import check_chain
from marketplace.kernel import clock
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NeedState
from tests.support.application import SECRET
from tests.world.demo_loaded import states_of, told


def test_ways_in_fit_a_terminal_and_name_everybody() -> None:
    text = demo_world.ways_in("http://127.0.0.1:8000/")
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "http://127.0.0.1:8000/" in text
    for name in ("neema", "joseph", "rehema", "wanjiru", "anna", "theresia", "bakari", "usafi"):
        assert f"{name}@demo.example" in text
    for word in ("demo-linkage", "Fish 47", "1-2-3-4", "--fresh", "/s/", "/sign-in"):
        assert word in text


@pytest.fixture
def still() -> Iterator[None]:
    before = clock.offset()
    yield
    clock.set_offset(before)


# a Sunday before midnight, when every door is shut for hours; a Saturday just begun
@pytest.mark.parametrize(
    "moment",
    [
        (2026, 11, 29, 20, 30),
        pytest.param((2027, 3, 5, 21, 20), marks=pytest.mark.only("sqlite")),
    ],
)
@pytest.mark.usefixtures("still")
def test_it_loads_on_any_day_and_puts_the_clock_back(
    session: Session, moment: tuple[int, int, int, int, int]
) -> None:
    offset = datetime(*moment, tzinfo=UTC) - datetime.now(UTC)
    clock.set_offset(offset)
    begun = perf_counter()
    demo_world.load(session, pepper=SECRET)
    print(f"Loaded in {perf_counter() - begun:.1f} s.")  # noqa: T201  # a budget to look at
    assert clock.offset() == offset
    assert states_of(session) == told()
    assert check_chain(session).whole
    open_needs = session.scalars(select(Need.closes_at).where(Need.state == NeedState.PUBLISHED))
    assert all(closes and closes > clock.now() for closes in open_needs)


def test_a_load_that_breaks_off_leaves_nothing_and_puts_the_clock_back(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_stage: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(loading, "_trade", breaks)
    before = clock.offset()
    with pytest.raises(OSError, match="full"):
        demo_world.load(session, pepper=SECRET)
    assert clock.offset() == before
    assert not is_set_up(session)
    assert check_chain(session).length == 0
