"""What is asked reaches her in her own language, because it was picked and not typed."""

import pytest
from sqlalchemy.orm import Session

from marketplace.catalogue.words import LEAF_SHORT, UNIT_SHORT
from marketplace.i18n import LANGUAGES, gettext, speaking
from marketplace.sourcing.models import Need
from tests.actions.linkage import asks
from tests.pages.supplier.village import seated
from tests.support.client import PageClient
from tests.support.markup import parse, visible
from tests.world import World

OTHERS = [code for code in LANGUAGES if code != "en"]


@pytest.fixture
def need(session: Session, world: World) -> Need:
    """Tomatoes, in kilograms."""
    made = asks(session, world)
    session.commit()
    return made


def shown(client: PageClient, path: str) -> str:
    """Return what a page shows."""
    page = parse(client.get(path).get_data(as_text=True))
    return " ".join(text for text, _ in visible(page.root))


@pytest.mark.feature("L4")
@pytest.mark.feature("L5")
@pytest.mark.parametrize("code", OTHERS)
def test_a_need_is_wholly_in_her_language(client: PageClient, need: Need, code: str) -> None:
    seated(client)
    with speaking(code):
        leaf, unit = gettext(LEAF_SHORT["veg.tomato"]), gettext(UNIT_SHORT["kg"])
    assert leaf != LEAF_SHORT["veg.tomato"]
    for path in ("/s/needs", f"/s/needs/{need.code}"):
        said = shown(client, f"{path}?lang={code}")
        assert leaf in said
        assert unit in said
        assert LEAF_SHORT["veg.tomato"] not in said.split()
    page = client.get(f"/s/needs/{need.code}").get_data(as_text=True)
    assert f'<html lang="{code}" dir="{LANGUAGES[code].direction}">' in page


@pytest.mark.feature("L4")
@pytest.mark.parametrize("code", OTHERS)
def test_staff_read_their_own_language_too(client: PageClient, code: str) -> None:
    said = shown(client, f"/sign-in?lang={code}")
    with speaking(code):
        assert gettext("Password") in said
    assert "Password" not in said
