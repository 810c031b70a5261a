"""Every layout of a market price file is read; what is no price file is told in clear words."""

from collections import Counter
from datetime import date

import pytest

from marketplace.catalogue.rules.lists import TradeLevel
from marketplace.catalogue.rules.packed import price_leaves
from marketplace.catalogue.rules.price_file import BadPriceFile, price_table
from marketplace.catalogue.rules.price_lines import (
    Left,
    LeftLine,
    PricePoint,
    read_lines,
    survey,
)
from tests.world.price_files import SOUTH_AFRICA, SRI_LANKA, TOMATOES, WORLD, kenya, kenyan

TODAY = date(2026, 11, 25)


def read(
    data: bytes, country: str | None = None
) -> tuple[list[PricePoint], Counter[Left], list[LeftLine]]:
    file = survey(price_table(data), today=TODAY, leaves=price_leaves(), country=country)
    found = list(read_lines(file))
    assert len(found) == file.lines
    left = [one for one in found if isinstance(one, LeftLine)]
    points = [one for one in found if isinstance(one, PricePoint)]
    return points, Counter(one.reason for one in left), left


def test_sacks_of_64_kilograms_are_read_as_prices_of_one() -> None:
    points, left, _ = read(kenya(*TOMATOES))
    assert not left
    assert [(p.on, p.market, p.price_minor) for p in points] == [
        (date(2024, 1, 15), "Vanga (Kwale)", 5000),
        (date(2024, 2, 15), "Vanga (Kwale)", 6000),
        (date(2024, 2, 15), "Nakuru", 6650),
        (date(2024, 3, 15), "Nakuru", 7000),
    ]
    assert {p.series.leaf for p in points} == {"veg.tomato"}
    assert {p.series.level for p in points} == {TradeLevel.WHOLESALE}
    assert {p.series.country for p in points} == {"KEN"}


def test_the_world_file_names_its_countries_and_soap_is_no_leaf() -> None:
    points, left, lines = read(WORLD)
    assert [(p.series.country, p.price_minor) for p in points] == [
        ("ETH", 7044), ("ETH", 9220), ("MWI", 400_000),
    ]  # fmt: skip
    assert left == {Left.UNKNOWN_COMMODITY: 1}
    assert [(one.line, one.what) for one in lines] == [(5, "Laundry soap")]


def test_a_row_of_tags_is_no_line() -> None:
    points, left, _ = read(SOUTH_AFRICA)
    assert [p.price_minor for p in points] == [400, 420, 457, 442]
    assert not left


def test_a_file_saved_again_keeps_its_american_days_and_loses_its_mark() -> None:
    points, left, _ = read(SRI_LANKA)
    assert {p.on for p in points} == {date(2024, 2, 15)}
    assert [p.price_minor for p in points] == [77_977, 79_438, 5970]
    assert not left


@pytest.mark.parametrize(
    ("write", "market"),
    [
        (lambda text: text.replace(",", ";").replace("66.5", "66,5").encode(), "Nakuru"),
        (lambda text: text.replace(",", "\t").encode("utf-16"), "Nakuru"),
        (lambda text: text.replace("Nakuru", "Nakurú").encode("latin-1"), "Nakurú"),
        (lambda text: text.replace("\r\n", "\n\n").upper().encode(), "NAKURU"),
    ],
    ids=["semicolons and decimal commas", "tabs in UTF-16", "latin letters", "empty lines"],
)
def test_other_signs_and_letters_say_the_same(write, market: str) -> None:  # type: ignore[no-untyped-def]  # one of the lambdas above
    points, left, _ = read(write(kenya(*TOMATOES).decode()))
    assert not left
    assert [p.price_minor for p in points] == [5000, 6000, 6650, 7000]
    assert points[3].market == market


@pytest.mark.parametrize(
    ("line", "reason", "what"),
    [
        (kenyan("2024-13-15", "Nakuru", "KG", "70"), Left.NO_DAY, ""),
        (kenyan("soon", "Nakuru", "KG", "70"), Left.NO_DAY, ""),
        (kenyan("3/4/2024", "Nakuru", "KG", "70"), Left.ORDER_OF_DAY, ""),
        (kenyan("2027-01-15", "Nakuru", "KG", "70"), Left.IN_THE_FUTURE, ""),
        (kenyan("2024-03-15", "", "KG", "70"), Left.NO_MARKET, ""),
        (kenyan("2024-03-15", "Nakuru", "KG", "-70"), Left.NO_PRICE, "-70"),
        (kenyan("2024-03-15", "Nakuru", "KG", "NaN"), Left.NO_PRICE, "NaN"),
        (kenyan("2024-03-15", "Nakuru", "0 KG", "70"), Left.UNKNOWN_UNIT, "Tomatoes per 0 KG"),
        (kenyan("2024-03-15", "Nakuru", "Heap", "70"), Left.UNKNOWN_UNIT, "Tomatoes per Heap"),
        (kenyan("2024-03-15", "Nakuru", "Unit", "70"), Left.UNKNOWN_UNIT, "Tomatoes per Unit"),
        (kenyan("2024-03-15", "N", "KG", "70", "Quinoa"), Left.UNKNOWN_COMMODITY, "Quinoa"),
        (kenyan("2024-03-15", "N", "KG", "70", level="Auction"), Left.UNKNOWN_LEVEL, "Auction"),
        (kenyan("2024-03-15", "N", "KG", "70", currency="XYZ"), Left.UNKNOWN_CURRENCY, "XYZ"),
        (kenyan("2024-03-15", "N", "KG", "70", currency="XOF"), Left.NO_COUNTRY, ""),
        (kenyan("2024-03-15", "N", "KG", "70", flag="forecast"), Left.FORECAST, ""),
        (kenyan("2024-03-15", "Nakuru", "KG", "700"), Left.OUTLIER, "Tomatoes"),
        (kenyan("2024-03-15", "Nakuru", "KG", "6"), Left.OUTLIER, "Tomatoes"),
        (kenyan("2024-03-15", "Nakuru", "KG", "71"), Left.TWO_PRICES, "Tomatoes"),
        (kenyan("2023-03-15", "Nakuru", "KG", "70"), Left.TOO_OLD, ""),
        ("2024-03-15,Coast", Left.UNKNOWN_COMMODITY, ""),
    ],
)
def test_what_is_not_known_is_left_with_its_line_and_never_guessed(
    line: str, reason: Left, what: str
) -> None:
    points, left, lines = read(kenya(*TOMATOES, line))
    assert left == {reason: 1}
    assert [(one.line, one.what) for one in lines] == [(6, what)]
    assert len(points) == 4


def test_one_day_over_twelve_tells_the_order_and_both_orders_tell_nothing() -> None:
    british = [kenyan("15/01/2024", "A", "KG", "70"), kenyan("03/04/2024", "A", "KG", "70")]
    points, _, _ = read(kenya(*british))
    assert [p.on for p in points] == [date(2024, 1, 15), date(2024, 4, 3)]
    _, left, _ = read(kenya(*british, kenyan("01/15/2024", "A", "KG", "70")))
    assert left == {Left.ORDER_OF_DAY: 3}


def test_the_country_may_be_said_where_several_share_the_currency() -> None:
    line = kenyan("2024-03-15", "Thiès", "KG", "700", "Onions (local)", currency="XOF")
    points, _, _ = read(kenya(line), country="SEN")
    assert [(p.series.country, p.price_minor) for p in points] == [("SEN", 700)]
    with pytest.raises(BadPriceFile, match="--country"):
        read(kenya(line))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"PK\x03\x04rest of a workbook", "save it as CSV"),
        (b"date,\0market", "no text file"),
        (b"name,phone\nA,1\n", "columns are missing: date, market"),
        (kenya(), "no line under"),
        (kenya('2024-01-15,"' + "x" * 140_000), "line 2 cannot be read"),
    ],
    ids=["nothing", "blank", "workbook", "binary", "other columns", "only titles", "endless cell"],
)
def test_a_wrong_file_is_told_in_clear_words(data: bytes, words: str) -> None:
    with pytest.raises(BadPriceFile, match=words):
        read(data)
