"""The list of needs as it goes over the line: 4 KB of brotli in every language (rule 30).

On it stand six cards of the goods whose pictures weigh most, each with its speaker, and the card
that turns the page: no list of six can be heavier by its pictures.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import brotli
import pytest
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, CategoryUnit
from marketplace.catalogue.rules.lists import Nature, Route
from marketplace.config import Config
from marketplace.i18n import LANGUAGES
from marketplace.web.pictures import picture_book
from tests.actions.linkage import asks
from tests.pages.supplier.village import seated
from tests.support import supplier_checker
from tests.support.client import PageClient
from tests.support.markup import classes, parse
from tests.support.setting import ROOT
from tests.support.spoken import speak_everything
from tests.world import World
from tests.world.suppliers import add_leaf

MOST = 4 * 1024
CATALOGUE = ROOT / "marketplace" / "data" / "catalogue.json"
CARDS = 6 + 3  # the needs; by picture or who buys; more; what waits on the phone
BROTLI = {"Accept-Encoding": "br"}


@dataclass(frozen=True)
class Good:
    """A leaf of the real catalogue, by its code and its picture."""

    code: str
    picture: str

    @property
    def weight(self) -> int:
        """How heavy its picture is by itself."""
        return len(brotli.compress(picture_book().symbol(self.picture).encode(), quality=5))


def leaves() -> Iterator[Good]:
    for group in json.loads(CATALOGUE.read_text(encoding="utf-8"))["groups"]:
        yield from (Good(leaf["code"], leaf["picture"]) for leaf in group["leaves"])


def heaviest(count: int) -> list[Good]:
    return sorted(leaves(), key=lambda good: -good.weight)[:count]


PRICES = (140_000, 65_000, 212_500)


@pytest.fixture
def crowded(
    session: Session, world: World, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seven needs of the heaviest goods, all of them hers to answer; every language speaks."""
    kg = world.goods.units["kg"]
    for position, good in enumerate(heaviest(7), start=50):
        leaf = Category(
            code=good.code, parent_id=world.goods.leaves["veg.tomato"].parent_id,
            position=position, picture=good.picture, nature=Nature.GOOD, route=Route.INPUT,
            overlap_risk="low", default_unit_id=kg.id,
        )  # fmt: skip
        session.add(leaf)
        session.flush()
        session.add(CategoryUnit(category_id=leaf.id, unit_id=kg.id, position=0))
        add_leaf(session, world.suppliers["fish_47"], leaf, unit=kg, weekly=40)
        asks(session, world, leaf=good.code, quantity=13 + position, price=PRICES[position % 3])
    session.commit()
    speak_everything(config.data_dir, tuple(LANGUAGES))
    monkeypatch.setattr(supplier_checker, "SPOKEN", False)  # what is heard is told elsewhere


@pytest.mark.feature("K9")
@pytest.mark.parametrize("who", ["a stranger", "a supplier"])
def test_the_list_of_needs_is_4_kilobytes_of_brotli_in_every_language(
    client: PageClient, crowded: None, who: str
) -> None:
    if who == "a supplier":
        seated(client)
    client.checks = False  # the checker reads plain text, and this is the line's
    weights = {code: weighed(client, code) for code in LANGUAGES}
    assert {code: weight for code, weight in weights.items() if weight > MOST} == {}


def weighed(client: PageClient, code: str) -> int:
    """Return the bytes of the whole list in a language, as they go over the line."""
    answer = client.get(f"/s/needs?lang={code}", headers=BROTLI)
    assert answer.headers["Content-Encoding"] == "br"
    links = parse(brotli.decompress(answer.data).decode()).all("a")
    kinds = [sum(kind in classes(one) for one in links) for kind in ("card", "ear")]
    assert kinds == [CARDS, 7], code
    return len(answer.data)
