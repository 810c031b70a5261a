"""The door's days, the board's cells, and the price that is filled in."""

from datetime import UTC, date, datetime

from marketplace.catalogue.rules.lists import TradeLevel
from marketplace.catalogue.rules.prices import PriceReading
from marketplace.kernel.geo import cell
from marketplace.sourcing.rules import board, receiving
from marketplace.sourcing.rules.price_fill import LastPaid, PriceFrom, fill

HOURS = {0: (420, 600), 2: (420, 600), 4: (480, 660)}  # Monday, Wednesday, Friday
MONDAY, TUESDAY, FRIDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 5)
MARKET = PriceReading(
    p10_minor=90, median_minor=100, p90_minor=120, points=12, month=date(2026, 5, 1),
    age_months=1, level=TradeLevel.WHOLESALE, currency="TZS", commodity="Tomatoes", source="WFP",
)  # fmt: skip


def test_open_days_follow_the_weekdays() -> None:
    assert not receiving.is_shut(HOURS, MONDAY)
    assert receiving.is_shut(HOURS, TUESDAY)
    assert receiving.next_open(HOURS, TUESDAY) == date(2026, 6, 3)
    assert receiving.open_days(HOURS, TUESDAY, count=3) == (
        date(2026, 6, 3), FRIDAY, date(2026, 6, 8),
    )  # fmt: skip


def test_a_door_that_never_opens_has_no_next_day() -> None:
    assert receiving.next_open({}, MONDAY) is None
    assert receiving.window({}, MONDAY) == receiving.DEFAULT_WINDOW


def test_a_shut_day_takes_the_hours_of_the_next_open_one() -> None:
    assert receiving.window(HOURS, FRIDAY) == (480, 660)
    assert receiving.window(HOURS, date(2026, 6, 4)) == (480, 660)


def test_minutes_become_a_moment_of_the_place() -> None:
    zone = "Africa/Dar_es_Salaam"
    assert receiving.moment(MONDAY, 420, zone=zone) == datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
    assert receiving.monday_of(FRIDAY) == MONDAY


def test_a_need_shows_around_itself_in_its_destination_and_everywhere() -> None:
    cells = board.fan_out(destination_id=7, lat_e6=-3_383_000, lon_e6=35_855_000)
    assert len(cells) == len(set(cells)) == 11
    assert {cell(-3_383_000, 35_855_000), -7, board.EVERYWHERE} <= set(cells)


def test_last_paid_comes_before_the_market_and_says_so() -> None:
    last = LastPaid(95, MONDAY)
    assert fill(last, MARKET).price_from is PriceFrom.LAST_PAID
    assert fill(last, MARKET).as_of == MONDAY
    assert fill(last, MARKET).market is MARKET
    median = fill(None, MARKET)
    assert (median.price_minor, median.price_from, median.as_of) == (
        100, PriceFrom.MARKET, date(2026, 5, 1),
    )  # fmt: skip
    assert fill(None, None).price_from is PriceFrom.NONE
