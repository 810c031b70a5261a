"""Help: besides her facilitator, the phone of a house that ordered from her."""

from sqlalchemy.orm import Session

from marketplace.people.models import LinkageDesk
from marketplace.people.rules.lists import Function
from tests.pages.supplier.village import seated, words
from tests.support.client import PageClient
from tests.world import World
from tests.world.traded import traded


def test_help_has_the_phone_of_the_house_that_ordered_from_her(
    client: PageClient, session: Session, world: World
) -> None:
    session.add(
        LinkageDesk(
            operator_id=world.kijani.id, person_id=world.people["neema"].id,
            function=Function.PURCHASING, phone="+255754000111", opens=480, closes=720,
        )
    )  # fmt: skip
    session.commit()
    seated(client)
    assert "Kijani" not in words(client.get("/s/help")), "she has no order from there"
    traded(session, world, world.suppliers["fish_47"], days_ago=9)
    session.commit()
    page = client.get("/s/help")
    assert "Kijani Ridge Lodges" in words(page)
    assert "tel:+255754000111" in page.get_data(as_text=True)
    client.delete_cookie("__Host-sid", path="/")
    assert "Kijani" not in words(client.get("/s/help", follow_redirects=True))
