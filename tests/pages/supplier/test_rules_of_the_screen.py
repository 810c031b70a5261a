"""Rules of the screen that a page's own text shows: two steps from home, four pictures, sleeps."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from marketplace import i18n
from marketplace.catalogue.models import MarketDay
from marketplace.i18n import format as shown
from marketplace.sourcing.models import Need
from marketplace.web import hand
from marketplace.web.hand import nights
from marketplace.web.picture_names import picture_name
from tests.actions.linkage import asks
from tests.pages.supplier.test_answer import need, to_right
from tests.pages.supplier.village import follow, links, press, read, seated, words
from tests.support.client import PageClient
from tests.support.markup import classes
from tests.support.supplier_checker import drawings
from tests.world import World

__all__ = ["need"]
TODAY = date(2026, 11, 24)


def test_rule_9_everything_is_two_steps_from_home(client: PageClient, need: Need) -> None:
    seated(client)
    first = set(links(client.get("/s/")).values())
    second: set[str] = set()
    for path in sorted(one for one in first if one.startswith("/s/")):
        second |= set(links(client.get(path, follow_redirects=True)).values())
    reached = {one.partition("?")[0] for one in first | second}
    lists = {"/s/needs", "/s/offers", "/s/orders", "/s/money", "/s/help", "/s/prices"}
    assert lists <= reached
    assert f"/s/needs/{need.code}" in reached


def test_rule_17_the_last_look_repeats_it_as_four_pictures_and_a_pile(
    client: PageClient, need: Need
) -> None:
    seated(client)
    tree = read(to_right(client, need))
    facts = next(e for e in tree.all("ul") if "line" in classes(e))
    pictured = [drawings(one) for one in facts]
    assert [one[0] for one in pictured] == ["tomato", "unit-kg", "sleep", "bring"]
    pile = next(e for e in tree.all("div") if "pile" in classes(e))
    assert {one.partition("-note-")[0] for one in drawings(pile)} == {"tzs"}


def test_rule_19_sent_is_a_full_screen_tick_that_says_what_comes(
    client: PageClient, need: Need
) -> None:
    seated(client)
    page = follow(client, press(client, to_right(client, need), "Send"))
    tree = read(page)
    tick = next(e for e in tree.all("div") if "sent" in classes(e))
    assert drawings(tick) == ["done"]
    assert "pic-l" in " ".join(
        e.get("class", "") for e in tick.iter("{http://www.w3.org/2000/svg}svg")
    )
    assert "They answer soon." in words(page)


@pytest.mark.parametrize(
    ("ahead", "pictures", "text"),
    [(0, ("today",), "today"), (1, ("tomorrow",), "tomorrow"),
     (2, ("sleep", "sleep"), "2 sleeps"), (9, ("sleep",), "9 sleeps"),
     (-1, ("day-1",), "Monday"), (120, ("day-3",), "Wednesday")],
)  # fmt: skip
def test_rule_27_days_are_sleeps_and_weekdays(
    monkeypatch: pytest.MonkeyPatch, ahead: int, pictures: tuple[str, ...], text: str
) -> None:
    monkeypatch.setattr(shown, "today", lambda: TODAY)
    monkeypatch.setattr(hand, "hear", lambda _token: None)  # what is said is told elsewhere
    i18n.bind("en", "Africa/Dar_es_Salaam")
    told = nights(TODAY + timedelta(days=ahead))
    assert (told.pictures, told.text) == (pictures, text)


# Whose names count the days: "tatu" is three, "segunda" the second, "sithathu" the third.
COUNTED = {"en": (0, 1), "sw": (0, 3), "pt": (0, 2), "zu": (2, 3), "ar": (6, 1), "ne": (6, 1)}


@pytest.mark.parametrize(("language", "day"), COUNTED.items())
def test_rule_27_a_weekday_is_pictured_as_its_name_counts_it(
    language: str, day: tuple[int, int]
) -> None:
    i18n.bind(language, "Africa/Dar_es_Salaam")
    number, place = day
    (only,) = hand.week_days(1 << number)
    assert only.picture == f"day-{place}"
    assert picture_name(only.picture) == picture_name(f"day-{number + 1}", "en")
    every = hand.week_days(0b1111111)
    assert [one.picture for one in every] == [f"day-{n}" for n in range(1, 8)]
    assert len({one.name for one in every}) == 7


def test_rule_27_a_market_day_is_shown_as_one(
    client: PageClient, session: Session, world: World
) -> None:
    made = asks(session, world)
    session.commit()
    seated(client)
    assert "Market day" not in words(client.get(f"/s/needs/{made.code}"))
    session.add(MarketDay(place_id=made.place_id, weekday=made.deliver_on.weekday()))
    session.commit()
    page = client.get(f"/s/needs/{made.code}")
    assert "Market day" in words(page)
    assert "market-day" in drawings(read(page).root)


@pytest.mark.parametrize(
    ("hour", "sun"),
    [(6, "dawn"), (9, "morning"), (12, "noon"), (16, "afternoon"), (19, "evening")],
)
def test_rule_28_an_hour_is_one_of_five_suns(hour: int, sun: str) -> None:
    assert shown.sun(hour * 60) == sun
