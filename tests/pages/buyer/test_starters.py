"""Good things to begin with, suggested until they were asked for; all kinds in one marketplace."""

import pytest
from sqlalchemy.orm import Session

from tests.pages.desk.room import words
from tests.support.client import PageClient
from tests.world import World, add_leaf
from tests.world.market import asked_for


@pytest.mark.paper(123, part=True)  # a choir is asked for by tender
def test_starters_are_suggested_until_they_are_asked_for(
    neema: PageClient, session: Session, world: World
) -> None:
    egg, tray = world.goods.leaves["protein.egg"], world.goods.units["tray30"]
    add_leaf(session, world.suppliers["hen_33"], egg, unit=tray, weekly=9)
    session.commit()
    text = words(neema.get("/buyer/needs/new?lang=en"))
    assert "Good to begin with" in text
    assert "Eggs from layers 1 supplier" in text
    asked_for(session, world, leaf="protein.egg", unit="tray30")
    session.commit()
    assert "Good to begin with" not in words(neema.get("/buyer/needs/new?lang=en"))


@pytest.mark.paper(124, part=True)  # circles by function come with the buyers' circle
def test_goods_and_services_of_every_kind_stand_in_one_marketplace(neema: PageClient) -> None:
    text = words(neema.get("/buyer/needs/new?lang=en"))
    for kind in ("Vegetables and herbs", "Crafts, décor and amenities", "Guiding and experiences"):
        assert kind in text, kind
