"""What is paid at the market for what she makes: a pile, or that nobody knows."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from marketplace.assessment.rules.data import assess
from tests.pages.supplier.village import link, links, seated, words
from tests.support.client import PageClient
from tests.world import World
from tests.world.goods import add_price
from tests.world.suppliers import add_leaf


@pytest.mark.paper(100)
def test_she_sees_the_pile_of_the_market_for_what_she_makes(
    client: PageClient, session: Session, world: World
) -> None:
    add_price(
        session, world.goods.leaves["veg.tomato"], prices=(80_000, 120_000, 160_000),
        last_month=date(2026, 10, 1),
    )  # fmt: skip
    eggs = world.goods.leaves["protein.egg"]
    fish = world.suppliers["fish_47"]
    add_leaf(session, fish, eggs, unit=world.goods.units["tray30"], weekly=5)
    session.commit()
    seated(client)
    page = client.get(link(client.get("/s/"), "At the market"))
    told = words(page)
    assert "Tomatoes · 1 kg 1,200" in told
    assert "Eggs · 1 tray Nobody knows yet" in told
    assert "onion" not in told.lower()
    market = {"p10": 800, "p90": 1600, "n": 12, "age_months": 1}
    known = {"price_reference": market, "csr_only": False,
             "landed": {"incumbent": {"price": 1300}}}  # fmt: skip
    fair, subsidised = (assess({"offer": {**known, "price": price}}) for price in (1400, 4000))
    told_of = [{one["code"]: one for one in found["signals"]} for found in (fair, subsidised)]
    assert [found["B5"]["level"] for found in told_of] == [0, 2]
    assert "record it as sponsorship, not trade" in told_of[1]["B5"]["text"]


def test_a_stranger_is_asked_who_she_is(client: PageClient, world: World) -> None:
    assert client.get("/s/prices").status_code == 303
    assert "At the market" not in links(client.get("/s/"))
